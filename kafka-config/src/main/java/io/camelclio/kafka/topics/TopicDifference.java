package io.camelclio.kafka.topics;

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
        return kind == Kind.TOO_FEW_PARTITIONS && topic.isCompacted()
                ? "raise (breaks the order of keys, old values of moved keys stay)"
                : kind.action;
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
