package io.camelclio.component.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.pull.token.TokenState;
import io.camelclio.pull.token.TokenState.Condition;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionHealthCheckTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");

    private final TestClock clock = new TestClock(SINCE.toString());
    private TokenState token;
    private final HealthCheck check = new ConnectionHealthCheck("us", () -> token, clock);

    @ParameterizedTest
    @EnumSource(names = {"NEVER_ISSUED", "GOOD"})
    void isUpWithATokenAndBeforeOneIsNeeded(Condition condition) {
        token = new TokenState(condition, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(check.call().getState()).isEqualTo(State.UP);
    }

    @Test
    void isDownAtOnceWhenTheCredentialsAreRefused() {
        token = troubled(Condition.REFUSED, "401 invalid_grant");

        HealthCheck.Result result = check.call();

        assertThat(result.getState()).isEqualTo(State.DOWN);
        assertThat(result.getMessage())
                .contains("Clio refuses the credentials of connection 'us' since 2026-03-01T10:00:00Z: 401"
                        + " invalid_grant");
        assertThat(result.getDetails())
                .containsEntry("connection", "us")
                .containsEntry("token", "REFUSED")
                .containsEntry("since", "2026-03-01T10:00:00Z")
                .containsEntry("reason", "401 invalid_grant")
                .containsEntry(
                        "remedy",
                        "check client id, client secret and refresh token, and that they belong to this region");
    }

    @Test
    void isDownOnlyWhenTheTokenCouldNotBeRefreshedForLong() {
        token = troubled(Condition.FAILING, "ConnectException");
        clock.advance(ConnectionHealthCheck.TOLERANCE);
        assertThat(check.call().getState()).isEqualTo(State.UP);
        assertThat(check.call().getDetails()).containsEntry("reason", "ConnectException");

        clock.advance(Duration.ofSeconds(1));

        assertThat(check.call().getState()).isEqualTo(State.DOWN);
        assertThat(check.call().getMessage())
                .contains("No new token could be had for connection 'us' since 2026-03-01T10:00:00Z:"
                        + " ConnectException");
        assertThat(check.call().getDetails()).containsKey("remedy");
    }

    @Test
    void isNoPartOfReadinessOrLiveness() {
        assertThat(check.isReadiness()).isFalse();
        assertThat(check.isLiveness()).isFalse();
    }

    @Test
    void canBeSwitchedOff() {
        token = troubled(Condition.REFUSED, "401 invalid_grant");

        check.setEnabled(false);

        assertThat(check.call().getState()).isEqualTo(State.UNKNOWN);
    }

    private static TokenState troubled(Condition condition, String reason) {
        return new TokenState(condition, Optional.empty(), Optional.of(SINCE), Optional.of(reason));
    }
}
