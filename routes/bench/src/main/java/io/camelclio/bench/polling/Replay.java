package io.camelclio.bench.polling;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands before a played vendor and answers from memory what it was asked before, so that the vendor is not what limits a poll.
 * Used for records that nobody changes. What it keeps is bounded; beyond that the vendor is asked each time.
 */
final class Replay implements AutoCloseable {

    private static final long MOST_BYTES = 400_000_000;
    private static final int MOST_ANSWER_BYTES = 16_000_000;

    private record Answer(int status, Map<String, String> headers, Buffer body) {}

    private final URI vendor;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true));
    private final HttpServer server;
    private final Map<String, Answer> kept = new HashMap<>();
    private long keptBytes;

    private Replay(URI vendor) {
        this.vendor = vendor;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /** Listens on a free port of the loopback address. */
    static Replay of(URI vendor) {
        Replay replay = new Replay(vendor);
        replay.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return replay;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        Answer known = kept.get(request.uri());
        if (known != null) {
            send(request, known);
            return;
        }
        request.body()
                .compose(body -> forward(request, body))
                .onSuccess(answer -> {
                    keep(request, answer);
                    send(request, answer);
                })
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }

    private Future<Answer> forward(HttpServerRequest request, Buffer body) {
        return client.request(request.method(), vendor.getPort(), vendor.getHost(), request.uri())
                .compose(forwarded -> {
                    request.headers().forEach(forwarded::putHeader);
                    forwarded.putHeader("Host", vendor.getAuthority());
                    return forwarded.send(body);
                })
                .compose(response -> response.body().map(answer -> read(response, answer)));
    }

    /** Links lead back here. */
    private Answer read(HttpClientResponse response, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        response.headers().forEach(headers::put);
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Length"));
        String text = body.toString();
        return new Answer(
                response.statusCode(), headers, Buffer.buffer(text.replace(vendor.toString(), uri().toString())));
    }

    private void keep(HttpServerRequest request, Answer answer) {
        int length = answer.body().length();
        boolean replayable = request.method().name().equals("GET") && answer.status() == 200;
        if (replayable && length <= MOST_ANSWER_BYTES && keptBytes + length <= MOST_BYTES) {
            kept.put(request.uri(), answer);
            keptBytes += length;
        }
    }

    private static void send(HttpServerRequest request, Answer answer) {
        answer.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(answer.status()).end(answer.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
