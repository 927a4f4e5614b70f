package io.camelclio.component.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs nothing by itself: a test reads how long the next task would wait, and lets it run. Thread-safe. */
final class ManualScheduler extends ScheduledThreadPoolExecutor {

    private final List<Task> tasks = new ArrayList<>();

    ManualScheduler() {
        super(0);
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (isShutdown()) {
            throw new RejectedExecutionException("shut down");
        }
        Task task = new Task(command, Duration.of(delay, unit.toChronoUnit()));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    /** The delays of what waits and was not cancelled. */
    synchronized List<Duration> delays() {
        return tasks.stream()
                .filter(task -> !task.isDone())
                .map(task -> task.delay)
                .toList();
    }

    /** Runs the task with the shortest delay, in this thread. */
    void runNext() {
        Task next;
        synchronized (this) {
            next = tasks.stream()
                    .filter(task -> !task.isDone())
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            tasks.remove(next);
        }
        next.run();
    }

    private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Duration delay;

        Task(Runnable command, Duration delay) {
            super(command, null);
            this.delay = delay;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delay);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
