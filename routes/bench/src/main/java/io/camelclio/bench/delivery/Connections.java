package io.camelclio.bench.delivery;

import io.camelclio.bench.subject.Deliveries;
import io.camelclio.bench.subject.Subject;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/** Kept connections to one subject. Everything happens on one event loop, which also signs what is sent. */
final class Connections implements AutoCloseable {

    /** Deliveries that may wait for a connection. */
    static final int MOST_WAITING = 50_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Subject subject;
    private final HttpClient client;

    Connections(Subject subject, int connections) {
        this.subject = subject;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(subject.address().getHost())
                .setDefaultPort(subject.address().getPort())
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(MOST_WAITING)
                .setKeepAlive(true));
    }

    void onLoop(Runnable task) {
        loop.runOnContext(go -> task.run());
    }

    /**
     * Sends another delivery, on the loop.
     *
     * @param answered told, on the loop, whether it was acknowledged
     */
    void deliver(Consumer<Boolean> answered) {
        Deliveries.Signed delivery = subject.deliveries().next();
        client.request(HttpMethod.POST, subject.address().getPath())
                .compose(request -> request.putHeader("X-Hook-Signature", delivery.signature())
                        .putHeader("Content-Type", "application/json")
                        .send(Buffer.buffer(delivery.body())))
                .compose(response -> response.end().map(response.statusCode()))
                .onComplete(status -> {
                    boolean acknowledged = status.succeeded() && status.result() / 100 == 2;
                    if (acknowledged) {
                        subject.acknowledged().set(delivery.number());
                    }
                    answered.accept(acknowledged);
                });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
