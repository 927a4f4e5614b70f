package io.camelclio.bench;

import java.time.Duration;
import java.util.List;

/**
 * What was measured of one subject in one round.
 *
 * @param latencies of what was acknowledged, in nanoseconds
 * @param failures how many deliveries got another answer than 2xx
 * @param measured how long was measured
 * @param cpu processor time that the subject used meanwhile
 */
record Round(String subject, int connections, List<Long> latencies, int failures, Duration measured, Duration cpu) {

    Round {
        latencies = latencies.stream().sorted().toList();
    }

    double perSecond() {
        return latencies.size() * 1e9 / measured.toNanos();
    }

    /** The latency that this share of the deliveries did not exceed, in milliseconds. */
    double latencyMillis(double share) {
        return latencies.isEmpty() ? Double.NaN : latencies.get((int) Math.ceil(share * latencies.size()) - 1) / 1e6;
    }

    /** Microseconds of processor time for one delivery. */
    double cpuMicros() {
        return latencies.isEmpty() ? Double.NaN : cpu.toNanos() / 1e3 / latencies.size();
    }
}
