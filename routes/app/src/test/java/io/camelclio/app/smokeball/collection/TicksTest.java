package io.camelclio.app.smokeball.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

    /** Pairs that Smokeball's specification publishes: events, matters, and a matter's versionId. */
    @ParameterizedTest
    @CsvSource({
        "2000-01-01T20:00:00Z, 630823536000000000",
        "2022-05-05T13:52:19.8585Z, 637873555398585000",
        "2022-01-06T22:10:39.5217729Z, 637771038395217729"
    })
    void agreeWithThePublishedPairs(Instant time, long ticks) {
        assertThat(Ticks.of(time)).isEqualTo(ticks);
        assertThat(Ticks.toInstant(ticks)).isEqualTo(time);
    }

    @Test
    void roundDownToAWholeTick() {
        Instant time = Instant.parse("2022-01-06T22:10:39.521772999Z");

        assertThat(Ticks.of(time)).isEqualTo(637771038395217729L);
    }

    @Test
    void comeBackUnchangedFromATime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long year10000 = 3_155_378_976_000_000_000L;
        for (int i = 0; i < 10_000; i++) {
            long ticks = Math.floorMod(random.nextLong(), year10000);
            assertThat(Ticks.of(Ticks.toInstant(ticks)))
                    .as("ticks %d of seed %d", ticks, seed)
                    .isEqualTo(ticks);
        }
    }

    @Test
    void timesBefore1970AreTimesToo() {
        assertThat(Ticks.of(Instant.parse("0001-01-01T00:00:00Z"))).isZero();
        assertThat(Ticks.toInstant(1)).isEqualTo(Instant.parse("0001-01-01T00:00:00.000000100Z"));
    }
}
