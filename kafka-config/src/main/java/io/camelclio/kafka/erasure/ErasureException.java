package io.camelclio.kafka.erasure;

/** An erasure that Kafka did not take, or not whole. Running it again is harmless. */
public final class ErasureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ErasureException(String message, Throwable cause) {
        super(message, cause);
    }

    static ErasureException notWritten(String topic, Object cluster, Throwable cause) {
        return new ErasureException(
                "Not everything is erased: Kafka at %s did not take a record of topic %s (%s). Nothing is recorded as erased; run it again"
                        .formatted(cluster, topic, cause.getMessage() == null ? cause : cause.getMessage()),
                cause);
    }
}
