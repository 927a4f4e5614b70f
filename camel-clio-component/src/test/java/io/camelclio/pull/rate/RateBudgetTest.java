package io.camelclio.pull.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateBudgetTest {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofHours(20);

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    @Test
    void admitsTheWholeLimitAtOnceAndTheRestAWindowLater() {
        RateBudget budget = budget(3, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 5);

        assertThat(admitted(calls)).isEqualTo(3);
        scheduler.advance(Duration.ofMillis(59_999));
        assertThat(admitted(calls)).isEqualTo(3);
        scheduler.advance(Duration.ofMillis(2));
        assertThat(admitted(calls)).isEqualTo(5);
    }

    @Test
    void tellsWhoeverWaitsWhenItIsClosed() {
        RateBudget budget = budget(1, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 3);

        budget.close();

        assertThat(calls.get(0)).isCompleted();
        assertThat(List.of(calls.get(1), calls.get(2), acquire(budget)))
                .allSatisfy(
                        call -> assertThatThrownBy(call::join).hasCauseInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void admitsInTheOrderOfArrival() {
        RateBudget budget = budget(1, MINUTE);
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 4).forEach(call -> acquire(budget).thenRun(() -> order.add(call)));

        scheduler.advance(MINUTE.multipliedBy(5));

        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void neverStartsMoreThanTheLimitInAnyWindowHoweverCallsArrive() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int limit = 1 + random.nextInt(8);
            Duration window = Duration.ofMillis(1 + random.nextInt(5_000));
            int calls = 1 + random.nextInt(120);

            List<Instant> starts = startsOfRandomArrivals(random, budget(limit, window), window, calls);

            assertThat(starts).as("seed %d: calls started", seed).hasSize(calls);
            for (int i = limit; i < calls; i++) {
                assertThat(Duration.between(starts.get(i - limit), starts.get(i)))
                        .as("seed %d: time between calls %d and %d with %d per %s", seed, i - limit, i, limit, window)
                        .isGreaterThanOrEqualTo(window);
            }
        }
    }

    /** Also shows that no call waits much longer than it must: the whole backlog fits into its windows. */
    private List<Instant> startsOfRandomArrivals(Random random, RateBudget budget, Duration window, int calls) {
        List<Instant> starts = new ArrayList<>();
        for (int arrived = 0; arrived < calls; ) {
            for (int burst = 1 + random.nextInt(12); burst > 0 && arrived < calls; burst--, arrived++) {
                acquire(budget).thenRun(() -> starts.add(clock.instant()));
            }
            scheduler.advance(Duration.ofMillis(random.nextInt((int) window.toMillis() + 1)));
        }
        scheduler.advance(window.plusMillis(5).multipliedBy(calls));
        return starts;
    }

    @Test
    void startsNothingDuringAPauseAndGoesOnAfterIt() {
        RateBudget budget = budget(50, MINUTE);
        budget.pauseFor(Duration.ofSeconds(90));
        CompletableFuture<Turn> call = acquire(budget);

        scheduler.advance(Duration.ofMillis(89_999));
        assertThat(call).isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(call).isCompleted();
    }

    @Test
    void aPauseAlsoHoldsCallsThatWaitedForTheWindow() {
        RateBudget budget = budget(1, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 2);
        scheduler.advance(Duration.ofSeconds(59));

        budget.pauseFor(Duration.ofSeconds(30));
        scheduler.advance(Duration.ofSeconds(29));
        assertThat(admitted(calls)).isEqualTo(1);
        scheduler.advance(Duration.ofSeconds(2));
        assertThat(admitted(calls)).isEqualTo(2);
    }

    @Test
    void anEarlierEndDoesNotShortenAPause() {
        RateBudget budget = budget(50, MINUTE);
        budget.pauseFor(Duration.ofSeconds(90));
        budget.pauseFor(Duration.ofSeconds(10));
        CompletableFuture<Turn> call = acquire(budget);

        scheduler.advance(Duration.ofSeconds(60));

        assertThat(call).isNotDone();
    }

    @Test
    void aHigherLimitAdmitsWaitingCallsAtOnce() {
        RateBudget budget = budget(2, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 6);

        allow(calls.get(0), 5);

        assertThat(admitted(calls)).isEqualTo(5);
    }

    @Test
    void aLowerLimitCountsTheCallsAlreadyStarted() {
        RateBudget budget = budget(4, MINUTE);
        acquire(budget, 2);
        scheduler.advance(Duration.ofSeconds(30));
        allow(acquire(budget, 2).get(0), 2);
        List<CompletableFuture<Turn>> later = acquire(budget, 3);

        scheduler.advance(Duration.ofSeconds(31));
        assertThat(admitted(later))
                .as("two of the last minute have started already")
                .isZero();
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(admitted(later)).isEqualTo(2);
    }

    @Test
    void ignoresALimitBelowOne() {
        RateBudget budget = budget(3, MINUTE);
        CompletableFuture<Turn> call = acquire(budget);
        allow(call, 0);
        allow(call, -5);

        assertThat(admitted(acquire(budget, 3))).isEqualTo(2);
    }

    @Test
    void refusesOneMoreThanMayWaitAndSaysWhy() {
        RateBudget budget = budget(1, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 1 + RateBudget.MAX_WAITING);

        CompletableFuture<Turn> oneTooMany = acquire(budget);

        assertThat(calls).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(oneTooMany).isCompletedExceptionally();
        assertThatThrownBy(oneTooMany::join)
                .hasCauseInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("1000 calls already wait for the vendor's rate limit of 1 per PT1M");
    }

    @Test
    void aThousandBackfillCallsThatWaitDoNotShutInteractiveOnesOut() {
        RateBudget budget = budget(1, MINUTE);
        acquire(budget);
        IntStream.range(0, RateBudget.MAX_WAITING).forEach(call -> budget.acquire(Priority.BACKFILL, PATIENCE));

        CompletableFuture<Turn> oneMore = budget.acquire(Priority.BACKFILL, PATIENCE);
        CompletableFuture<Turn> interactive = acquire(budget);

        assertThat(oneMore).isCompletedExceptionally();
        scheduler.advance(MINUTE.plusMillis(1));
        assertThat(interactive)
                .isCompletedWithValueMatching(turn -> turn.waited().equals(MINUTE.plusMillis(1)));
    }

    @Test
    void aThousandTurnsThatAreGivenBackAtOnceReachAllWhoWaitAndLeaveNoPlaceTaken() {
        RateBudget budget = budget(3, MINUTE);
        acquire(budget, 3);
        List<CompletableFuture<Turn>> waiting = new ArrayList<>();
        for (int call = 0; call < RateBudget.MAX_WAITING; call++) {
            CompletableFuture<Turn> turn = budget.acquire(Priority.INTERACTIVE, PATIENCE);
            turn.thenAccept(Turn::unused);
            waiting.add(turn);
        }

        scheduler.advance(MINUTE.plusMillis(1));

        assertThat(waiting).allSatisfy(turn -> assertThat(turn).isCompleted());
        assertThat(budget.state().remaining()).isEqualTo(3);
        assertThat(now(budget)).isNotNull();
    }

    @Test
    void aCallThatWasGivenUpTakesNoPlace() {
        RateBudget budget = budget(1, MINUTE);
        List<CompletableFuture<Turn>> calls = acquire(budget, 3);
        calls.get(1).cancel(true);

        scheduler.advance(Duration.ofSeconds(61));

        assertThat(calls.get(2)).isCompleted();
    }

    @Test
    void keepsOneAlarmHoweverManyWait() {
        RateBudget budget = budget(1, MINUTE);
        acquire(budget, 100);

        assertThat(scheduler.delays()).hasSize(1);
    }

    @Test
    void aPlaceIsFreeAWindowAfterTheAnswerAndNotAfterTheStart() {
        RateBudget budget = budget(1, MINUTE);
        Turn slow = now(budget);
        CompletableFuture<Turn> next = acquire(budget);
        scheduler.advance(Duration.ofSeconds(20));
        slow.answered();
        scheduler.advance(Duration.ofSeconds(5));
        slow.answered();

        scheduler.advance(Duration.ofMillis(54_999));
        assertThat(next).isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(next).isCompleted();
        assertThat(next.join().waited()).isEqualTo(Duration.ofMillis(80_001));
    }

    @Test
    void aTurnThatIsNeverAnsweredKeepsItsPlaceForFiveMinutesAndAWindow() {
        RateBudget budget = budget(1, MINUTE);
        now(budget);
        CompletableFuture<Turn> next = acquire(budget);

        scheduler.advance(Duration.ofMinutes(6));
        assertThat(next).isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(next).isCompleted();
    }

    @Test
    void anUnusedTurnFreesItsPlaceAtOnceUnlessTheCallHasEnded() {
        RateBudget budget = budget(1, MINUTE);
        Turn turn = now(budget);
        CompletableFuture<Turn> next = budget.acquire(Priority.BACKFILL, PATIENCE);

        turn.unused();
        assertThat(next).isCompleted();

        next.join().answered();
        next.join().unused();
        assertThat(budget.state().remaining()).isZero();
    }

    @Test
    void aCallWithoutPatienceFailsAtOnceUnlessAPlaceIsFree() {
        RateBudget budget = budget(1, MINUTE);
        Instant free = clock.instant().plus(MINUTE);
        CompletableFuture<Turn> first = budget.acquire(Priority.INTERACTIVE, Duration.ZERO);
        CompletableFuture<Turn> second = budget.acquire(Priority.INTERACTIVE, Duration.ZERO);

        assertThat(first).isCompleted();
        assertExhausted(second, free);
        first.join().answered();
        scheduler.advance(Duration.ofSeconds(10));
        assertExhausted(budget.acquire(Priority.INTERACTIVE, Duration.ZERO), free);
        assertThat(budget.state().interactive()).isZero();
    }

    @Test
    void aCallWithoutPatienceFailsDuringAPauseAndLearnsItsEnd() {
        RateBudget budget = budget(1, MINUTE);
        budget.pauseFor(Duration.ofSeconds(90));

        assertExhausted(
                budget.acquire(Priority.BACKFILL, Duration.ZERO),
                clock.instant().plusSeconds(90));
    }

    @Test
    void aCallFailsWhenItsPatienceEndsAndTakesNoPlace() {
        RateBudget budget = budget(1, MINUTE);
        acquire(budget);
        CompletableFuture<Turn> patient = acquire(budget);
        CompletableFuture<Turn> impatient = budget.acquire(Priority.INTERACTIVE, Duration.ofSeconds(5));
        CompletableFuture<Turn> lessImpatient = budget.acquire(Priority.BACKFILL, Duration.ofSeconds(30));

        scheduler.advance(Duration.ofMillis(4_999));
        assertThat(impatient).isNotDone();
        scheduler.advance(Duration.ofMillis(2));
        assertThat(impatient).isCompletedExceptionally();
        scheduler.advance(Duration.ofSeconds(26));
        assertThat(lessImpatient).isCompletedExceptionally();
        assertThat(patient).isNotDone();
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(patient).isCompleted();
    }

    @Test
    void interactiveCallsGoBeforeBackfillAndLeaveItOneTurnInTen() {
        RateBudget budget = budget(1, MINUTE);
        acquire(budget);
        List<Priority> order = new ArrayList<>();
        for (Priority priority : List.of(Priority.BACKFILL, Priority.INTERACTIVE)) {
            for (int i = 0; i < 20; i++) {
                budget.acquire(priority, PATIENCE).thenAccept(turn -> {
                    order.add(priority);
                    turn.answered();
                });
            }
        }

        scheduler.advance(MINUTE.plusMillis(2).multipliedBy(40));

        assertThat(order.subList(0, 9)).containsOnly(Priority.INTERACTIVE);
        assertThat(order.get(9)).isEqualTo(Priority.BACKFILL);
        assertThat(order.subList(10, 19)).containsOnly(Priority.INTERACTIVE);
        assertThat(order.get(19)).isEqualTo(Priority.BACKFILL);
        assertThat(order.subList(20, 22)).containsOnly(Priority.INTERACTIVE);
        assertThat(order.subList(22, 40)).containsOnly(Priority.BACKFILL);
    }

    @Test
    void holdsWhatOthersUseUntilTheReset() {
        RateBudget budget = budget(50, MINUTE);
        Turn call = now(budget);
        call.reported(OptionalInt.of(50), OptionalInt.of(10), Duration.ofSeconds(30));
        call.answered();

        assertThat(budget.state().remaining()).as("40 used, one of them by us").isEqualTo(10);
        scheduler.advance(Duration.ofSeconds(29));
        assertThat(budget.state().remaining()).isEqualTo(10);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(budget.state().remaining()).isEqualTo(49);
    }

    @Test
    void wakesWhoWaitsWhenOthersAreDone() {
        RateBudget budget = budget(50, MINUTE);
        Turn call = now(budget);
        call.reported(OptionalInt.of(50), OptionalInt.of(0), Duration.ofSeconds(30));
        CompletableFuture<Turn> next = acquire(budget);

        scheduler.advance(Duration.ofSeconds(30));
        assertThat(next).isNotDone();
        scheduler.advance(Duration.ofMillis(1));
        assertThat(next).isCompleted();
    }

    @Test
    void callsInFlightAreNotTakenForThoseOfOthersNorHideThem() {
        RateBudget budget = budget(50, MINUTE);
        Turn first = now(budget);
        Turn second = now(budget);
        first.reported(OptionalInt.of(50), OptionalInt.of(28), MINUTE);
        assertThat(budget.state().remaining()).as("22 used, two of them by us").isEqualTo(28);

        Turn third = now(budget);
        second.reported(OptionalInt.of(50), OptionalInt.of(28), MINUTE);
        assertThat(budget.state().remaining())
                .as("the third may not have been counted yet")
                .isEqualTo(27);
        third.reported(OptionalInt.of(50), OptionalInt.of(27), MINUTE);
        assertThat(budget.state().remaining()).isEqualTo(27);
    }

    @Test
    void aCallOfOursWhosePlaceBecameFreeWhileAnotherWasInFlightIsNotTakenForOneOfOthers() {
        RateBudget budget = budget(2, MINUTE);
        now(budget).answered();
        scheduler.advance(Duration.ofMillis(59_900));
        Turn second = now(budget);
        scheduler.advance(Duration.ofMillis(400));
        second.reported(OptionalInt.of(2), OptionalInt.of(0), MINUTE);
        second.answered();

        assertThat(budget.state().remaining()).isEqualTo(1);
    }

    @Test
    void tellsHowItStands() {
        RateBudget budget = budget(2, MINUTE);
        now(budget);
        assertThat(budget.state()).isEqualTo(new RateBudget.State(2, 1, 0, 0, Optional.empty()));

        budget.pauseFor(Duration.ofSeconds(90));
        budget.acquire(Priority.INTERACTIVE, PATIENCE);
        budget.acquire(Priority.BACKFILL, PATIENCE);
        budget.acquire(Priority.BACKFILL, PATIENCE);

        assertThat(budget.state())
                .isEqualTo(new RateBudget.State(
                        2, 1, 1, 2, Optional.of(clock.instant().plusSeconds(90))));
    }

    @Test
    void aMonotonicClockMovesByElapsedTimeAlone() {
        MonotonicClock steady = new MonotonicClock();
        long nanos = System.nanoTime();
        Instant first = steady.instant();
        Instant second = steady.instant();

        assertThat(second).isAfterOrEqualTo(first);
        assertThat(Duration.between(first, second)).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - nanos));
    }

    @Test
    void refusesABudgetOfNothing() {
        assertThatThrownBy(() -> budget(0, MINUTE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one call per window, not 0");
    }

    private RateBudget budget(int limit, Duration window) {
        return new RateBudget(limit, window, clock, scheduler);
    }

    private static List<CompletableFuture<Turn>> acquire(RateBudget budget, int calls) {
        return IntStream.range(0, calls).mapToObj(call -> acquire(budget)).toList();
    }

    /** A patient call that is answered at once. */
    private static CompletableFuture<Turn> acquire(RateBudget budget) {
        CompletableFuture<Turn> turn = budget.acquire(Priority.INTERACTIVE, PATIENCE);
        turn.thenAccept(Turn::answered);
        return turn;
    }

    private static Turn now(RateBudget budget) {
        CompletableFuture<Turn> turn = budget.acquire(Priority.INTERACTIVE, Duration.ZERO);
        assertThat(turn).isCompleted();
        return turn.join();
    }

    private static void assertExhausted(CompletableFuture<Turn> call, Instant freeAt) {
        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(BudgetExhaustedException.class)
                .hasMessageContaining("No turn came in time within the vendor's rate limit of 1 per PT1M")
                .hasMessageContaining("free at " + freeAt);
    }

    private static void allow(CompletableFuture<Turn> answered, int limit) {
        answered.join().reported(OptionalInt.of(limit), OptionalInt.empty(), MINUTE);
    }

    private static long admitted(List<CompletableFuture<Turn>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }
}
