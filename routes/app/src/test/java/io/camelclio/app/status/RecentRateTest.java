package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRateTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final RecentRate rate = new RecentRate();

    @Test
    void oneLookTellsNothing() {
        look(0, 5);

        assertThat(rate.perSecond()).isEmpty();
    }

    @Test
    void isTheMeanOfTheLastMinute() {
        look(0, 0);
        look(30, 600);
        look(60, 630);
        look(90, 660);

        assertThat(rate.perSecond()).hasValue(1.0);
    }

    @Test
    void fallsToNothingAMinuteAfterTheLast() {
        look(0, 0);
        look(5, 50);
        look(65, 50);
        look(70, 50);

        assertThat(rate.perSecond()).hasValue(0);
    }

    @Test
    void startsOverWhenTheNumberBeginsAgainOrTheClockGoesBack() {
        look(0, 100);
        look(5, 3);
        assertThat(rate.perSecond()).isEmpty();
        look(10, 13);
        assertThat(rate.perSecond()).hasValue(2.0);

        look(9, 20);
        assertThat(rate.perSecond()).isEmpty();
    }

    private void look(long second, long total) {
        rate.look(START.plusSeconds(second), total);
    }
}
