package io.camelclio.app.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestState;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.testkit.time.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A latest state that nobody has started, so that nobody knows how far it has come. */
class LatestHealthCheckTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TestClock clock = new TestClock("2026-03-02T08:00:00Z");
    private final LatestState latest = new LatestState(
            new LatestTopics(
                    "integration.latest.clio.v1",
                    List.of(new LatestKind("clio.contact", "clio.contact.v1", "clio.contact.latest.v1"))),
            ClientSettings.merge(ClientUse.STREAMING, "localhost:1", null));
    private final LatestHealthCheck health = new LatestHealthCheck(context, latest, clock);

    @Test
    void aLagThatIsNotKnownIsNotShownAndDownAfterAMinute() {
        HealthCheck.Result first = health.call();
        assertThat(first.getState()).isEqualTo(State.UP);
        assertThat(first.getDetails()).doesNotContainKey("lag");

        clock.advance(Duration.ofSeconds(59));
        assertThat(health.call().getState()).isEqualTo(State.UP);

        clock.advance(Duration.ofSeconds(1));
        assertThat(health.call().getState()).isEqualTo(State.DOWN);
        assertThat(health.call().getMessage().orElseThrow()).contains("for a minute", "how far");
    }

    @Test
    void aLagThatIsNotKnownIsNoNumberInTheMeters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("metricsRegistry", registry);

        try (LatestMeters meters = LatestMeters.register(context, latest)) {
            assertThat(meters).isNotNull();
            assertThat(registry.get("latest.lag").gauge().value()).isNaN();
        }
    }
}
