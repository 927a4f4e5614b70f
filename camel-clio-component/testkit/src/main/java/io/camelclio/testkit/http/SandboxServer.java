package io.camelclio.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on the loopback address with a bounded number of threads, waiting requests and body bytes. It listens
 * when {@link #start} returns and answers nothing more when {@link #close} returns.
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final int THREADS = 32;
    private static final int WAITING_REQUESTS = 1_024;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    static {
        // Headers and body are two writes; with Nagle's algorithm every answer would wait 40 ms for an acknowledgement.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Clock clock;
    private final Faults faults;
    private final Handler handler;
    private final RequestLog log = new RequestLog();

    private SandboxServer(HttpServer server, ExecutorService threads, Clock clock, Faults faults, Handler handler) {
        this.server = server;
        this.threads = threads;
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
        HttpServer server = bind(port);
        ExecutorService threads = threads();
        SandboxServer sandbox = new SandboxServer(server, threads, clock, faults, handler);
        server.setExecutor(threads);
        server.createContext("/", sandbox::exchange);
        server.start();
        return sandbox;
    }

    /** The address of the root, such as {@code http://127.0.0.1:40123}, without a slash at its end. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The requests received so far. */
    public RequestLog log() {
        return log;
    }

    /** Stops listening and breaks open connections. Repeating it has no effect. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer bind(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot listen on 127.0.0.1:" + port + "; choose another port, or 0 for a free one", e);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS), task -> {
                    Thread thread = new Thread(task, "sandbox-http-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                send(exchange, Response.empty(413), false);
                return;
            }
            answer(exchange, body);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Query> query = query(exchange.getRequestURI().getRawQuery());
        log.add(new RequestLog.Entry(
                clock.instant(), exchange.getRequestMethod(), path, query.orElseGet(() -> Query.parse(null))));
        delay();
        Optional<Faults.Fault> fault = faults.take(path);
        Faults.Kind kind = fault.map(Faults.Fault::kind).orElse(null);
        if (kind == Faults.Kind.DROP_REQUEST) {
            return;
        }
        if (kind == Faults.Kind.ANSWER) {
            send(exchange, fault.get().answer(), false);
            return;
        }
        if (query.isEmpty()) {
            send(exchange, Response.empty(400), false);
            return;
        }
        Request request = new Request(
                exchange.getRequestMethod(), path, query.get(), new Headers(exchange.getRequestHeaders()), body);
        Response response = handle(request);
        if (kind != Faults.Kind.DROP_ANSWER) {
            send(exchange, response, kind == Faults.Kind.TRUNCATE);
        }
        response.afterwards().run();
    }

    private static Optional<Query> query(String raw) {
        try {
            return Optional.of(Query.parse(raw));
        } catch (IllegalArgumentException brokenEncoding) {
            return Optional.empty();
        }
    }

    private Response handle(Request request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            LOG.error("The sandbox failed at {} {}; answering 500", request.method(), request.path(), e);
            return Response.empty(500);
        }
    }

    private void delay() {
        long millis = faults.latency().toMillis();
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void send(HttpExchange exchange, Response response, boolean truncated) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("Date", date());
        byte[] body = response.body();
        boolean bodiless = body.length == 0 || "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            int length = truncated ? body.length / 2 : body.length;
            exchange.getResponseBody().write(body, 0, length);
            exchange.getResponseBody().flush();
        }
    }

    private String date() {
        return HTTP_DATE.format(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
