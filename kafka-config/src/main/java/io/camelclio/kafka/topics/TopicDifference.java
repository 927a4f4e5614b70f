package io.camelclio.kafka.topics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;

/**
 * One point in which a cluster differs from a topic file.
 *
 * @param topic what the file asks for
 * @param kind what differs
 * @param setting the setting in question: a topic config's name, {@code partitions}, or {@code topic}
 * @param actual what the cluster has; {@code -} if it has nothing
 * @param wanted what the file asks for
 */
public record TopicDifference(TopicDefinition topic, Kind kind, String setting, String actual, String wanted) {

    /** How long, and how much, Kafka keeps; -1 is for ever and without limit (Apache Kafka, "Topic Configs"). */
    private static final Set<String> KEEPING = Set.of("retention.ms", "retention.bytes", "delete.retention.ms");

    /** What differs, and so what is done about it. */
    public enum Kind {
        /** The topic does not exist; it is created. */
        MISSING("create"),
        /** The topic has too few partitions; they are raised, at the price of the order of keys. */
        TOO_FEW_PARTITIONS("raise (breaks the order of keys)"),
        /** The topic has more partitions than asked for; Kafka cannot lower them, so it stays so. */
        TOO_MANY_PARTITIONS("leave as it is"),
        /** A setting has another value; it is set. */
        CONFIG("set");

        private final String action;

        Kind(String action) {
            this.action = action;
        }
    }

    /** What is done about it, and at what price. */
    public String action() {
        if (losesRecords()) {
            return "set (Kafka deletes what it keeps now)";
        }
        return kind == Kind.TOO_FEW_PARTITIONS && topic.isCompacted()
                ? "raise (breaks the order of keys, old values of moved keys stay)"
                : kind.action;
    }

    /** Whether Kafka, once that is done, deletes records that it would keep as things are; in doubt it does. */
    public boolean losesRecords() {
        if (kind != Kind.CONFIG) {
            return false;
        }
        if (setting.equals(TopicDefinition.CLEANUP_POLICY)) {
            return !Arrays.asList(actual.split(",")).containsAll(Arrays.asList(wanted.split("\\s*,\\s*")));
        }
        return KEEPING.contains(setting) && isShorter();
    }

    private boolean isShorter() {
        try {
            BigDecimal after = new BigDecimal(wanted);
            BigDecimal before = new BigDecimal(actual);
            return after.signum() >= 0 && (before.signum() < 0 || after.compareTo(before) < 0);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    static TopicDifference missing(TopicDefinition topic) {
        return new TopicDifference(topic, Kind.MISSING, "topic", "-", partitions(topic.partitions()));
    }

    private static String partitions(int count) {
        return count == 1 ? "1 partition" : count + " partitions";
    }

    static TopicDifference partitions(TopicDefinition topic, int actual) {
        Kind kind = actual < topic.partitions() ? Kind.TOO_FEW_PARTITIONS : Kind.TOO_MANY_PARTITIONS;
        return new TopicDifference(
                topic, kind, "partitions", Integer.toString(actual), Integer.toString(topic.partitions()));
    }

    static TopicDifference config(TopicDefinition topic, String setting, String actual) {
        return new TopicDifference(
                topic,
                Kind.CONFIG,
                setting,
                actual == null ? "-" : actual,
                topic.config().get(setting));
    }
}
