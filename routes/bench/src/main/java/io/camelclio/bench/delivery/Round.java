package io.camelclio.bench.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.camelclio.bench.process.Used;

/**
 * What was measured of one subject in one round.
 *
 * @param acknowledged how many deliveries got 2xx
 * @param refused how many got another answer or none
 * @param seconds how long was measured
 * @param median latency in milliseconds, like the others
 * @param cpuMicros processor time of the subject for each delivery it acknowledged, in microseconds
 * @param allocatedBytes what it allocated for each
 */
record Round(
        String subject,
        int connections,
        int acknowledged,
        int refused,
        double seconds,
        double median,
        @JsonProperty("p99") double hundredth,
        @JsonProperty("p99.9") double thousandth,
        double cpuMicros,
        double allocatedBytes) {

    /** @param used by the subject meanwhile */
    static Round of(String subject, int connections, Window window, Used used) {
        Latencies latencies = window.latencies();
        double acknowledged = latencies.count();
        return new Round(
                subject,
                connections,
                latencies.count(),
                window.refused(),
                window.nanos() / 1e9,
                latencies.millis(0.5),
                latencies.millis(0.99),
                latencies.millis(0.999),
                used.cpu().toNanos() / 1e3 / acknowledged,
                used.allocatedBytes() / acknowledged);
    }

    double perSecond() {
        return acknowledged / seconds;
    }
}
