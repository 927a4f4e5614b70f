package io.camelclio.testkit.time;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandDrivenSchedulerTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsEachTaskAtItsTimeOnTheThreadThatMovesTheClock() {
        schedule("later", 3);
        schedule("soon", 1);
        schedule("too late", 5);

        scheduler.advance(Duration.ofSeconds(4));

        String thread = Thread.currentThread().getName();
        assertThat(ran)
                .containsExactly(
                        "soon at " + NOON.plusSeconds(1) + " on " + thread,
                        "later at " + NOON.plusSeconds(3) + " on " + thread);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(4));
        assertThat(scheduler.delays()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void waitsForWorkOfOtherThreadsBeforeEachMoveAndBeforeItReturns() {
        scheduler.beforeMoving(() -> ran.add("rest at " + clock.instant()));
        scheduler.schedule(() -> ran.add("task"), 1, SECONDS);

        scheduler.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("rest at " + NOON, "task", "rest at " + NOON.plusSeconds(1));
    }

    @Test
    void runsATaskAtTheVeryEndAndNotANanosecondEarlier() {
        schedule("task", 1);

        scheduler.advance(Duration.ofSeconds(1).minusNanos(1));
        assertThat(ran).isEmpty();
        scheduler.advance(Duration.ofNanos(1));
        assertThat(ran).hasSize(1);
    }

    @Test
    void runsTasksOfTheSameTimeInTheOrderOfTheirArrival() {
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, 50).forEach(task -> scheduler.schedule(() -> order.add(task), 1, SECONDS));

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(order).hasSize(50).isSorted();
    }

    @Test
    void runsWhatATaskSchedulesWithinTheSameMove() {
        List<Instant> times = new ArrayList<>();
        scheduler.schedule(() -> tick(times), 1, SECONDS);

        scheduler.advance(Duration.ofMillis(3_500));

        assertThat(times).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3));
    }

    @Test
    void runsOnlyTheNextTaskWhenAskedForIt() {
        schedule("second", 20);
        schedule("first", 10);

        scheduler.runNext();

        assertThat(ran).singleElement().asString().startsWith("first at " + NOON.plusSeconds(10));
        assertThat(scheduler.delays()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void runsAnOverdueTaskWithoutTurningTheClockBack() {
        schedule("overdue", 1);
        clock.advance(Duration.ofSeconds(5));
        assertThat(scheduler.delays()).containsExactly(Duration.ofSeconds(-4));

        scheduler.advance(Duration.ZERO);

        assertThat(ran).singleElement().asString().startsWith("overdue at " + NOON.plusSeconds(5));
    }

    @Test
    void letsWhatIsExecutedAtOnceWaitToo() throws Exception {
        Future<String> answer = scheduler.submit(() -> "answer");
        assertThat(answer).isNotDone();

        scheduler.runNext();

        assertThat(answer.get()).isEqualTo("answer");
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void tellsTheFailureOfATaskToWhoeverAsksAndGoesOn() {
        ScheduledFuture<?> failing = scheduler.schedule(
                () -> {
                    throw new IllegalStateException("no");
                },
                1,
                SECONDS);
        schedule("next", 2);

        scheduler.advance(Duration.ofSeconds(2));

        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("no");
        assertThat(ran).hasSize(1);
    }

    @Test
    void forgetsWhatIsCancelled() {
        schedule("task", 1).cancel(false);

        assertThat(scheduler.delays()).isEmpty();
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
    }

    @Test
    void losesNoTaskOfAnyThread() {
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(task -> scheduler.schedule(() -> ran.add("ran"), task, MILLISECONDS));

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(ran).hasSize(1_000);
    }

    @Test
    void dropsWhatWaitsAndRefusesWhatComesOnceShutDown() {
        Future<?> waiting = schedule("task", 1);

        scheduler.shutdown();

        assertThat(waiting).isCancelled();
        assertThat(scheduler.delays()).isEmpty();
        assertThat(scheduler.awaitTermination(1, SECONDS)).isTrue();
        assertThatThrownBy(() -> schedule("another", 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void handsBackWhatWaitsWhenShutDownNow() {
        Future<?> waiting = schedule("task", 1);
        schedule("cancelled", 1).cancel(false);

        assertThat(scheduler.shutdownNow()).singleElement().isSameAs(waiting);

        assertThat(scheduler.isTerminated()).isTrue();
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(scheduler::runNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No task waits");
        assertThatThrownBy(() -> scheduler.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(() -> ran.add("rate"), 1, 1, SECONDS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("schedule its successor");
        assertThatThrownBy(() -> scheduler.scheduleWithFixedDelay(() -> ran.add("delay"), 1, 1, SECONDS))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("schedule its successor");
    }

    private ScheduledFuture<?> schedule(String name, long seconds) {
        return scheduler.schedule(
                () -> ran.add(name + " at " + clock.instant() + " on "
                        + Thread.currentThread().getName()),
                seconds,
                SECONDS);
    }

    private void tick(List<Instant> times) {
        times.add(clock.instant());
        scheduler.schedule(() -> tick(times), 1, SECONDS);
    }
}
