package io.camelclio.routes.springboot;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which cluster the routes write to; the same two settings as those of the runnable application.
 *
 * @param brokers addresses of the cluster ({@code KAFKA_BROKERS}); null if the file names them
 * @param clientConfig a property file with TLS, SASL and the like ({@code KAFKA_CLIENT_CONFIG}); null for none
 */
@ConfigurationProperties("kafka")
record KafkaProperties(String brokers, Path clientConfig) {

    ClientSettings client(ClientUse use) {
        return ClientSettings.merge(use, brokers, clientConfig);
    }
}
