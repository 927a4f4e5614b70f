package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook receiver that answers handshakes as told and remembers what came. */
public final class Receiver implements AutoCloseable {

    public final Faults faults = new Faults();
    final List<Request> handshakes = new CopyOnWriteArrayList<>();
    public final List<Request> deliveries = new CopyOnWriteArrayList<>();
    volatile boolean confirming = true;
    private final SandboxServer server = SandboxServer.start(0, Clock.systemUTC(), faults, this::receive);

    public String url() {
        return server.baseUri() + "/hooks";
    }

    /** Bodies of the deliveries in the order of arrival. */
    public List<String> bodies() {
        return deliveries.stream().map(Request::text).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private Response receive(Request request) {
        if (request.header("X-Hook-Secret").isEmpty()) {
            deliveries.add(request);
            return Response.empty(200);
        }
        handshakes.add(request);
        String secret = request.header("X-Hook-Secret").get();
        return confirming ? Response.empty(200).withHeader("X-Hook-Secret", secret) : Response.empty(200);
    }
}
