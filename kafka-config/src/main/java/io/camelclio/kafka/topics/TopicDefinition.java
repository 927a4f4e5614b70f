package io.camelclio.kafka.topics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one topic file asks for.
 *
 * @param file name of the file, for messages
 * @param name the topic's name on Kafka
 * @param partitions number of partitions, at least 1
 * @param replicas number of replicas, at least 1, or null for the default of the cluster
 * @param config topic settings under Kafka's own names (Apache Kafka documentation, "Topic Configs"); sorted,
 *     unmodifiable; settings that are not named are nobody's business here
 */
public record TopicDefinition(String file, String name, int partitions, Short replicas, Map<String, String> config) {

    static final String CLEANUP_POLICY = "cleanup.policy";

    private static final Pattern LEGAL_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /**
     * Checks the values.
     *
     * @throws TopicException if a value is not allowed; names the file and the field
     */
    public TopicDefinition {
        if (!isLegalName(name)) {
            throw TopicException.badField(
                    file, "spec.topicName", "must be 1 to 249 letters, digits, '.', '_' or '-', was '" + name + "'");
        }
        if (partitions < 1) {
            throw TopicException.badField(file, "spec.partitions", "must be at least 1, was " + partitions);
        }
        if (replicas != null && replicas < 1) {
            throw TopicException.badField(file, "spec.replicas", "must be at least 1, was " + replicas);
        }
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** Whether Kafka takes this as a topic's name: 1 to 249 letters, digits, dots, underscores or hyphens. */
    public static boolean isLegalName(String name) {
        return LEGAL_NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /** The same with another number of partitions, at least 1. */
    public TopicDefinition withPartitions(int others) {
        return new TopicDefinition(file, name, others, replicas, config);
    }

    /** Whether only the newest record of each key is kept, so that a null value removes the key. */
    public boolean isCompacted() {
        return config.getOrDefault(CLEANUP_POLICY, "delete").contains("compact");
    }

    /** Whether records are deleted by their age. */
    public boolean isBounded() {
        return config.getOrDefault(CLEANUP_POLICY, "delete").contains("delete");
    }
}
