package io.camelclio.component;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One stretch of polling, from a start of the consumer to its stop. Its reads ask it before each step, and none of them
 * waits for Clio beyond its end. Once it is over, a read that still hangs in the route keeps nothing of what it did, so
 * that it cannot cross the reads of the next run.
 */
final class PollRun {

    private final BooleanSupplier allowed;
    private final Duration patience;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean over;

    /**
     * @param allowed whether the consumer is neither stopped nor suspended
     * @param patience how long the end waits for a read that is under way
     */
    PollRun(BooleanSupplier allowed, Duration patience) {
        this.allowed = allowed;
        this.patience = patience;
    }

    /** Makes one read, on the caller's thread. */
    <T> T read(Callable<T> read) throws Exception {
        reading.lock();
        try {
            goOn();
            return read.call();
        } finally {
            reading.unlock();
        }
    }

    /** @throws PollStoppedException when the read must not take another step */
    void goOn() {
        if (end.isDone() || !allowed.getAsBoolean()) {
            throw new PollStoppedException();
        }
    }

    /**
     * Waits for something that comes in its own bounded time.
     *
     * @throws PollStoppedException when the run ends first
     */
    <T> T await(CompletableFuture<T> coming) throws Exception {
        CompletableFuture.anyOf(coming.handle((value, failure) -> null), end).get();
        if (!coming.isDone()) {
            throw new PollStoppedException();
        }
        try {
            return coming.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /**
     * Keeps how far a read has come.
     *
     * @throws PollStoppedException when the run is over, and then nothing is kept
     */
    void keep(Runnable keeping) {
        if (over) {
            throw new PollStoppedException();
        }
        keeping.run();
    }

    /** Ends the run, after giving a read that is under way some time to keep how far it has come. */
    void end() {
        end.complete(null);
        try {
            if (reading.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over = true;
    }
}
