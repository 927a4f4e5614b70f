package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of hints at records, between the requests of polls. */
class SmokeballHintsTest {

    private final List<HintOutcome> told = new ArrayList<>();
    private PolledSmokeball smokeball;

    @BeforeEach
    void start() throws Exception {
        smokeball = new PolledSmokeball(SmokeballSandbox.builder().unlimited());
    }

    @AfterEach
    void stop() {
        smokeball.close();
    }

    @Test
    void wishForAPollThatSmokeballDoesNotAnswerIsGivenUpInTime() throws Exception {
        Instant start = smokeball.clock.instant();
        smokeball.sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 403, path -> path.startsWith("/staff"));
        assertThatThrownBy(() -> smokeball.poll("staff")).isInstanceOf(SmokeballException.class);
        assertThat(smokeball.hints().readAgain("staff", List.of(), false, told::add))
                .isTrue();

        assertThatThrownBy(() -> smokeball.poll("staff")).isInstanceOf(SmokeballException.class);
        smokeball.clock.advance(Duration.ofMinutes(15));
        smokeball.hints().giveUpHints(start);
        assertThat(told).isEmpty();
        assertThat(smokeball.hints().waitingHints()).isEqualTo(new WaitingHints(1, Optional.of(start)));
        smokeball.hints().giveUpHints(start.plusSeconds(1));

        assertThat(told).containsExactly(HintOutcome.GIVEN_UP);
        assertThat(smokeball.hints().waitingHints()).isEqualTo(new WaitingHints(0, Optional.empty()));
    }

    @Test
    void wishForAPollThatWasGivenUpIsNotToldAgainByALaterPoll() throws Exception {
        smokeball.poll("staff");
        smokeball.hints().readAgain("staff", List.of(), false, told::add);
        SmokeballPoll poll = smokeball.begin("staff");
        smokeball.hints().giveUpHints(Instant.MAX);

        while (poll.isUnfinished()) {
            smokeball.turn(poll);
        }

        assertThat(told).containsExactly(HintOutcome.GIVEN_UP);
    }

    @Test
    void recordThatCannotBeReadNeverBreaksOffThePollThatItInterrupts() throws Exception {
        List<String> ids = smokeball.sandbox.activityCodes().addAll(8);
        smokeball.pageSize(2);
        SmokeballPoll poll = smokeball.begin("activity_code");
        smokeball.sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 500, path -> path.startsWith("/activitycodes/"));
        readAgain(ids.get(0));

        while (poll.isUnfinished()) {
            smokeball.turn(poll);
        }

        assertThat(smokeball.topic.of("activity_code")).hasSize(8);
        assertThat(told).isEmpty();
        assertThat(smokeball.hints().waitingHints().count()).isEqualTo(1);
    }

    @Test
    void recordsThatWereHintedAtAndPagesTakeTurns() throws Exception {
        List<String> ids = smokeball.sandbox.activityCodes().addAll(6);
        smokeball.pageSize(2);
        SmokeballPoll poll = smokeball.begin("activity_code");
        ids.forEach(this::readAgain);

        List<Boolean> askedForARecord = new ArrayList<>();
        while (poll.isUnfinished()) {
            smokeball.turn(poll);
            askedForARecord.add(poll.isAskingForARecord());
        }

        // Four pages, the last of them empty, and the look at what has vanished.
        assertThat(askedForARecord).containsExactly(true, false, true, false, true, false, true, false, true, false);
        assertThat(smokeball.topic.of("activity_code")).hasSize(6);
    }

    @Test
    void manyRecordsOfOneCollectionAreReadByOnePollExceptForDeletions() throws Exception {
        smokeball.poll("activity_code");
        List<String> ids = smokeball.sandbox.activityCodes().addAll(150);
        smokeball.calls = 0;

        smokeball.hints().readAgain("activity_code", List.of(ids.get(0)), true, told::add);
        ids.subList(1, 101).forEach(this::readAgain);
        assertThat(smokeball.hints().waitingHints().count()).isEqualTo(101);
        smokeball.poll("activity_code");

        assertThat(smokeball.calls).isEqualTo(2);
        assertThat(smokeball.topic.of("activity_code")).hasSize(150);
        assertThat(told).hasSize(101).contains(HintOutcome.PUBLISHED);
        assertThat(told.stream().filter(HintOutcome.POLLED::equals)).hasSize(100);
    }

    private void readAgain(String id) {
        assertThat(smokeball.hints().readAgain("activity_code", List.of(id), false, told::add))
                .isTrue();
    }
}
