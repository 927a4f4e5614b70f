package io.camelclio.app.smokeball.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What health and meters show of a connection. */
class ConnectionHealthTest {

    private static final String CODES = "/activitycodes";

    private final PlayedAccount played =
            new PlayedAccount(SmokeballSandbox.builder().unlimited());
    private final SmokeballSandbox sandbox = played.sandbox;

    @AfterEach
    void close() {
        played.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-09T09:30:01Z | 7 | ",
                "2026-03-09T09:30:00Z | 7 | ends on 2026-03-09T09:30:00Z, in 7 days",
                "2026-03-03           | 0 | ends on 2026-03-03T00:00:00Z, in 14 hours",
                "2026-03-01           | -1 | should have ended on 2026-03-01T00:00:00Z"
            })
    void endOfARefreshTokenIsAWarningLongBefore(String end, long daysLeft, String warning) {
        SmokeballConnection connection = played.connect(each -> {
            each.setRefreshToken(sandbox.refreshToken());
            each.setRefreshTokenEnd(end);
        });

        Result health = played.health(connection);

        assertThat(health.getState()).as("as long as the vendor takes it").isEqualTo(State.UP);
        assertThat(health.getDetails()).containsEntry("refreshTokenDaysLeft", daysLeft);
        if (warning == null) {
            assertThat(health.getDetails()).doesNotContainKey("warning");
        } else {
            assertThat(health.getDetails().get("warning")).asString().contains(warning, "let a user consent again");
        }
    }

    @Test
    void passingTroubleWithTokensIsNoneOfHealthsButLastingTroubleIs() {
        SmokeballConnection connection = played.connect();
        sandbox.faults().answerNext(100, 503, path -> path.equals("/oauth2/token"));

        assertThat(played.get(connection, CODES).failure()).isInstanceOf(NothingSentException.class);
        assertThat(played.health(connection).getState()).isEqualTo(State.UP);
        played.clock.advance(Duration.ofMinutes(15).plusSeconds(1));

        Result health = played.health(connection);
        assertThat(health.getState()).isEqualTo(State.DOWN);
        assertThat(health.getMessage()).hasValueSatisfying(message -> assertThat(message)
                .contains("No new token could be had for connection 'us'", "503"));
    }

    @Test
    void checkIsPartNeitherOfReadinessNorOfLiveness() {
        HealthCheck check = played.health(played.connect()).getCheck();

        assertThat(check.isReadiness()).isFalse();
        assertThat(check.isLiveness()).isFalse();
        assertThat(check.getGroup()).isEqualTo("smokeball");
    }

    @Test
    void metersTellCallsWaitsTokensAndStops() {
        SmokeballConnection connection = played.connect(each -> {
            each.setRefreshToken(sandbox.refreshToken());
            each.setRefreshTokenEnd("2026-03-03");
        });
        String matter = sandbox.collection("matters").add().id();
        played.get(connection, "/matters/" + matter + "/fees");
        sandbox.rate().storm(1);
        played.get(connection, CODES);
        sandbox.faults().answerNext(2, 401, path -> path.equals("/staff"));
        played.get(connection, "/staff");
        played.clock.advance(Duration.ofSeconds(10));

        assertThat(calls("matters/{id}/fees", "200")).isEqualTo(1);
        assertThat(calls("activitycodes", "429")).isEqualTo(1);
        assertThat(calls("activitycodes", "200")).isEqualTo(1);
        assertThat(calls("staff", "401")).isEqualTo(2);
        assertThat(gauge(SmokeballMeters.TOKEN_AGE)).isEqualTo(10);
        assertThat(gauge(SmokeballMeters.STREAMS_STOPPED)).isEqualTo(1);
        assertThat(gauge(SmokeballMeters.REFRESH_TOKEN_EXPIRY)).isPositive().isLessThan(86_400);
        assertThat(gauge(SmokeballMeters.BUDGET_REMAINING)).isEqualTo(5);
        assertThat(played.meters
                        .get(SmokeballMeters.TOKEN_REFRESHES)
                        .tag(SmokeballMeters.OUTCOME, "ok")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(played.meters.get(SmokeballMeters.BUDGET_WAIT).timer().count())
                .isEqualTo(5);
        assertThat(played.meters.getMeters().stream().map(Meter::getId))
                .allMatch(id -> "us".equals(id.getTag(SmokeballMeters.CONNECTION)))
                .allMatch(id -> id.getName().startsWith("smokeball."));

        connection.stop();

        assertThat(played.meters.getMeters()).isEmpty();
    }

    private long calls(String resource, String status) {
        return played.meters
                .get(SmokeballMeters.CALLS)
                .tag(SmokeballMeters.RESOURCE, resource)
                .tag(SmokeballMeters.STATUS, status)
                .timer()
                .count();
    }

    private double gauge(String name) {
        return played.meters.get(name).gauge().value();
    }
}
