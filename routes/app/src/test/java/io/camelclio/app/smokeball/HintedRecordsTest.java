package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.smokeball.HintedRecords.Hinted;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintedRecordsTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HintedRecords records = new HintedRecords(clock);
    private final List<String> told = new ArrayList<>();

    @Test
    void hintsOfOneRecordThatWaitTogetherAreOneReadAndAllAreTold() {
        hint("a", "first");
        hint("b", "other");
        hint("a", "second");

        records.succeeded(taken("a"), HintOutcome.PUBLISHED);
        records.succeeded(taken("b"), HintOutcome.UNCHANGED);

        assertThat(records.next()).isEmpty();
        assertThat(told).containsExactly("first published", "second published", "other unchanged");
    }

    @Test
    void hintThatComesDuringTheReadIsAReadOfItsOwn() {
        hint("a", "first");
        Hinted read = taken("a");
        hint("a", "second");

        records.succeeded(read, HintOutcome.UNCHANGED);
        assertThat(told).containsExactly("first unchanged");
        records.succeeded(taken("a"), HintOutcome.PUBLISHED);
        assertThat(told).containsExactly("first unchanged", "second published");
    }

    @Test
    void oneHintOfADeletionIsEnough() {
        records.add(List.of("m", "a"), false, outcome -> {});
        records.add(List.of("m", "a"), true, outcome -> {});
        records.add(List.of("m", "a"), false, outcome -> {});

        assertThat(taken("a").deletion()).isTrue();
    }

    @Test
    void restsAfterAFailureTwiceAsLongEachTime() {
        hint("a", "first");

        records.unread(taken("a"));
        assertThat(records.next()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        records.unread(taken("a"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(records.next()).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        records.succeeded(taken("a"), HintOutcome.PUBLISHED);
        assertThat(told).containsExactly("first published");
    }

    @Test
    void recordThatCannotBeReadIsGivenUpInTheEnd() {
        hint("a", "first");

        for (int tries = 0; tries < 5; tries++) {
            assertThat(told).isEmpty();
            records.unread(taken("a"));
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(told).containsExactly("first given_up");
        assertThat(records.next()).isEmpty();
    }

    @Test
    void recordThatCannotBePublishedIsTriedForAsLongAsItIsWaitedFor() {
        Instant start = clock.instant();
        hint("a", "first");

        for (int tries = 0; tries < 20; tries++) {
            records.unpublished(taken("a"));
            clock.advance(Duration.ofMinutes(1));
        }
        records.giveUp(start);
        assertThat(told).isEmpty();
        records.giveUp(start.plusSeconds(1));

        assertThat(told).containsExactly("first given_up");
        assertThat(records.next()).isEmpty();
    }

    @Test
    void laterHintOfTheSameRecordDoesNotLengthenTheWaitAndOthersGoOn() {
        Instant start = clock.instant();
        hint("a", "first");
        clock.advance(Duration.ofMinutes(10));
        hint("a", "second");
        hint("b", "other");

        assertThat(records.waitingSince()).containsExactly(start, clock.instant());
        records.giveUp(start.plusSeconds(1));

        assertThat(told).containsExactly("first given_up", "second given_up");
        assertThat(taken("b").since()).isEqualTo(clock.instant());
    }

    private void hint(String id, String name) {
        records.add(List.of("m", id), false, outcome -> told.add(name + " " + outcome.word()));
    }

    private Hinted taken(String id) {
        Hinted next = records.next().orElseThrow();
        assertThat(next.id()).isEqualTo(id);
        assertThat(next.parents()).containsExactly("m");
        assertThat(next.takenAt()).isEqualTo(clock.instant());
        return next;
    }
}
