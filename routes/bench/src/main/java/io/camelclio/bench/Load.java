package io.camelclio.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Some connections to one subject, each with one delivery under way at any time: the next is sent when the last is answered.
 * Everything happens on the event loop of one client.
 */
final class Load implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Subject subject;
    private final int connections;
    private final HttpClient client;

    Load(Subject subject, int connections) {
        this.subject = subject;
        this.connections = connections;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(subject.address().getHost())
                .setDefaultPort(subject.address().getPort())
                .setMaxPoolSize(connections)
                .setKeepAlive(true));
    }

    /** Runs for some time, of which the first part does not count. */
    Round run(Duration warmUp, Duration measured) throws InterruptedException {
        Run run = new Run(warmUp, measured);
        vertx.runOnContext(start -> {
            for (int i = 0; i < connections; i++) {
                run.sendNext();
            }
        });
        run.ended.await();
        return new Round(subject.name(), connections, run.latencies, run.failures, measured, run.cpu);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Run {

        private final long from;
        private final long to;
        private final List<Long> latencies = new ArrayList<>();
        private final CountDownLatch ended = new CountDownLatch(connections);
        private int failures;
        private Duration cpuBefore;
        private Duration cpu = Duration.ZERO;

        Run(Duration warmUp, Duration measured) {
            from = System.nanoTime() + warmUp.toNanos();
            to = from + measured.toNanos();
        }

        void sendNext() {
            long sentAt = System.nanoTime();
            if (cpuBefore == null && sentAt >= from) {
                cpuBefore = subject.process().cpu();
            }
            if (sentAt >= to) {
                if (ended.getCount() == connections) {
                    cpu = subject.process().cpu().minus(cpuBefore);
                }
                ended.countDown();
                return;
            }
            Deliveries.Signed delivery = subject.deliveries().next();
            client.request(HttpMethod.POST, subject.address().getPath())
                    .compose(request -> request.putHeader("X-Hook-Signature", delivery.signature())
                            .putHeader("Content-Type", "application/json")
                            .send(Buffer.buffer(delivery.body())))
                    .compose(response -> response.end().map(response.statusCode()))
                    .onComplete(status -> {
                        answered(delivery, sentAt, status.succeeded() ? status.result() : 0);
                        sendNext();
                    });
        }

        private void answered(Deliveries.Signed delivery, long sentAt, int status) {
            boolean acknowledged = status >= 200 && status < 300;
            if (acknowledged) {
                subject.acknowledged().set(delivery.number());
            }
            long now = System.nanoTime();
            if (now >= from && now < to) {
                if (acknowledged) {
                    latencies.add(now - sentAt);
                } else {
                    failures++;
                }
            }
        }
    }
}
