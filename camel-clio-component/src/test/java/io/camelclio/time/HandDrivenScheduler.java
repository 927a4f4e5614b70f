package io.camelclio.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what was scheduled when the test moves the clock, in the order of its times and on the test's own thread: a whole
 * timeline passes without waiting.
 */
public final class HandDrivenScheduler extends ScheduledThreadPoolExecutor {

    private final TestClock clock;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparing(task -> task.due));

    public HandDrivenScheduler(TestClock clock) {
        super(0);
        this.clock = clock;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, clock.instant().plus(Duration.of(delay, unit.toChronoUnit())));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("Nothing here schedules a callable");
    }

    /** Moves the clock, stopping at every task that falls due. */
    public void advance(Duration duration) {
        Instant end = clock.instant().plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(end)) {
            Task next = tasks.remove();
            clock.advance(Duration.between(clock.instant(), next.due));
            next.run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    /** How many tasks wait for their time. */
    public int waiting() {
        return tasks.size();
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Instant due;

        private Task(Runnable command, Instant due) {
            super(command, null);
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), due));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
