package io.camelclio.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.status.Troubles.Trouble;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TroublesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Troubles troubles = new Troubles();

    @Test
    void whatHappensAgainIsOneTroubleSeenMoreOften() {
        happened("Kafka", "not acknowledged", NOW, 3);
        happened("Kafka", "not acknowledged", NOW.plusSeconds(60), 4);

        assertThat(troubles.all()).singleElement().satisfies(one -> {
            assertThat(one.times()).isEqualTo(7);
            assertThat(one.first()).isEqualTo(NOW);
            assertThat(one.last()).isEqualTo(NOW.plusSeconds(60));
        });
    }

    @Test
    void whatStandsKeepsItsBeginningThoughItsWordsChange() {
        troubles.stands("poll", "failed once", null, NOW);
        troubles.stands("poll", "failed twice", null, NOW.plusSeconds(5));

        assertThat(troubles.all()).singleElement().satisfies(one -> {
            assertThat(one.first()).isEqualTo(NOW);
            assertThat(one.what()).isEqualTo("failed twice");
        });
    }

    @Test
    void latestComesFirst() {
        happened("a", "one", NOW, 1);
        happened("b", "two", NOW.plusSeconds(1), 1);

        assertThat(troubles.all()).extracting(Trouble::where).containsExactly("b", "a");
    }

    @Test
    void noMoreThanFiftyAreKeptAndTheOldestGo() {
        for (int second = 0; second < 500; second++) {
            happened("place " + second, "trouble", NOW.plusSeconds(second), 1);
        }

        assertThat(troubles.all()).hasSize(Troubles.MOST);
        assertThat(troubles.all().get(Troubles.MOST - 1).where()).isEqualTo("place 450");
    }

    @Test
    void isForgottenAfterADay() {
        happened("old", "trouble", NOW, 1);
        happened("new", "trouble", NOW.plus(Duration.ofHours(25)), 1);

        assertThat(troubles.all()).extracting(Trouble::where).containsExactly("new");
    }

    private void happened(String where, String what, Instant at, long times) {
        troubles.happened(where, what, null, true, at, times, at);
    }
}
