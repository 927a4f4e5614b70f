package io.camelclio.kafka.letters;

import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Dead letters that cannot be read, or a replay that cannot go on. What was replayed by then stays replayed, and once. */
public final class LettersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private LettersException(String message, Throwable cause) {
        super(message, cause);
    }

    static LettersException missing(String topic, Object cluster) {
        return new LettersException(
                "Kafka at %s has no topic %s; create it with the command 'topics apply', or check the address (KAFKA_BROKERS) and the prefix (topics.prefix)"
                        .formatted(cluster, topic),
                null);
    }

    static LettersException silent(String task, Object cluster, long seconds) {
        return new LettersException(
                "Could not %s: Kafka at %s did not answer within %d s. Check the address (KAFKA_BROKERS) and the client settings (KAFKA_CLIENT_CONFIG)"
                        .formatted(task, cluster, seconds),
                null);
    }

    static LettersException failed(String task, Object cluster, Throwable cause) {
        if (isFenced(cause)) {
            return takenOver(cause);
        }
        Throwable reason = reason(cause);
        if (reason instanceof AuthorizationException) {
            return new LettersException(
                    "Could not %s: Kafka at %s does not allow it to this user (%s); the rights that are needed stand in kafka-config/users/camel-clio-operator.yaml"
                            .formatted(task, cluster, reason.getMessage()),
                    cause);
        }
        if (reason instanceof UnknownTopicOrPartitionException) {
            return new LettersException(
                    "Could not %s: a topic is missing on Kafka at %s; create it with the command 'topics apply'"
                            .formatted(task, cluster),
                    cause);
        }
        return new LettersException(
                "Could not %s on Kafka at %s (%s). Run it again: what was replayed is not replayed twice"
                        .formatted(
                                task,
                                cluster,
                                reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage()),
                cause);
    }

    static LettersException unknownVersions(Exception cause) {
        return new LettersException(
                cause.getMessage() + ". Without it nobody knows what is outdated, so nothing is replayed", cause);
    }

    private static LettersException takenOver(Throwable cause) {
        return new LettersException(
                "Another replay has begun meanwhile and taken over, or this one stood still for too long; run it again when no other runs. What was replayed is not replayed twice",
                cause);
    }

    /** Kafka wraps what the coordinator says of a producer that another one has replaced. */
    private static boolean isFenced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof org.apache.kafka.common.errors.InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException || cause instanceof UnknownTopicOrPartitionException) {
                return cause;
            }
        }
        return failure;
    }
}
