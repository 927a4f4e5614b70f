package io.camelclio.kafka.leadership;

/** This process does not lead the lock, or no longer: nothing was written, and another process may have gone on. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private FencedException(String message, Throwable cause) {
        super(message, cause);
    }

    static FencedException notLeading(String lock) {
        return new FencedException(
                "This process does not lead %s now; the copy that leads goes on with the work".formatted(lock), null);
    }

    static FencedException byKafka(String lock, Throwable cause) {
        return new FencedException(
                "This process no longer leads %s: Kafka refused its write, because another leader has begun"
                        .formatted(lock),
                cause);
    }
}
