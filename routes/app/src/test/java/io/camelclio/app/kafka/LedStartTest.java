package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A route behind {@code master:} whose own consumer cannot be started at once. */
@ExtendWith(EmbeddedKafkaExtension.class)
class LedStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();

    @Test
    void routeIsStartedAgainUntilItCanBeAndItsHealthShowsIt(EmbeddedKafka kafka) throws Exception {
        kafka.createTopic("leadership.v1", 1, Map.of());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            KafkaClusterService leadership = new KafkaClusterService(
                    "leadership.v1",
                    ClientSettings.merge(ClientUse.LEADING, kafka.bootstrapServers(), null),
                    ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null));
            context.addService(leadership, true, true);
            context.addRoutePolicyFactory(new OnlyWhileLeading(
                    leadership,
                    context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "LedRoutes"),
                    PAUSE));
            context.addComponent("shaky", new Shaky());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("master:lock:shaky:poll").routeId("shaky-poll").to("log:unused");
                }
            });
            context.start();

            await("a failed start").atMost(PATIENCE).until(() -> attempts.get() > 0);
            await("health that shows it").atMost(PATIENCE).untilAsserted(() -> assertThat(
                            health(context, HealthCheck.Kind.ALL))
                    .satisfies(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN))
                    .satisfies(
                            result -> assertThat(result.getMessage().orElse("")).contains("shaky-poll")));
            assertThat(health(context, HealthCheck.Kind.READINESS).getState()).isEqualTo(HealthCheck.State.UP);

            await("a start that succeeds").atMost(PATIENCE).until(() -> started.get() == 1);
            assertThat(attempts).hasValue(3);
            await("health that recovers")
                    .atMost(PATIENCE)
                    .until(() -> health(context, HealthCheck.Kind.ALL).getState() == HealthCheck.State.UP);
            assertThat(attempts).hasValue(3);
        }
    }

    private static HealthCheck.Result health(CamelContext context, HealthCheck.Kind kind) {
        HealthCheck check = ((HealthCheckAware) context.getRoute("shaky-poll").getConsumer()).getHealthCheck();
        return check.call(Map.of(HealthCheck.CHECK_KIND, kind));
    }

    /** Its consumers cannot be started for the first two times. */
    private final class Shaky extends DefaultComponent {

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new DefaultEndpoint(uri, this) {

                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException("only consumed from");
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {

                        @Override
                        protected void doStart() throws Exception {
                            if (attempts.incrementAndGet() <= 2) {
                                throw new IllegalStateException("not yet");
                            }
                            super.doStart();
                            started.incrementAndGet();
                        }
                    };
                }
            };
        }
    }
}
