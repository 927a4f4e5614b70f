package io.camelclio.app.http;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The connections of a server that anybody may call. Each has so long to send the whole head of a request, counted from its
 * opening or its last answer, and so long again until the answer, however its bytes trickle. Where there are too many, the
 * one that has been without a request for longest makes room. Thread-safe.
 */
final class OpenConnections {

    private record Phase(boolean answering, long since) {}

    private final int most;
    private final long patience;
    private final LongSupplier nanoTime;

    /** The one whose phase began first is the first. */
    private final Map<HttpConnection, Phase> phases = new LinkedHashMap<>();

    /** @param patience how long each phase of a connection may last */
    OpenConnections(int most, Duration patience, LongSupplier nanoTime) {
        this.most = most;
        this.patience = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    void opened(HttpConnection connection) {
        HttpConnection leaving = null;
        synchronized (this) {
            if (phases.size() >= most) {
                leaving = longestWithoutRequest().orElse(connection);
                phases.remove(leaving);
            }
            if (leaving != connection) {
                phases.put(connection, new Phase(false, nanoTime.getAsLong()));
            }
        }
        if (leaving != null) {
            leaving.close();
        }
    }

    private Optional<HttpConnection> longestWithoutRequest() {
        return phases.entrySet().stream()
                .filter(connection -> !connection.getValue().answering())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A request's head has arrived. */
    void begins(HttpConnection connection) {
        moveOn(connection, true);
    }

    /** The request was answered. */
    void ends(HttpConnection connection) {
        moveOn(connection, false);
    }

    private synchronized void moveOn(HttpConnection connection, boolean answering) {
        if (phases.remove(connection) != null) {
            phases.put(connection, new Phase(answering, nanoTime.getAsLong()));
            notifyAll();
        }
    }

    synchronized void closed(HttpConnection connection) {
        phases.remove(connection);
        notifyAll();
    }

    /** Closes the connections whose time is over. */
    void closeOverdue() {
        List<HttpConnection> overdue = new ArrayList<>();
        synchronized (this) {
            long now = nanoTime.getAsLong();
            for (Map.Entry<HttpConnection, Phase> connection : phases.entrySet()) {
                if (now - connection.getValue().since() < patience) {
                    break;
                }
                overdue.add(connection.getKey());
            }
        }
        overdue.forEach(HttpConnection::close);
    }

    /** Waits until every request that has begun is answered, but no longer than given. */
    synchronized void awaitAnswers(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); left > 0 && anyAnswering(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private boolean anyAnswering() {
        return phases.values().stream().anyMatch(Phase::answering);
    }
}
