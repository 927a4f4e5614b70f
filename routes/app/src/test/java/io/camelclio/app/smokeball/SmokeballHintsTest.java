package io.camelclio.app.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        // Four pages, the last of them empty.
        assertThat(askedForARecord).containsExactly(true, false, true, false, true, false, true, false);
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

    @Test
    void listUnderAParentIsReadAgainWithoutARoundAndShowsWhatVanishedFromIt() throws Exception {
        String matter = smokeball.sandbox.collection("matters").add().id();
        SmokeballRecords roles = smokeball.sandbox.collection("roles").under(matter);
        String gone = roles.add().id();
        String stays = roles.add().id();
        smokeball.poll("role");
        roles.vanish(gone);
        String added = roles.add().id();
        smokeball.calls = 0;

        assertThat(smokeball.hints().readAgain("role", List.of(matter), false, told::add))
                .isTrue();
        readLists();
        smokeball.hints().readAgain("role", List.of(matter), false, told::add);
        readLists();

        assertThat(told).containsExactly(HintOutcome.POLLED, HintOutcome.POLLED);
        assertThat(smokeball.calls).isEqualTo(2);
        assertThat(smokeball.topic.latest("role").keySet())
                .extracting(key -> key.substring(key.lastIndexOf('/') + 1))
                .containsExactlyInAnyOrder(stays, added);
    }

    @Test
    void listThatSmokeballDoesNotShowOrCannotReadIsLeftToTheRounds() throws Exception {
        String matter = smokeball.sandbox.collection("matters").add().id();
        smokeball.sandbox.collection("roles").under(matter).add();
        smokeball.poll("role");
        smokeball.sandbox.faults().answerNext(1, 403, path -> path.endsWith("/roles"));
        smokeball.hints().readAgain("role", List.of(matter), false, told::add);
        readLists();
        assertThat(told).containsExactly(HintOutcome.FORBIDDEN);

        smokeball.sandbox.faults().answerNext(Faults.UNTIL_CLEARED, 500, path -> path.endsWith("/roles"));
        smokeball.hints().readAgain("role", List.of(matter), false, told::add);
        for (int tries = 0; tries < 5; tries++) {
            assertThatThrownBy(this::readLists).isInstanceOf(SmokeballException.class);
        }
        readLists();
        assertThat(told).containsExactly(HintOutcome.FORBIDDEN, HintOutcome.GIVEN_UP);
    }

    @Test
    void manyListsAreReadInPollsOfAFewSecondsBetweenWhichTheRoundGoesOn() throws Exception {
        List<String> matters = smokeball.sandbox.collection("matters").addAll(8);
        matters.forEach(
                matter -> smokeball.sandbox.collection("roles").under(matter).add());
        smokeball.poll("role");
        matters.forEach(matter -> smokeball.hints().readAgain("role", List.of(matter), false, told::add));
        smokeball.beforeCall(() -> smokeball.clock.advance(Duration.ofSeconds(4)));

        List<Integer> toldAfter = new ArrayList<>();
        for (int polls = 0; polls < 6; polls++) {
            smokeball.pollOnce("role");
            toldAfter.add(told.size());
        }

        assertThat(toldAfter).containsExactly(3, 3, 6, 6, 8, 8);
        assertThat(told).containsOnly(HintOutcome.POLLED);
    }

    @Test
    void listIsNotReadWhileWhatIsKnownCannotBeLookedUp() throws Exception {
        String matter = smokeball.sandbox.collection("matters").add().id();
        smokeball.poll("role");
        smokeball.hints().readAgain("role", List.of(matter), false, told::add);
        smokeball.topic.away(true);
        assertThatThrownBy(this::readLists).hasMessageContaining("away");
        assertThat(told).isEmpty();

        smokeball.topic.away(false);
        readLists();

        assertThat(told).containsExactly(HintOutcome.POLLED);
    }

    @Test
    void pathThatDoesNotFitTheCollectionLeadsNowhere() throws Exception {
        smokeball.poll("role");

        assertThat(smokeball.hints().readAgain("role", List.of(), false, told::add))
                .isFalse();
        assertThat(smokeball.hints().readAgain("role", List.of("m", "r", "x"), false, told::add))
                .isFalse();
    }

    @Test
    void hintAtAListThatComesBeforeItsRouteBeginsWaitsForIt() throws Exception {
        String matter = smokeball.sandbox.collection("matters").add().id();
        smokeball.poll("role");
        smokeball.sandbox.collection("roles").under(matter).add();
        smokeball.crash();

        assertThat(smokeball.hints().readAgain("role", List.of(matter), false, told::add))
                .isTrue();
        assertThat(smokeball.hints().waitingHints().count()).isEqualTo(1);
        readLists();

        assertThat(told).containsExactly(HintOutcome.POLLED);
        assertThat(smokeball.topic.of("role")).hasSize(1);
        assertThat(smokeball.hints().waitingHints().count()).isZero();
    }

    @Test
    void hintThatComesBeforeItsRouteBeginsWaitsNoLongerThanOthers() {
        smokeball.hints().readAgain("role", List.of("m"), false, told::add);

        smokeball.hints().giveUpHints(smokeball.clock.instant());
        assertThat(told).isEmpty();
        smokeball.hints().giveUpHints(smokeball.clock.instant().plusSeconds(1));

        assertThat(told).containsExactly(HintOutcome.GIVEN_UP);
    }

    @Test
    void earlyHintThatItsRouteCannotFollowIsDone() throws Exception {
        smokeball.hints().readAgain("role", List.of(), false, told::add);

        smokeball.poll("role");

        assertThat(told).containsExactly(HintOutcome.NOT_POLLED);
    }

    @Test
    void hintAtACollectionThatIsNotReadLeadsNowhere() {
        assertThat(smokeball.hints().readAgain("no_such_entity", List.of("x"), false, told::add))
                .isFalse();
    }

    @Test
    void recordThatIsDeletedUnderItsParentIsDeleted() throws Exception {
        smokeball.period(Duration.ofMinutes(1));
        String matter = smokeball.sandbox.collection("matters").add().id();
        String fee = fees(matter).add().id();
        smokeball.poll("fee");
        fees(matter).vanish(fee);

        hintAtFee(matter, fee, true);

        assertThat(told).containsExactly(HintOutcome.PUBLISHED);
        assertThat(smokeball.topic.latest("fee")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordThatMovedIsNotDeletedByTheHintOfItsFormerParent(boolean anotherCopyTakesOver) throws Exception {
        smokeball.period(Duration.ofMinutes(1));
        List<String> matters = smokeball.sandbox.collection("matters").addAll(2);
        String fee = fees(matters.get(0)).add().id();
        smokeball.poll("fee");
        fees(matters.get(0)).vanish(fee);
        fees(matters.get(1)).addAs(fee, "{}");
        hintAtFee(matters.get(1), fee, false);
        if (anotherCopyTakesOver) {
            smokeball.crash();
            smokeball.poll("fee");
        }
        told.clear();

        hintAtFee(matters.get(0), fee, true);

        assertThat(told).containsExactly(HintOutcome.ABSENT);
        assertThat(smokeball.topic.latest("fee")).containsOnlyKeys("us/" + fee);
    }

    /** The body of a webhook may name any matter. */
    @Test
    void recordIsNotDeletedByAHintThatNamesAParentOfWhichNothingIsKnown() throws Exception {
        smokeball.period(Duration.ofMinutes(1));
        List<String> matters = smokeball.sandbox.collection("matters").addAll(2);
        String fee = fees(matters.get(0)).add().id();
        smokeball.poll("fee");

        hintAtFee(matters.get(1), fee, true);
        hintAtFee("made-up", fee, true);

        assertThat(told).containsExactly(HintOutcome.ABSENT, HintOutcome.ABSENT);
        assertThat(smokeball.topic.of("fee")).hasSize(1);
    }

    private SmokeballRecords fees(String matter) {
        return smokeball.sandbox.collection("fees").under(matter);
    }

    private void hintAtFee(String matter, String fee, boolean deletion) throws Exception {
        assertThat(smokeball.hints().readAgain("fee", List.of(matter, fee), deletion, told::add))
                .isTrue();
        SmokeballPoll poll = smokeball.begin("fee");
        smokeball.turn(poll);
        assertThat(poll.next()).as("anything else to do").isFalse();
    }

    /** Polls twice, since lists that were hinted at, after a rest if one failed, take turns with what is due anyway. */
    private void readLists() throws Exception {
        smokeball.poll("role");
        smokeball.clock.advance(Duration.ofMinutes(1));
        smokeball.poll("role");
    }

    private void readAgain(String id) {
        assertThat(smokeball.hints().readAgain("activity_code", List.of(id), false, told::add))
                .isTrue();
    }
}
