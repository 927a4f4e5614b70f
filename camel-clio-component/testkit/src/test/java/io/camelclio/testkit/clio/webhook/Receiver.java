package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A webhook receiver that answers handshakes as told and remembers what came. */
public final class Receiver implements AutoCloseable {

    public final Faults faults = new Faults();
    final List<Request> handshakes = new CopyOnWriteArrayList<>();
    public final List<Request> deliveries = new CopyOnWriteArrayList<>();
    volatile boolean confirming = true;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final SandboxServer server = SandboxServer.start(0, Clock.systemUTC(), faults, this::receive);

    public String url() {
        return server.baseUri() + "/hooks";
    }

    /** Bodies of the deliveries in the order of arrival. */
    public List<String> bodies() {
        return deliveries.stream().map(Request::text).toList();
    }

    /** Answers no delivery before so many are there; none is there longer than the delivery time-out allows. */
    void holdUntilThereAre(int deliveries) {
        held = new CountDownLatch(deliveries);
    }

    /** The greatest number of deliveries that were there at one time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    @Override
    public void close() {
        server.close();
    }

    private Response receive(Request request) {
        if (request.header("X-Hook-Secret").isEmpty()) {
            return take(request);
        }
        handshakes.add(request);
        String secret = request.header("X-Hook-Secret").get();
        return confirming ? Response.empty(200).withHeader("X-Hook-Secret", secret) : Response.empty(200);
    }

    private Response take(Request request) {
        deliveries.add(request);
        mostAtOnce.accumulateAndGet(present.incrementAndGet(), Math::max);
        try {
            held.countDown();
            boolean all = held.await(10, TimeUnit.SECONDS);
            return Response.empty(all ? 200 : 504);
        } catch (InterruptedException closing) {
            return Response.empty(504);
        } finally {
            present.decrementAndGet();
        }
    }
}
