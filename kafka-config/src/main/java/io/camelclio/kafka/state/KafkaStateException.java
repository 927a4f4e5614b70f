package io.camelclio.kafka.state;

/** State could not be read from or written to its topic; what was known before still holds, and a retry is safe. */
public final class KafkaStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private KafkaStateException(String message, Throwable cause) {
        super(message, cause);
    }

    static KafkaStateException noTopic(String topic, Object cluster) {
        return new KafkaStateException(
                "There is no state topic %s on Kafka at %s. Create it from its topic file; it must be compacted"
                        .formatted(topic, cluster),
                null);
    }

    static KafkaStateException unreadable(String topic, Object cluster, Throwable cause) {
        return new KafkaStateException(
                "State could not be read from topic %s on Kafka at %s: %s. It is read again at the next use"
                        .formatted(topic, cluster, cause.getMessage()),
                cause);
    }

    static KafkaStateException tooSlow(String topic, Object cluster, long millis, long records) {
        return new KafkaStateException(
                "State topic %s on Kafka at %s was not read to its end within %d ms (%d records so far). It is read again at the next use"
                        .formatted(topic, cluster, millis, records),
                null);
    }

    static KafkaStateException notSaved(String key, String topic, Object cluster, Throwable cause) {
        return new KafkaStateException(
                "State %s was not acknowledged on topic %s by Kafka at %s: %s. The old value stays"
                        .formatted(key, topic, cluster, cause.getMessage()),
                cause);
    }
}
