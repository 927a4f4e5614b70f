package io.camelclio.bench.delivery;

import io.camelclio.bench.process.Used;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** On each connection one delivery is under way at any time: the next is sent when the last is answered. */
final class ClosedLoop {

    private final Subject subject;
    private final int connections;

    ClosedLoop(Subject subject, int connections) {
        this.subject = subject;
        this.connections = connections;
    }

    /** Runs for some time, of which the first part does not count. */
    Round run(Duration warmUp, Duration measured) throws InterruptedException, IOException {
        Window window = new Window();
        CountDownLatch ended = new CountDownLatch(connections);
        try (Connections pool = new Connections(subject, connections)) {
            pool.onLoop(() -> {
                for (int i = 0; i < connections; i++) {
                    sendNext(pool, window, ended);
                }
            });
            Used used = window.measure(subject.process().gauges(), warmUp, measured);
            ended.await();
            return Round.of(subject.name(), connections, window, used);
        }
    }

    private static void sendNext(Connections pool, Window window, CountDownLatch ended) {
        if (window.isClosed()) {
            ended.countDown();
            return;
        }
        long sentAt = System.nanoTime();
        pool.deliver(acknowledged -> {
            long now = System.nanoTime();
            window.answered(now, acknowledged, now - sentAt);
            sendNext(pool, window, ended);
        });
    }
}
