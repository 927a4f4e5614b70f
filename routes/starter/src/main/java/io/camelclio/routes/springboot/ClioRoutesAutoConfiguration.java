package io.camelclio.routes.springboot;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.components.KafkaComponents;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.kafka.state.KafkaStateRepository;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What the routes need beside their YAML: producers with the settings that fit a waiting webhook, cursors on a Kafka topic,
 * and, of several copies of the application, one that looks after the subscriptions. Each can be replaced by a bean of the
 * same type.
 */
@AutoConfiguration(before = CamelAutoConfiguration.class)
@EnableConfigurationProperties(KafkaProperties.class)
public class ClioRoutesAutoConfiguration {

    private static final String WEBHOOK_ROUTE = "clio-webhook-";
    private static final Duration STATE_TIMEOUT = Duration.ofSeconds(20);

    /** Camel starts and stops it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean(CamelClusterService.class)
    KafkaClusterService clioLeadership(KafkaProperties kafka, @Value("${integration.leadership.topic}") String topic) {
        return new KafkaClusterService(topic, kafka.client(ClientUse.LEADING), kafka.client(ClientUse.PULLING));
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    @ConditionalOnMissingBean(StateRepository.class)
    KafkaStateRepository clioCursors(
            KafkaProperties kafka,
            @Value("${integration.state.topic}") String topic,
            ObjectProvider<KafkaClusterService> leadership) {
        ClientSettings producing = kafka.client(ClientUse.PULLING);
        ClientSettings reading = kafka.client(ClientUse.READING);
        KafkaClusterService ours = leadership.getIfAvailable();
        return ours == null
                ? new KafkaStateRepository(topic, producing, reading, STATE_TIMEOUT)
                : new KafkaStateRepository(
                        topic, producing, reading, STATE_TIMEOUT, ours, KafkaStateRepository::lockOf);
    }

    @Bean
    CamelContextConfiguration clioProducers(KafkaProperties kafka, Environment environment) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                new TopicCheck(kafka.client(ClientUse.ADMINISTERING)).warnOfMissing(topics(context, environment));
                KafkaComponents.register(context, kafka.client(ClientUse.RECEIVING), kafka.client(ClientUse.PULLING));
            }

            @Override
            public void afterApplicationStart(CamelContext context) {
                // Nothing is left to do once the routes run.
            }
        };
    }

    /** Those that the routes which are loaded write to, and those of the beans above. */
    private static Set<String> topics(CamelContext context, Environment environment) {
        Stream<String> ofRoutes = ((ModelCamelContext) context)
                .getRouteDefinitions().stream()
                        .map(RouteDefinition::getRouteId)
                        .filter(id -> id.startsWith(WEBHOOK_ROUTE))
                        .map(id -> "clio." + id.substring(WEBHOOK_ROUTE.length()) + ".topic");
        Stream<String> others =
                Stream.of("clio.dead_letter.topic", "integration.state.topic", "integration.leadership.topic");
        return Stream.concat(ofRoutes, others)
                .map(environment::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
