package io.camelclio.pull.rate;

import io.camelclio.pull.rate.Places.Place;
import io.camelclio.pull.rate.WaitingLine.Waiter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a vendor allows one token: within any window no more calls than the limit, as the last answer told it, less what
 * others with the same token use; and none before a pause that the vendor asked for is over. A call counts from its start
 * until a window after its answer. Waiting holds no thread and has an end, and of each priority at most
 * {@link #MAX_WAITING} calls wait.
 */
public final class RateBudget implements AutoCloseable {

    /** Calls of one priority that may wait at the same time, so that backfill never shuts interactive calls out. */
    public static final int MAX_WAITING = 1_000;

    private static final Duration MAX_PATIENCE = Duration.ofDays(1);

    private final Duration window;
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final Places places;
    private final WaitingLine line = new WaitingLine();
    private Instant pausedUntil = Instant.MIN;
    private Instant alarmAt = Instant.MAX;
    private ScheduledFuture<?> alarm;
    private boolean closed;
    private boolean admitting;
    private boolean changed;

    /**
     * @param limit calls per window until an answer tells another limit
     * @param clock should be monotonic, so that a step of the system's clock changes nothing
     * @param scheduler wakes those who wait; not closed by this budget
     */
    public RateBudget(int limit, Duration window, Clock clock, ScheduledExecutorService scheduler) {
        if (limit < 1) {
            throw new IllegalArgumentException("A rate budget needs at least one call per window, not " + limit);
        }
        this.places = new Places(limit, window);
        this.window = window;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /**
     * A turn for one call: complete when the call may start. Fails with {@link BudgetExhaustedException} when the turn
     * does not come in time or too many wait already, and with {@link RejectedExecutionException} once this is closed. A
     * caller that cancels gives its turn up.
     *
     * @param patience how long to wait, at most a day; zero fails at once unless a place is free
     */
    public CompletableFuture<Turn> acquire(Priority priority, Duration patience) {
        CompletableFuture<Turn> turn = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new RejectedExecutionException("The connection is stopped"));
            }
            Instant now = clock.instant();
            if (line.size(priority) >= MAX_WAITING) {
                return CompletableFuture.failedFuture(exhausted(MAX_WAITING + " calls already wait for", now));
            }
            Duration bounded = patience.compareTo(MAX_PATIENCE) < 0 ? patience : MAX_PATIENCE;
            line.add(priority, new Waiter(turn, now, now.plus(bounded)));
        }
        admit();
        return turn;
    }

    /** The vendor asked for silence from now on; an earlier end of an ongoing pause is ignored. */
    public synchronized void pauseFor(Duration pause) {
        Instant end = clock.instant().plus(pause);
        if (end.isAfter(pausedUntil)) {
            pausedUntil = end;
        }
    }

    /** How things stand now, for meters and health. */
    public synchronized State state() {
        Instant now = clock.instant();
        return new State(
                places.limit(),
                places.free(now),
                line.size(Priority.INTERACTIVE),
                line.size(Priority.BACKFILL),
                Optional.of(pausedUntil).filter(end -> end.isAfter(now)));
    }

    /** Whoever waits is told that there will be no turn; nobody gets one any more. */
    @Override
    public void close() {
        List<Waiter> left;
        synchronized (this) {
            closed = true;
            left = line.clear();
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
        left.forEach(waiter -> waiter.turn()
                .completeExceptionally(new RejectedExecutionException("The connection was stopped meanwhile")));
    }

    void answered(Place place) {
        synchronized (this) {
            places.answered(place, clock.instant());
        }
        admit();
    }

    void giveBack(Place place) {
        synchronized (this) {
            places.giveBack(place);
        }
        admit();
    }

    void reported(Place place, OptionalInt limit, OptionalInt remaining, Duration untilReset) {
        synchronized (this) {
            limit.ifPresent(places::limit);
            remaining.ifPresent(calls -> places.remaining(place, calls, untilReset, clock.instant()));
        }
        admit();
    }

    /**
     * Lets in whom there is room for. Whoever is told may give its turn back or come with another call: that only sends
     * the one loop round again, so that no stack grows with the number of those who wait.
     */
    private void admit() {
        if (!begin()) {
            return;
        }
        try {
            while (goOn()) {
                decide().forEach(Runnable::run);
            }
        } catch (RuntimeException | Error e) {
            end();
            throw e;
        }
    }

    private synchronized boolean begin() {
        boolean mine = !admitting;
        admitting = true;
        changed = true;
        return mine;
    }

    private synchronized boolean goOn() {
        admitting = changed;
        changed = false;
        return admitting;
    }

    private synchronized void end() {
        admitting = false;
    }

    /** What to tell whom: told after the lock is released, for whoever is told may come back with another call. */
    private synchronized List<Runnable> decide() {
        List<Runnable> news = new ArrayList<>();
        Instant now = clock.instant();
        while (!pausedUntil.isAfter(now) && places.free(now) > 0) {
            Optional<Waiter> next = line.next();
            if (next.isEmpty()) {
                break;
            }
            Turn turn = new Turn(this, places.take(now), next.get().waited(now));
            news.add(() -> grant(next.get(), turn));
        }
        for (Waiter impatient : line.impatient(now)) {
            BudgetExhaustedException why = exhausted("No turn came in time within", now);
            news.add(() -> impatient.turn().completeExceptionally(why));
        }
        line.firstEnd().ifPresent(end -> setAlarm(earlier(end, nextTurn(now)), now));
        return news;
    }

    private static void grant(Waiter waiter, Turn turn) {
        if (!waiter.turn().complete(turn)) {
            turn.unused();
        }
    }

    private Instant nextTurn(Instant now) {
        return later(places.nextFree(now), pausedUntil);
    }

    private BudgetExhaustedException exhausted(String what, Instant now) {
        return new BudgetExhaustedException(
                what + " the vendor's rate limit of " + places.limit() + " per " + window,
                later(places.soonestFree(now), pausedUntil));
    }

    private void setAlarm(Instant time, Instant now) {
        if (alarm != null && !time.isBefore(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = time;
        long delay = Math.max(1, Duration.between(now, time).toMillis() + 1);
        alarm = scheduler.schedule(this::wakeUp, delay, TimeUnit.MILLISECONDS);
    }

    private void wakeUp() {
        synchronized (this) {
            alarm = null;
        }
        admit();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * How a budget stands.
     *
     * @param limit calls per window
     * @param remaining calls that may start now, apart from a pause
     * @param interactive interactive calls that wait
     * @param backfill backfill calls that wait
     * @param pausedUntil end of the pause the vendor asked for, on the budget's clock; empty without one
     */
    public record State(int limit, int remaining, int interactive, int backfill, Optional<Instant> pausedUntil) {}
}
