package io.camelclio.bench.delivery;

import java.util.stream.LongStream;

/** How long each of some deliveries took. */
final class Latencies {

    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    /** @param nanoseconds in any order */
    static Latencies of(LongStream nanoseconds) {
        return new Latencies(nanoseconds.sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    /** What this share of the deliveries did not exceed, in milliseconds; not a number where there was none. */
    double millis(double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }
}
