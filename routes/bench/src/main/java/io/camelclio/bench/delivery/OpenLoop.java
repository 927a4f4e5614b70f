package io.camelclio.bench.delivery;

import io.camelclio.bench.process.Used;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Deliveries at an even rate, whether or not those before were answered. A latency begins when the delivery was to be sent,
 * so one that had to wait behind a slow answer counts with its wait: no omission is coordinated with the subject.
 */
final class OpenLoop {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Subject subject;
    private final int connections;
    private final Semaphore places = new Semaphore(Connections.MOST_WAITING);
    private final Window window = new Window();

    OpenLoop(Subject subject, int connections) {
        this.subject = subject;
        this.connections = connections;
    }

    /**
     * Runs once for some time, of which the first part does not count.
     *
     * @throws IOException if the subject leaves deliveries without an answer
     */
    Round run(double perSecond, Duration warmUp, Duration measured) throws InterruptedException, IOException {
        try (Connections pool = new Connections(subject, connections)) {
            Schedule schedule = new Schedule(System.nanoTime(), perSecond);
            Thread pacer = new Thread(() -> send(pool, schedule), "pacer");
            pacer.start();
            Used used = window.measure(subject.process().gauges(), warmUp, measured);
            pacer.join();
            if (!places.tryAcquire(Connections.MOST_WAITING, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(subject.name() + " has left deliveries unanswered for " + PATIENCE);
            }
            return Round.of(subject.name(), connections, window, used);
        }
    }

    private void send(Connections pool, Schedule schedule) {
        for (long number = 0; !window.isClosed(); number++) {
            long due = schedule.at(number);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            places.acquireUninterruptibly();
            pool.onLoop(() -> pool.deliver(acknowledged -> {
                window.answered(due, acknowledged, System.nanoTime() - due);
                places.release();
            }));
        }
    }
}
