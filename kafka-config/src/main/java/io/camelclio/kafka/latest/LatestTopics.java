package io.camelclio.kafka.latest;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The topics of one vendor's latest state. All of them have to exist, the changelog too: it needs exactly as many
 * partitions as the change topic with the most; a latest topic may have any number.
 *
 * <p>Rights on Kafka: Read and Describe on the change topics; Write and Describe on the latest topics; Read, Write and
 * Describe on the changelog; Read and Describe on the group {@code applicationId}; Write and Describe on transactional
 * ids that begin with {@code <applicationId>-}.
 *
 * @param applicationId name of the consumer group, and what the names of its transactional ids and of the changelog begin
 *     with
 * @param kinds the kinds of record, of one vendor; at least one, sorted by entity, unmodifiable
 */
public record LatestTopics(String applicationId, List<LatestKind> kinds) {

    static final String VERSIONS = "versions";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if there is no kind, they are of several vendors, or a topic has two uses; names it
     */
    public LatestTopics {
        if (applicationId.isBlank()) {
            throw new IllegalArgumentException(
                    "The latest state needs an application id, such as integration.latest.clio.v1");
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("The latest state needs at least one kind of record");
        }
        kinds = kinds.stream().sorted(Comparator.comparing(LatestKind::entity)).toList();
        String vendor = kinds.get(0).vendor();
        Set<String> taken = new HashSet<>();
        for (LatestKind kind : kinds) {
            if (!kind.vendor().equals(vendor)) {
                throw new IllegalArgumentException(
                        "The kind of record %s needs another latest state than that of %s, since every vendor has its own"
                                .formatted(kind.entity(), vendor));
            }
            for (String topic : List.of(kind.changes(), kind.latest())) {
                if (!taken.add(topic)) {
                    throw new IllegalArgumentException(
                            "The latest state of %s needs a topic of its own, but %s has another use already"
                                    .formatted(kind.entity(), topic));
                }
            }
        }
    }

    /** The vendor whose records these are, such as {@code clio}. */
    public String vendor() {
        return kinds.get(0).vendor();
    }

    /** The latest topic of each change topic, by the names on Kafka. */
    public Map<String, String> latestOf() {
        return kinds.stream().collect(toUnmodifiableMap(LatestKind::changes, LatestKind::latest));
    }

    /** The names of all its topics: those of changes, the latest ones and the changelog. */
    public Set<String> names() {
        return Stream.concat(
                        kinds.stream().flatMap(kind -> Stream.of(kind.changes(), kind.latest())),
                        Stream.of(changelog()))
                .collect(toUnmodifiableSet());
    }

    /** The topic that keeps the versions of all records, {@code <applicationId>-versions-changelog}; compacted. */
    public String changelog() {
        return applicationId + "-" + VERSIONS + "-changelog";
    }

    /** The change topics whose records can come back after any deletion. */
    Set<String> restorable() {
        return kinds.stream()
                .filter(LatestKind::isRestorable)
                .map(LatestKind::changes)
                .collect(toUnmodifiableSet());
    }

    /** What the client ids begin with of every copy that takes the same kinds of record, and of no other. */
    String clientIds() {
        StringBuilder words = new StringBuilder();
        kinds.forEach(kind -> words.append(String.join(" ", kind.entity(), kind.changes(), kind.latest()))
                .append('\n'));
        return "%s-kinds-%08x-".formatted(applicationId, words.toString().hashCode());
    }
}
