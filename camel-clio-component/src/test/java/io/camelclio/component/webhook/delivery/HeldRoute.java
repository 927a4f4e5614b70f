package io.camelclio.component.webhook.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * A route that ends each exchange when the test says so, from the test's own thread and holding no other. Keeps what it
 * was given, in order. Thread-safe.
 */
public final class HeldRoute extends AsyncProcessorSupport {

    /** What reached the route, as it was at that moment. */
    public record Received(byte[] body, Map<String, Object> headers, Exception failure) {

        public Object header(String name) {
            return headers.get(name);
        }
    }

    private record Held(Exchange exchange, AsyncCallback callback) {}

    private final List<Received> received = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private boolean open;

    /** A route that ends each exchange at once. */
    public static HeldRoute open() {
        HeldRoute route = new HeldRoute();
        route.open = true;
        return route;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        synchronized (this) {
            received.add(new Received(
                    exchange.getMessage().getBody(byte[].class),
                    Map.copyOf(exchange.getMessage().getHeaders()),
                    exchange.getException()));
            if (!open) {
                held.add(new Held(exchange, callback));
                return false;
            }
        }
        callback.done(true);
        return true;
    }

    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    public synchronized int count() {
        return received.size();
    }

    /** Ends the oldest exchange that is held. */
    public void finishNext() {
        Held next = takeNext();
        next.callback().done(false);
    }

    /** Ends the oldest exchange that is held with a failure. */
    public void failNext(Exception failure) {
        Held next = takeNext();
        next.exchange().setException(failure);
        next.callback().done(false);
    }

    /** Ends the oldest exchange that is held as one that the route rolled back without an exception. */
    public void rollBackNext() {
        Held next = takeNext();
        next.exchange().setRollbackOnly(true);
        next.callback().done(false);
    }

    /** Ends all that is held, and from now on each exchange at once. */
    public void openUp() {
        List<Held> waiting;
        synchronized (this) {
            open = true;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(each -> each.callback().done(false));
    }

    private synchronized Held takeNext() {
        return held.remove(0);
    }
}
