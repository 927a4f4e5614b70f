package io.camelclio.app.settings;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import java.nio.file.Path;

/**
 * How to reach Kafka.
 *
 * @param brokers the cluster's address; null where the file names it
 * @param clientConfig a property file with TLS, SASL and the like; null for none
 * @param configDir a folder with files for topics and clients that stand for the packaged ones; null for none
 * @param ours whether the cluster was started for this run, so that topics may be created unasked
 */
public record KafkaSettings(String brokers, Path clientConfig, Path configDir, boolean ours) {

    /** The setting of a folder as {@code kafka-config} is one. */
    public static final String CONFIG_DIR = "KAFKA_CONFIG_DIR";

    static KafkaSettings read(Checks checks) {
        KafkaSettings kafka = new KafkaSettings(
                checks.optional("KAFKA_BROKERS").orElse(null),
                checks.existing("KAFKA_CLIENT_CONFIG").orElse(null),
                checks.existing(CONFIG_DIR).orElse(null),
                checks.added("KAFKA_OURS"));
        try {
            for (ClientUse use : ClientUse.values()) {
                kafka.client(use);
            }
        } catch (IllegalArgumentException e) {
            checks.problem(e.getMessage());
        }
        return kafka;
    }

    /** The settings of one of our clients. */
    public ClientSettings client(ClientUse use) {
        return ClientSettings.merge(
                use, brokers, clientConfig, configDir == null ? null : configDir.resolve("clients"));
    }
}
