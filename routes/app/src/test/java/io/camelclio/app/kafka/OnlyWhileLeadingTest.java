package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.leadership.FencedException;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.master.MasterEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record that is handed to a route by a process that leads, no longer leads, or need not. */
@ExtendWith(EmbeddedKafkaExtension.class)
class OnlyWhileLeadingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> published = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private KafkaClusterService leadership;

    @BeforeEach
    void start(EmbeddedKafka kafka) throws Exception {
        if (!kafka.topics().contains("leadership.v1")) {
            kafka.createTopic("leadership.v1", 1, Map.of());
        }
        leadership = new KafkaClusterService(
                "leadership.v1",
                ClientSettings.merge(ClientUse.LEADING, kafka.bootstrapServers(), null),
                ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null));
        context.addService(leadership, true, true);
        context.addRoutePolicyFactory(new OnlyWhileLeading(
                leadership, context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "LedRoutes")));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(exchange -> deadLetters.add(exchange.getFromRouteId()));
                from("master:lock:direct:led").routeId("led").process(exchange -> published.add("led"));
                from("direct:free").routeId("free").process(exchange -> published.add("free"));
            }
        });
        context.start();
        await("the lock").atMost(PATIENCE).until(() -> leadership.isLeader("lock"));
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
    }

    @Test
    void leaderPublishes() throws Exception {
        assertThat(handedTo("led").getException()).isNull();
        assertThat(published).containsExactly("led");
    }

    /** The route itself still stands: nobody has told Camel yet. */
    @Test
    void formerLeaderNeitherPublishesNorConfirmsNorLeavesADeadLetter() throws Exception {
        leadership.stop();

        Exchange handed = handedTo("led");
        assertThat(handed.getException()).isInstanceOf(FencedException.class);
        assertThat(handed.getProperty(Exchange.SCHEDULER_POLLED_MESSAGES))
                .as("whether a greedy scheduler tries again at once")
                .isEqualTo(false);
        assertThat(published).isEmpty();
        assertThat(deadLetters).isEmpty();
    }

    @Test
    void consumerBehindTheLockTellsOfFailuresWithThatInMind() {
        MasterEndpoint led = (MasterEndpoint) context.getRoute("led").getEndpoint();
        assertThat(((DefaultEndpoint) led.getEndpoint()).getExceptionHandler()).isInstanceOf(LedFailures.class);
    }

    @Test
    void routeWithoutLockPublishesWhoeverLeads() throws Exception {
        leadership.stop();

        assertThat(handedTo("free").getException()).isNull();
        assertThat(published).containsExactly("free");
    }

    /** As by the consumer behind the route, which has read the record already. */
    private Exchange handedTo(String route) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        context.getRoute(route).getProcessor().process(exchange);
        return exchange;
    }
}
