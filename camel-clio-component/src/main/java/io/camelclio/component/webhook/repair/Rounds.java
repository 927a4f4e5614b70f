package io.camelclio.component.webhook.repair;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does one thing again and again, never twice at once; each time tells the pause after it. The scheduler only measures the
 * pauses; the work itself may wait, on a thread of its own.
 */
final class Rounds {

    private final Supplier<Duration> round;
    private Duration pause;
    private final ScheduledExecutorService scheduler;
    private final Executor threads;
    private boolean running;
    private boolean busy;
    private boolean again;
    private ScheduledFuture<?> next;

    /** @param first the pause before the first time */
    Rounds(Supplier<Duration> round, Duration first, ScheduledExecutorService scheduler, Executor threads) {
        this.round = round;
        this.pause = first;
        this.scheduler = scheduler;
        this.threads = threads;
    }

    synchronized void start() {
        running = true;
        plan(pause);
    }

    /** Does it at once; once more, if it is being done now. */
    synchronized void soon() {
        if (busy) {
            again = true;
        } else {
            plan(Duration.ZERO);
        }
    }

    /** Begins no more; what is being done goes on. */
    synchronized void stop() {
        running = false;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void plan(Duration delay) {
        if (!running) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = scheduler.schedule(this::begin, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            running = false;
        }
    }

    private synchronized void begin() {
        if (!running || busy) {
            return;
        }
        busy = true;
        again = false;
        try {
            threads.execute(this::go);
        } catch (RejectedExecutionException e) {
            busy = false;
            plan(pause);
        }
    }

    private void go() {
        Duration next = pause;
        try {
            next = round.get();
        } finally {
            ended(next);
        }
    }

    private synchronized void ended(Duration next) {
        busy = false;
        pause = next;
        plan(again ? Duration.ZERO : next);
    }
}
