package io.camelclio.bench.delivery;

import io.camelclio.bench.process.Gauges;
import io.camelclio.bench.process.Used;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** The time in which a load is measured. Opened and closed by one thread, told of answers by one other. */
final class Window {

    private final LongStream.Builder latencies = LongStream.builder();
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;
    private int refused;

    /**
     * Lets a load run for some time, of which the first part does not count.
     *
     * @return what the subject used in the other part
     */
    Used measure(Gauges gauges, Duration warmUp, Duration measured) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        Used before = gauges.used();
        from = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(measured.toNanos());
        to = System.nanoTime();
        return gauges.used().since(before);
    }

    boolean isClosed() {
        return to != Long.MAX_VALUE;
    }

    long nanos() {
        return to - from;
    }

    /**
     * A delivery was answered.
     *
     * @param at the moment that says whether it counts, by {@link System#nanoTime}
     * @param latency in nanoseconds
     */
    void answered(long at, boolean acknowledged, long latency) {
        if (at < from || at >= to) {
            return;
        }
        if (acknowledged) {
            latencies.add(latency);
        } else {
            refused++;
        }
    }

    /** Only after the last answer. */
    Latencies latencies() {
        return Latencies.of(latencies.build());
    }

    int refused() {
        return refused;
    }
}
