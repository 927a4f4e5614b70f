package io.camelclio.pull.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/**
 * Hands the exchanges of one read to a route, several in flight but never more than a bound, and tells at the end whether
 * the route finished every one of them. After the first failure nothing more is handed over. Closing waits for what is
 * still in flight, so that a read that starts again never overtakes the one that failed.
 */
public final class ConfirmedDelivery implements AutoCloseable {

    private final AsyncProcessor route;
    private final int maxInFlight;
    private final Duration patience;
    private final Semaphore places;
    private final Consumer<Exchange> release;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param patience how long to wait for the route to finish one exchange before the read is given up
     * @param release takes each exchange back when its outcome has been read, and never before: an exchange that goes back
     *     to a pool forgets that it failed
     */
    public ConfirmedDelivery(AsyncProcessor route, int maxInFlight, Duration patience, Consumer<Exchange> release) {
        this.route = route;
        this.release = release;
        this.maxInFlight = maxInFlight;
        this.patience = patience;
        this.places = new Semaphore(maxInFlight);
    }

    /**
     * Hands one exchange over, after waiting for a free place.
     *
     * @param confirmed run when the route finished this exchange without an error; its own failure fails the read
     * @throws Exception the first failure of the read so far
     */
    public void hand(Exchange exchange, Runnable confirmed) throws Exception {
        take(1);
        route.process(exchange, doneSync -> {
            try {
                Optional<Throwable> failed = failureOf(exchange);
                release.accept(exchange);
                failed.ifPresentOrElse(cause -> failure.compareAndSet(null, cause), confirmed);
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
            } finally {
                places.release();
            }
        });
    }

    /** Waits until the route has finished everything handed over; throws the first failure if there was one. */
    public void awaitAll() throws Exception {
        take(maxInFlight);
        places.release(maxInFlight);
    }

    @Override
    public void close() {
        try {
            if (places.tryAcquire(maxInFlight, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(maxInFlight);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(int count) throws Exception {
        if (!places.tryAcquire(count, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("The route did not finish a record within " + patience
                    + "; nothing is lost, the read starts again from its last confirmed point");
        }
        if (failure.get() != null) {
            places.release(count);
            throw asException(failure.get());
        }
    }

    private static Optional<Throwable> failureOf(Exchange exchange) {
        if (!exchange.isFailed() && !exchange.isRollbackOnly()) {
            return Optional.empty();
        }
        Throwable cause = exchange.getException();
        return Optional.of(cause != null ? cause : new IllegalStateException("The route rolled a record back"));
    }

    private static Exception asException(Throwable cause) {
        return cause instanceof Exception e ? e : new IllegalStateException(cause);
    }
}
