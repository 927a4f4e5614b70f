package io.camelclio.testkit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stands in front of several servers and passes each request on to the next of them in turn. One that refuses the
 * connection is passed over, as by a balancer with health checks; if none takes it, the answer is 503. A request that a
 * server has accepted is never sent a second time: if its answer fails, the answer is 502. Bodies pass unchanged.
 */
public final class LoadBalancer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What belongs to one connection, or is set by who opens it. */
    private static final Set<String> NOT_PASSED_ON = caseless(
            "Connection", "Content-Length", "Date", "Expect", "Host", "Keep-Alive", "Transfer-Encoding", "Upgrade");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
    private final List<URI> servers = new ArrayList<>();
    private final Map<URI, Long> passedOn = new LinkedHashMap<>();
    private final Faults faults = new Faults();
    private final SandboxServer server;
    private int next;

    private LoadBalancer(List<URI> servers) {
        this.servers.addAll(servers);
        this.server = SandboxServer.start(0, Clock.systemUTC(), faults, this::pass);
    }

    /**
     * Starts a balancer on a free port of the loopback address.
     *
     * @param servers scheme, host and port of each server, without a slash at its end; may be empty at first
     */
    public static LoadBalancer start(URI... servers) {
        return new LoadBalancer(List.of(servers));
    }

    /** The address in front of all servers, without a slash at its end. */
    public URI baseUri() {
        return server.baseUri();
    }

    /** Passes requests to one more server from now on. */
    public synchronized void add(URI target) {
        servers.add(target);
    }

    /** Passes no more requests to a server; those it has, it may answer. */
    public synchronized void remove(URI target) {
        servers.remove(target);
    }

    /** How many requests a server has answered. */
    public synchronized long answeredBy(URI target) {
        return passedOn.getOrDefault(target, 0L);
    }

    /** Faults between clients and balancer. */
    public Faults faults() {
        return faults;
    }

    /** Stops listening and breaks open connections. Repeating it has no effect. */
    @Override
    public void close() {
        server.close();
    }

    private Response pass(Request request) {
        for (URI target : inTurn()) {
            try {
                HttpResponse<byte[]> answer =
                        client.send(onward(request, target), HttpResponse.BodyHandlers.ofByteArray());
                count(target);
                return back(answer);
            } catch (ConnectException refused) {
                // The next one may take it.
            } catch (IOException e) {
                return Response.empty(502);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Response.empty(502);
            }
        }
        return Response.empty(503);
    }

    /** All servers once, beginning with the one whose turn it is. */
    private synchronized List<URI> inTurn() {
        List<URI> order = new ArrayList<>(servers);
        if (!order.isEmpty()) {
            Collections.rotate(order, -(next++ % order.size()));
        }
        return order;
    }

    private synchronized void count(URI target) {
        passedOn.merge(target, 1L, Long::sum);
    }

    private static HttpRequest onward(Request request, URI target) {
        String query = request.query().encoded();
        HttpRequest.Builder onward = HttpRequest.newBuilder(
                        URI.create(target + rawPath(request) + (query.isEmpty() ? "" : "?" + query)))
                .timeout(PATIENCE)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().names().stream()
                .filter(name -> !NOT_PASSED_ON.contains(name))
                .forEach(name -> request.headers().all(name).forEach(value -> onward.header(name, value)));
        return onward.build();
    }

    private static String rawPath(Request request) {
        try {
            return new URI(null, null, request.path(), null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("No path: " + request.path(), e);
        }
    }

    private static Response back(HttpResponse<byte[]> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                headers.put(name, String.join(", ", values));
            }
        });
        return new Response(answer.statusCode(), headers, answer.body());
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
