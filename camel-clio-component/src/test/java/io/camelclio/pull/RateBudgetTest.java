package io.camelclio.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    private static void allow(CompletableFuture<Turn> answered, int limit) {
        answered.join().reported(OptionalInt.of(limit), OptionalInt.empty(), MINUTE);
    }

    private static long admitted(List<CompletableFuture<Turn>> calls) {
        return calls.stream().filter(CompletableFuture::isDone).count();
    }
}
