package io.camelclio.pull.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** The end of a route that finishes an exchange only when the test lets it go, as one that waits for Kafka does. */
public final class HeldExchanges extends AsyncProcessorSupport {

    private record Held(Exchange exchange, AsyncCallback callback) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private int arrived;
    private int most;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        synchronized (this) {
            held.add(new Held(exchange, callback));
            arrived++;
            most = Math.max(most, held.size());
        }
        return false;
    }

    public synchronized int inFlight() {
        return held.size();
    }

    public synchronized int arrived() {
        return arrived;
    }

    /** The most exchanges that were ever held at the same time. */
    public synchronized int most() {
        return most;
    }

    /** Lets the oldest exchange go; it fails when there is a failure. The callback runs on another thread. */
    public void letGo(Exception failure) {
        Held oldest;
        synchronized (this) {
            oldest = held.remove();
        }
        oldest.exchange().setException(failure);
        CompletableFuture.runAsync(() -> oldest.callback().done(false)).join();
    }
}
