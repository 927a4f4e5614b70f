package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinuteCountsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final MinuteCounts counts = new MinuteCounts(Duration.ofSeconds(15));

    @Test
    void minuteThatNobodyHasSeenHasNoNumber() {
        assertThat(counts.minutes()).hasSize(60).containsOnlyNulls();
    }

    @Test
    void whatGrewBeforeTheFirstLookCountsForNoMinute() {
        look(0, 1_000);

        assertThat(counts.minutes()).containsOnlyNulls();
        assertThat(counts.lastHour()).isZero();
    }

    @Test
    void growthCountsForTheMinuteInWhichItIsSeen() {
        look(50, 3);
        look(55, 5);
        look(60, 9);
        look(65, 9);

        assertThat(counts.minutes().subList(57, 60)).containsExactly(null, 2L, 4L);
        assertThat(counts.lastHour()).isEqualTo(6);
    }

    @Test
    void minuteInWhichNothingGrewIsNotOneWithoutData() {
        look(0, 7);
        look(10, 7);

        assertThat(counts.minutes().get(59)).isZero();
    }

    @Test
    void nobodyKnowsWhenItGrewWhileNobodyLooked() {
        look(0, 1);
        look(10, 2);
        look(10 + 600, 500);
        look(10 + 605, 501);

        assertThat(counts.minutes().subList(48, 60))
                .containsExactly(null, 1L, null, null, null, null, null, null, null, null, null, 1L);
    }

    @Test
    void whatBeginsAgainIsCountedFromNothing() {
        look(0, 100);
        look(5, 4);

        assertThat(counts.lastHour()).isEqualTo(4);
    }

    @Test
    void anHourIsAllThatIsKept() {
        for (int second = 0; second <= 3 * 3600; second += 10) {
            look(second, second / 10);
        }

        assertThat(counts.minutes()).hasSize(60);
        assertThat(counts.minutes().subList(0, 59)).containsOnly(6L);
        assertThat(counts.lastHour()).isEqualTo(59 * 6 + 1);
    }

    private void look(long second, long total) {
        counts.look(START.plusSeconds(second), total);
    }
}
