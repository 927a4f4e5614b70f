package io.camelclio.pull.rate;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Pauses between repeats, which hold no thread and end at once, with a failure, when the connection stops. */
public final class Pauses implements AutoCloseable {

    private final ScheduledExecutorService scheduler;
    private final Set<CompletableFuture<Void>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param scheduler ends the pauses; not closed by these */
    public Pauses(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Complete when the pause is over; fails with {@link RejectedExecutionException} once these are closed. */
    public CompletableFuture<Void> after(Duration pause) {
        if (pause.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        open.add(over);
        over.whenComplete((done, failure) -> open.remove(over));
        if (closed) {
            over.completeExceptionally(stopped());
            return over;
        }
        try {
            scheduler.schedule(() -> over.complete(null), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            over.completeExceptionally(stopped());
        }
        return over;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(pause -> pause.completeExceptionally(stopped()));
    }

    private static RejectedExecutionException stopped() {
        return new RejectedExecutionException("The connection is stopped");
    }
}
