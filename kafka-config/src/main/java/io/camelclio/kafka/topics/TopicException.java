package io.camelclio.kafka.topics;

import java.io.IOException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidConfigurationException;

/** A topic file that cannot be used, or a cluster that does not do what the topic files ask for. */
public final class TopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TopicException(String message, Throwable cause) {
        super(message, cause);
    }

    static TopicException badField(String file, String field, String problem) {
        return new TopicException("Topic file %s: %s %s".formatted(file, field, problem), null);
    }

    static TopicException notYaml(String file, Throwable cause) {
        return new TopicException("Topic file %s is not valid YAML: %s".formatted(file, cause.getMessage()), cause);
    }

    static TopicException unreadable(String place, Throwable cause) {
        return new TopicException("Topic files cannot be read from %s: %s".formatted(place, cause), cause);
    }

    static TopicException noFiles(String place) {
        return new TopicException("There are no topic files (*.yaml) in " + place, null);
    }

    static TopicException definedTwice(String topic, String file, String otherFile) {
        return new TopicException("Topic %s is defined twice: in %s and in %s".formatted(topic, file, otherFile), null);
    }

    /** Passes on what Kafka says of a setting or a file; other reasons, such as a log-in module's, may quote a secret. */
    static TopicException badSettings(Object cluster, Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && !isQuotable(reason)) {
            reason = reason.getCause();
        }
        String what =
                isQuotable(reason) ? reason.getMessage() : reason.getClass().getSimpleName();
        return new TopicException(
                "Kafka's admin client does not take the settings for Kafka at %s: %s. Correct the file named by KAFKA_CLIENT_CONFIG"
                        .formatted(cluster, what),
                failure);
    }

    private static boolean isQuotable(Throwable reason) {
        return reason instanceof ConfigException
                || reason instanceof InvalidConfigurationException
                || reason instanceof IOException;
    }

    static TopicException clusterRefused(String task, Object cluster, Throwable cause) {
        return new TopicException(
                "Could not %s on Kafka at %s: %s".formatted(task, cluster, cause.getMessage()), cause);
    }

    static TopicException clusterSilent(String task, Object cluster, long seconds, Throwable cause) {
        return new TopicException(
                "Could not %s: Kafka at %s did not answer within %d s. Check the address (KAFKA_BROKERS) and the client settings (KAFKA_CLIENT_CONFIG)"
                        .formatted(task, cluster, seconds),
                cause);
    }

    static TopicException notApplied(Object cluster, long seconds, TopicPlan left) {
        return new TopicException(
                "Kafka at %s accepted the changes but does not show all of them after %d s:%n%s"
                        .formatted(cluster, seconds, left.asTable()),
                null);
    }
}
