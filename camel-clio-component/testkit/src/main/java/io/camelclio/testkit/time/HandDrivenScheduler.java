package io.camelclio.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs nothing by itself: a task runs when the test moves the time to it, on the test's own thread, tasks in the order of
 * their times and, at the same time, of their arrival. May be given tasks by any thread. Shut down, it drops what waits.
 */
public final class HandDrivenScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final TestClock clock;
    private final List<Task<?>> tasks = new ArrayList<>();
    private final List<Runnable> rests = new CopyOnWriteArrayList<>();
    private boolean shutDown;

    /** @param clock tells when a task falls due, and is moved by this scheduler */
    public HandDrivenScheduler(TestClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** The clock it moves. */
    public TestClock clock() {
        return clock;
    }

    /**
     * Waits for work that other threads do before it looks for the next task and before {@link #advance} returns: a
     * timeline stays the same however fast those threads are. To be given for everything that a task starts and leaves
     * to another thread.
     *
     * @param rest returns once that work is done, in bounded time; called on the thread that moves the clock
     */
    public void beforeMoving(Runnable rest) {
        rests.add(Objects.requireNonNull(rest, "rest"));
    }

    /**
     * Moves the clock, stopping at every task that falls due to run it, also at those that such a task schedules.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Tasks cannot be run backwards in time, by " + duration);
        }
        Instant end = clock.instant().plus(duration);
        Task<?> next;
        while ((next = moveTowards(end)) != null) {
            next.run();
        }
    }

    /**
     * Runs the one task that falls due next, moving the clock to its time if that is still to come.
     *
     * @throws IllegalStateException if no task waits
     */
    public void runNext() {
        rests.forEach(Runnable::run);
        moveToNext().run();
    }

    /** How long each task still has to wait, the next one first; zero or less for one that only has to be run. */
    public synchronized List<Duration> delays() {
        return waiting().map(Task::delay).sorted().toList();
    }

    /** The task at which the clock stops on its way, or null when it has reached the end. */
    private Task<?> moveTowards(Instant end) {
        rests.forEach(Runnable::run);
        return towards(end);
    }

    private synchronized Task<?> towards(Instant end) {
        boolean stops = next().filter(task -> !task.due.isAfter(end)).isPresent();
        if (stops) {
            return moveToNext();
        }
        clock.advanceTo(end);
        return null;
    }

    private synchronized Task<?> moveToNext() {
        Task<?> next = next().orElseThrow(() -> new IllegalStateException("No task waits to be run"));
        clock.advanceTo(next.due);
        tasks.remove(next);
        return next;
    }

    private Optional<Task<?>> next() {
        return waiting().min(Comparator.comparing(task -> task.due));
    }

    private Stream<Task<?>> waiting() {
        tasks.removeIf(Task::isDone);
        return tasks.stream();
    }

    @Override
    public synchronized <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        if (shutDown) {
            throw new RejectedExecutionException("This scheduler is shut down and takes no more tasks");
        }
        Task<V> task = new Task<>(callable, clock.instant().plus(Duration.of(delay, unit.toChronoUnit())));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    /** Schedules a task that is due already: it too waits until the test lets it run. */
    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    /** @throws UnsupportedOperationException always; a task may schedule its successor */
    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw periodic();
    }

    /** @throws UnsupportedOperationException always; a task may schedule its successor */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw periodic();
    }

    private static UnsupportedOperationException periodic() {
        return new UnsupportedOperationException(
                "A hand-driven scheduler has no periodic tasks; let a task schedule its successor");
    }

    /** Cancels what waits and refuses what comes. */
    @Override
    public synchronized void shutdown() {
        shutdownNow().forEach(task -> ((Task<?>) task).cancel(false));
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        shutDown = true;
        List<Runnable> dropped = waiting().map(Runnable.class::cast).toList();
        tasks.clear();
        return dropped;
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown();
    }

    /** Returns at once: nothing here ends by waiting for it. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final Instant due;

        private Task(Callable<V> callable, Instant due) {
            super(callable);
            this.due = due;
        }

        private Duration delay() {
            return Duration.between(clock.instant(), due);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(delay());
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
