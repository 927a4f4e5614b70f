package io.camelclio.app.smokeball.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.WaitingHints;
import io.camelclio.testkit.time.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What health and meters say of hints that wait. */
class HintsShownTest {

    private final TestClock clock = new TestClock("2026-03-02T08:00:00Z");
    private WaitingHints waiting = new WaitingHints(0, Optional.empty());
    private long toRead;

    @Test
    void healthShowsHowManyWaitForHowLongAndIsUpAllTheSame() {
        HintsHealthCheck health = new HintsHealthCheck("us", () -> waiting, () -> toRead, clock);
        assertThat(health.call().getDetails())
                .containsEntry("waiting", 0)
                .containsEntry("toRead", 0L)
                .doesNotContainKey("oldestSeconds");

        waiting = new WaitingHints(3, Optional.of(clock.instant()));
        toRead = 7;
        clock.advance(Duration.ofSeconds(90));

        HealthCheck.Result result = health.call();
        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails())
                .containsEntry("waiting", 3)
                .containsEntry("toRead", 7L)
                .containsEntry("oldestSeconds", 90L);
        assertThat(health.getId()).isEqualTo("smokeball-hints:us");
        assertThat(health.isReadiness()).isFalse();
    }

    @Test
    void gaugesSayTheSame() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("metricsRegistry", registry);
        new WebhookMeters(context).showWaiting("us", () -> waiting, () -> toRead, clock);
        assertThat(gauge(registry, "smokeball.hints.oldest.seconds")).isZero();

        waiting = new WaitingHints(3, Optional.of(clock.instant()));
        toRead = 7;
        clock.advance(Duration.ofSeconds(90));

        assertThat(gauge(registry, "smokeball.hints.waiting")).isEqualTo(3);
        assertThat(gauge(registry, "smokeball.hints.oldest.seconds")).isEqualTo(90);
        assertThat(gauge(registry, "smokeball.hints.to.read")).isEqualTo(7);
    }

    private static double gauge(SimpleMeterRegistry registry, String name) {
        return registry.get(name).tag("connection", "us").gauge().value();
    }
}
