package io.camelclio.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");

    @Test
    void standsUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(NOON);

        clock.advance(Duration.ofNanos(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(1));

        clock.advance(Duration.ofDays(-1));
        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(1).minus(Duration.ofDays(1)));
    }

    @Test
    void movesToATimeThatIsStillToCome() {
        clock.advanceTo(NOON.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));

        clock.advanceTo(NOON.plusSeconds(4));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void losesNoMoveOfAnyThread() {
        IntStream.range(0, 10_000).parallel().forEach(move -> clock.advance(Duration.ofMillis(1)));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void isOneClockInAllZones() {
        ZoneId sydney = ZoneId.of("Australia/Sydney");
        Clock there = clock.withZone(sydney);
        clock.advance(Duration.ofHours(2));

        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(ZonedDateTime.now(there)).isEqualTo(ZonedDateTime.of(2026, 3, 2, 1, 0, 0, 0, sydney));
    }
}
