package io.camelclio.app.consent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the one redirect that ends a consent, on loopback alone. Only a request with this consent's own state counts;
 * any other is refused and changes nothing, so that nobody else can end the consent or slip in a code of his own.
 */
public final class Callback implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String PATH = "/callback";
    private static final int STATE_BYTES = 32;
    private static final int THREADS = 4;

    private final String vendor;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "consent");
        thread.setDaemon(true);
        return thread;
    });
    private final String state = unguessable();
    private final CompletableFuture<String> code = new CompletableFuture<>();

    /**
     * Listens until it is closed.
     *
     * @param vendor who answers
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    public Callback(String vendor, int port) throws IOException {
        this.vendor = vendor;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    static String unguessable() {
        byte[] random = new byte[STATE_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The redirect address under a name of this machine's loopback. */
    public static String redirectUri(String host, int port) {
        return "http://" + host + ":" + port + PATH;
    }

    /** What the redirect has to bring back. */
    public String state() {
        return state;
    }

    /**
     * Waits for the code that the consent gives.
     *
     * @throws ConsentException when the user declines, Clio refuses, or the time is over
     */
    public String awaitCode(Duration patience) throws ConsentException, InterruptedException {
        try {
            return code.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ConsentException(vendor + " sent no answer within " + patience.toSeconds()
                    + " seconds; run the command again. If it showed an error, check that the redirect address above is"
                    + " registered for the application and that client id and region belong together");
        } catch (ExecutionException e) {
            throw (ConsentException) e.getCause();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                answer(exchange, 404, "There is nothing here.");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405, "Only a redirect of " + vendor + " is taken here.");
            } else {
                redirected(exchange, parameters(exchange.getRequestURI().getRawQuery()));
            }
        }
    }

    private void redirected(HttpExchange exchange, Map<String, List<String>> parameters) throws IOException {
        if (!isOurs(only(parameters, "state"))) {
            answer(exchange, 400, "This answer belongs to another consent. Open the address that the command shows.");
        } else if (code.isDone()) {
            answer(exchange, 410, vendor + "'s answer has been taken already. See the command for the outcome.");
        } else if (!only(parameters, "code").isEmpty()) {
            answer(exchange, 200, vendor + "'s answer has arrived. See the command for the outcome; close this page.");
            code.complete(only(parameters, "code"));
        } else {
            answer(exchange, 200, "The application was not authorised. See the command; close this page.");
            code.completeExceptionally(refusal(only(parameters, "error")));
        }
    }

    private boolean isOurs(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }

    private ConsentException refusal(String error) {
        if (error.equals("access_denied")) {
            return new ConsentException("The user declined; nothing was changed. Run the command again to ask anew");
        }
        return new ConsentException(vendor + " refused to ask the user (" + error.replaceAll("[^A-Za-z0-9_]", "")
                + "); check the application in " + vendor + "'s developer portal");
    }

    /** The value of a parameter that stands there once; empty otherwise. */
    private static String only(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 1 ? "" : decoded(parts[1]));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The page holds nothing of the request, and its address, which holds the code, is neither kept nor passed on. */
    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] page = ("<!DOCTYPE html><meta charset=\"utf-8\"><title>camel-clio</title><p>" + text)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, page.length);
        exchange.getResponseBody().write(page);
        exchange.getResponseBody().close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
