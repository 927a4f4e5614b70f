package io.camelclio.kafka.latest;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The topics of the latest state. All of them have to exist, the changelog too: it needs exactly as many partitions as the
 * change topic with the most; a latest topic may have any number.
 *
 * <p>Rights on Kafka: Read and Describe on the change topics; Write and Describe on the latest topics; Read, Write and
 * Describe on the changelog; Read and Describe on the group {@code applicationId}; Write and Describe on transactional
 * ids that begin with {@code <applicationId>-}.
 *
 * @param applicationId name of the consumer group, and what the names of its transactional ids and of the changelog begin
 *     with
 * @param latestOf the latest topic of each change topic, by the names on Kafka; at least one, sorted, unmodifiable
 * @param restorable those of the change topics whose records can come back after any deletion; elsewhere one that the
 *     vendor told of is final
 */
public record LatestTopics(String applicationId, Map<String, String> latestOf, Set<String> restorable) {

    /** Clio keeps these in a trash (Clio, "Documents"); of Smokeball's records nobody says that a deletion is final. */
    private static final Set<String> RESTORABLE = Set.of("clio.document", "clio.folder");

    private static final String SMOKEBALL = "smokeball.";
    static final String VERSIONS = "versions";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no topic, a topic is the latest of two, or a restorable one is unknown;
     *     names it
     */
    public LatestTopics {
        if (applicationId.isBlank()) {
            throw new IllegalArgumentException(
                    "The latest state needs an application id, such as integration.latest.v1");
        }
        if (latestOf.isEmpty()) {
            throw new IllegalArgumentException("The latest state needs at least one change topic");
        }
        Set<String> taken = new TreeSet<>(latestOf.keySet());
        for (Map.Entry<String, String> topic : latestOf.entrySet()) {
            if (!taken.add(topic.getValue())) {
                throw new IllegalArgumentException(
                        "The latest state of %s needs a topic of its own, but %s has another use already"
                                .formatted(topic.getKey(), topic.getValue()));
            }
        }
        for (String topic : restorable) {
            if (!latestOf.containsKey(topic)) {
                throw new IllegalArgumentException("The restorable topic %s is none of the change topics %s"
                        .formatted(topic, new TreeSet<>(latestOf.keySet())));
            }
        }
        latestOf = Collections.unmodifiableMap(new TreeMap<>(latestOf));
        restorable = Set.copyOf(restorable);
    }

    /**
     * Whether a record of this kind can come back after the vendor told of its deletion.
     *
     * @param entity such as {@code clio.document}
     */
    public static boolean isRestorable(String entity) {
        return RESTORABLE.contains(entity) || entity.startsWith(SMOKEBALL);
    }

    /** The topic that keeps the versions of all records, {@code <applicationId>-versions-changelog}; compacted. */
    public String changelog() {
        return applicationId + "-" + VERSIONS + "-changelog";
    }
}
