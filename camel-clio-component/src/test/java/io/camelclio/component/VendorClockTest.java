package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VendorClockTest {

    private static final Instant NOW = Instant.parse("2026-03-01T15:00:00Z");

    private final VendorClock clock = new VendorClock();

    @Test
    void isOursUntilARecordProvesThatItIsAhead() {
        assertThat(clock.at(NOW)).isEqualTo(NOW);

        clock.saw(NOW.minusSeconds(90), NOW);
        assertThat(clock.at(NOW)).isEqualTo(NOW);

        clock.saw(NOW.plusSeconds(90), NOW);
        assertThat(clock.at(NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(91));
    }

    @Test
    void aTimeThatIsFarAheadIsWrongAndProvesNothing() {
        clock.saw(NOW.plus(VendorClock.LONGEST_LEAD).plusMillis(1), NOW);

        assertThat(clock.at(NOW)).isEqualTo(NOW);
    }

    @Test
    void whatWasProvenLongAgoCountsNoMore() {
        clock.saw(NOW, NOW);
        clock.saw(NOW.plusSeconds(90), NOW.plusSeconds(1));

        assertThat(clock.at(NOW.plus(Duration.ofMinutes(10))))
                .isEqualTo(NOW.plus(Duration.ofMinutes(10)).plusSeconds(89));
        assertThat(clock.at(NOW.plus(Duration.ofMinutes(11))))
                .isEqualTo(NOW.plus(Duration.ofMinutes(11)).plusSeconds(89));
        Instant later = NOW.plus(Duration.ofMinutes(22));
        assertThat(clock.at(later)).isEqualTo(later);
    }

    @Test
    void isNeverBehindWhatItShowedInTheLastTenMinutes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Instant now = NOW;
        Instant newest = Instant.MIN;
        Instant seenAt = Instant.MIN;
        for (int i = 0; i < 20_000; i++) {
            now = now.plusMillis(random.nextInt(60_000));
            if (random.nextInt(4) > 0) {
                Instant changed = now.plusSeconds(random.nextInt(600) - 300);
                clock.saw(changed, now);
                if (changed.isAfter(newest) || now.isAfter(seenAt.plus(Duration.ofMinutes(10)))) {
                    newest = changed;
                    seenAt = now;
                }
            } else if (!now.isAfter(seenAt.plus(Duration.ofMinutes(10)))) {
                assertThat(clock.at(now))
                        .as("seed %d, step %d", seed, i)
                        .isAfterOrEqualTo(newest)
                        .isAfterOrEqualTo(now);
            }
        }
    }
}
