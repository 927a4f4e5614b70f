package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;

class PollHealthCheckTest {

    private final TestClock clock = new TestClock("2026-03-01T10:00:00Z");
    private final PollReport report = new PollReport("us", "matters", clock, Optional.of(Duration.ofMinutes(1)));
    private final HealthCheck check = new PollHealthCheck(null, report, Optional.of(Duration.ofMinutes(15)));

    @Test
    void aPollThatStandsTakesNoWebhookServerOutOfService() {
        report.started();
        clock.advance(Duration.ofMinutes(16));

        assertThat(check.call().getState()).isEqualTo(State.DOWN);
        assertThat(check.call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.ALL))
                        .getState())
                .isEqualTo(State.DOWN);
        assertThat(check.callReadiness().getState()).isEqualTo(State.UP);
    }

    @Test
    void whereNobodyCanTellWhenAPollIsDueItIsNeverDown() {
        HealthCheck unlimited = new PollHealthCheck(null, report, Optional.empty());
        report.started();
        clock.advance(Duration.ofDays(3));

        assertThat(unlimited.call().getState()).isEqualTo(State.UP);
    }
}
