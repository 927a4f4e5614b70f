package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.health.AdvisoryHealthCheck;
import io.camelclio.app.smokeball.WaitingHints;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Shows how many hints wait here, and for how long. Always up, and without a say in readiness: what a hint does not bring a
 * poll does.
 */
final class HintsHealthCheck extends AdvisoryHealthCheck {

    private final Supplier<WaitingHints> waiting;
    private final LongSupplier toRead;
    private final Clock clock;

    /** @param toRead how many are still on their topic */
    HintsHealthCheck(String connection, Supplier<WaitingHints> waiting, LongSupplier toRead, Clock clock) {
        super("smokeball", "smokeball-hints:" + connection);
        this.waiting = waiting;
        this.toRead = toRead;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        WaitingHints now = waiting.get();
        result.detail("waiting", now.count());
        result.detail("toRead", toRead.getAsLong());
        now.oldest()
                .ifPresent(since -> result.detail(
                        "oldestSeconds",
                        Duration.between(since, clock.instant()).toSeconds()));
        result.up();
    }
}
