package io.camelclio.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on the loopback address with a bounded number of connections, each with a thread of its own. It
 * listens when {@link #start} returns and answers nothing more when {@link #close} returns. Every answer carries a
 * {@code Date} by the given clock.
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final int CONNECTIONS = 256;
    private static final int IDLE_MILLIS = 60_000;
    private static final int SLOW_PIECES = 20;
    private static final Faults.Fault NO_FAULT =
            new Faults.Fault(Faults.Kind.CHANGE, UnaryOperator.identity(), Duration.ZERO);

    private final ServerSocket listener;
    private final ExecutorService threads = threads();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final Faults faults;
    private final StreamHandler handler;
    private final RequestLog log = new RequestLog();

    private SandboxServer(ServerSocket listener, Clock clock, Faults faults, StreamHandler handler) {
        this.listener = listener;
        this.clock = clock;
        this.faults = faults;
        this.handler = handler;
    }

    /**
     * Starts a server.
     *
     * @param port the port on the loopback address; 0 takes a free one
     * @param clock the source of the {@code Date} header and the log's times
     * @param faults what the test may switch on
     * @param handler answers the requests that no fault keeps from it
     * @return the listening server
     * @throws UncheckedIOException if the port cannot be bound
     */
    public static SandboxServer start(int port, Clock clock, Faults faults, Handler handler) {
        return startStreaming(port, clock, faults, StreamHandler.whole(handler));
    }

    /**
     * Starts a server that reads bodies of up to 5 GiB as they arrive.
     *
     * @param port the port on the loopback address; 0 takes a free one
     * @param clock the source of the {@code Date} header and the log's times
     * @param faults what the test may switch on
     * @param handler answers the requests that no fault keeps from it
     * @return the listening server
     * @throws UncheckedIOException if the port cannot be bound
     */
    public static SandboxServer startStreaming(int port, Clock clock, Faults faults, StreamHandler handler) {
        SandboxServer server = new SandboxServer(bind(port), clock, faults, handler);
        server.threads.execute(server::listen);
        return server;
    }

    /** The address of the root, such as {@code http://127.0.0.1:40123}, without a slash at its end. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests received so far. */
    public RequestLog log() {
        return log;
    }

    /** Stops listening and breaks open connections. Repeating it has no effect. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("Closing the listening socket failed", e);
        }
        connections.forEach(SandboxServer::close);
        threads.shutdownNow();
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), CONNECTIONS);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot listen on 127.0.0.1:" + port + "; choose another port, or 0 for a free one", e);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, CONNECTIONS + 1, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "sandbox-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                LOG.debug("Accepting a connection failed", e);
            }
        }
    }

    private void accept(Socket connection) {
        connections.add(connection);
        try {
            threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException full) {
            LOG.warn("More than {} connections to the sandbox; refusing one", CONNECTIONS);
            close(connection);
        }
        if (listener.isClosed()) {
            close(connection);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(IDLE_MILLIS);
            Wire wire = new Wire(connection.getInputStream(), connection.getOutputStream());
            boolean open = true;
            while (open) {
                Optional<Wire.Incoming> request = wire.read();
                open = request.isPresent() && answer(wire, request.get());
            }
        } catch (IOException e) {
            LOG.debug("A connection to the sandbox ended: {}", e.getMessage());
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether the connection stays open. */
    private boolean answer(Wire wire, Wire.Incoming incoming) throws IOException {
        log.add(new RequestLog.Entry(
                clock.instant(),
                incoming.method(),
                incoming.path(),
                incoming.query().orElseGet(() -> Query.parse(null)),
                fingerprint(incoming)));
        pause(faults.latency());
        Faults.Fault fault = faults.take(incoming.path()).orElse(NO_FAULT);
        if (fault.kind() == Faults.Kind.DROP_REQUEST) {
            incoming.body().drain();
            return false;
        }
        Response handled = fault.kind() == Faults.Kind.ANSWER ? Response.empty(200) : handle(incoming);
        incoming.body().drain();
        Response response = fault.change().apply(handled);
        try {
            return send(wire, incoming, response, fault) && !incoming.last();
        } finally {
            response.afterwards().run();
        }
    }

    /** Whether the answer was sent to its end. */
    private boolean send(Wire wire, Wire.Incoming incoming, Response response, Faults.Fault fault) throws IOException {
        if (fault.kind() == Faults.Kind.DROP_ANSWER) {
            return false;
        }
        boolean bodiless = incoming.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        long length = bodiless ? 0 : response.content().length();
        boolean cut = fault.kind() == Faults.Kind.TRUNCATE;
        boolean slow = fault.kind() == Faults.Kind.SLOW;
        long first = cut ? length / 2 : slow ? Math.min(1, length) : length;
        wire.writeHead(response, date());
        try (InputStream body = response.content().open()) {
            wire.write(body, first);
            if (slow) {
                sendSlowly(wire, body, length - first, fault.time());
            }
        }
        return !cut;
    }

    private static void sendSlowly(Wire wire, InputStream body, long left, Duration time) throws IOException {
        long pieces = Math.max(1, Math.min(SLOW_PIECES, left));
        for (long piece = 1; piece <= pieces; piece++) {
            pause(time.dividedBy(pieces));
            wire.write(body, left * piece / pieces - left * (piece - 1) / pieces);
        }
    }

    private static String fingerprint(Wire.Incoming incoming) {
        return incoming.headers()
                .first("Authorization")
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> RequestLog.fingerprint(value.substring("Bearer ".length())))
                .orElse("");
    }

    private Response handle(Wire.Incoming incoming) throws IOException {
        if (incoming.query().isEmpty()) {
            return Response.empty(400);
        }
        try {
            Request head = new Request(
                    incoming.method(), incoming.path(), incoming.query().get(), incoming.headers(), new byte[0]);
            return handler.handle(head, incoming.body());
        } catch (RuntimeException e) {
            LOG.error("The sandbox failed at {} {}; answering 500", incoming.method(), incoming.path(), e);
            return Response.empty(500);
        }
    }

    private static void pause(Duration time) {
        if (time.toMillis() > 0) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC));
    }

    private static void close(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed", e);
        }
    }
}
