package io.camelclio.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a vendor allows one token: no more than {@code limit} calls start within any {@code window}, and none before a
 * pause that the vendor asked for is over. Waiting holds no thread, and at most {@link #MAX_WAITING} calls may wait; one
 * more is refused at once.
 */
public final class RateBudget implements AutoCloseable {

    /** Calls that may wait at the same time. */
    public static final int MAX_WAITING = 1_000;

    private final Duration window;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Deque<Instant> started = new ArrayDeque<>();
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int limit;
    private Instant pausedUntil = Instant.MIN;
    private boolean wakeUpScheduled;
    private boolean closed;

    public RateBudget(int limit, Duration window, Clock clock, ScheduledExecutorService scheduler) {
        if (limit < 1) {
            throw new IllegalArgumentException("A rate budget needs at least one call per window, not " + limit);
        }
        this.limit = limit;
        this.window = window;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /**
     * A place for one call: complete when the call may start. Fails with {@link RejectedExecutionException} when too many
     * wait already.
     */
    public CompletableFuture<Void> acquire() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new RejectedExecutionException("The connection is stopped"));
            }
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.failedFuture(new RejectedExecutionException(MAX_WAITING
                        + " calls already wait for the vendor's rate limit of " + limit + " per " + window));
            }
            waiting.add(turn);
        }
        admit();
        return turn;
    }

    /** The vendor said how many calls it allows per window now; values below one are ignored. */
    public void allow(int callsPerWindow) {
        synchronized (this) {
            if (callsPerWindow >= 1) {
                limit = callsPerWindow;
            }
        }
        admit();
    }

    /** The vendor asked for silence until then; an earlier end of an ongoing pause is ignored. */
    public synchronized void pauseUntil(Instant end) {
        if (end.isAfter(pausedUntil)) {
            pausedUntil = end;
        }
    }

    /** Whoever waits is told that there will be no turn; nobody gets one any more. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(turn ->
                turn.completeExceptionally(new RejectedExecutionException("The connection was stopped meanwhile")));
    }

    private void admit() {
        CompletableFuture<Void> next;
        while ((next = nextAdmitted()) != null) {
            next.complete(null);
        }
    }

    private synchronized CompletableFuture<Void> nextAdmitted() {
        waiting.removeIf(CompletableFuture::isDone);
        if (waiting.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        Instant earliest = earliestStart(now);
        if (earliest.isAfter(now)) {
            wakeUpAt(earliest, now);
            return null;
        }
        started.add(now);
        return waiting.remove();
    }

    private Instant earliestStart(Instant now) {
        while (!started.isEmpty() && !started.peek().plus(window).isAfter(now)) {
            started.remove();
        }
        Instant free = now;
        if (started.size() >= limit) {
            int blocking = started.size() - limit;
            free = started.stream().skip(blocking).findFirst().orElse(now).plus(window);
        }
        return free.isAfter(pausedUntil) ? free : pausedUntil;
    }

    private void wakeUpAt(Instant time, Instant now) {
        if (wakeUpScheduled) {
            return;
        }
        wakeUpScheduled = true;
        long delay = Math.max(1, Duration.between(now, time).toMillis() + 1);
        scheduler.schedule(this::wakeUp, delay, TimeUnit.MILLISECONDS);
    }

    private void wakeUp() {
        synchronized (this) {
            wakeUpScheduled = false;
        }
        admit();
    }
}
