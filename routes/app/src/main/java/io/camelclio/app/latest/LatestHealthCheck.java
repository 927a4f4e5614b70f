package io.camelclio.app.latest;

import io.camelclio.app.health.AdvisoryHealthCheck;
import io.camelclio.kafka.latest.LatestState;
import io.camelclio.kafka.latest.LatestStatus;
import io.camelclio.kafka.latest.LatestStatus.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down while a vendor's latest state has failed, or stands still while changes wait, or when nobody has known for a minute
 * how far it has come. Has no say in readiness: changes are received, and taken later.
 */
final class LatestHealthCheck extends AdvisoryHealthCheck {

    private static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(1);

    private final LatestState latest;
    private final Clock clock;
    private Instant unknownSince;

    LatestHealthCheck(CamelContext context, LatestState latest, Clock clock) {
        super("kafka", "latest-state-" + latest.vendor());
        setCamelContext(context);
        this.latest = latest;
        this.clock = clock;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        LatestStatus status = latest.status();
        Map<String, Long> lag = latest.lag();
        result.detail("state", status.phase().name());
        if (!lag.isEmpty()) {
            result.detail(
                    "lag", lag.values().stream().mapToLong(Long::longValue).sum());
        }
        lag.forEach((topic, changes) -> {
            if (changes > 0) {
                result.detail("lag." + topic, changes);
            }
        });
        if (status.phase() == Phase.FAILED) {
            result.message("Latest state does not go on and is tried again: " + status.reason())
                    .down();
        } else if (status.phase() == Phase.STANDING) {
            result.message("Latest state stands still: " + status.reason()).down();
        } else if (isLongUnknown(lag)) {
            result.message("Kafka has not said for a minute how far latest state has come; look at the brokers, and"
                            + " at the right to describe its consumer group")
                    .down();
        } else {
            result.up();
        }
    }

    private synchronized boolean isLongUnknown(Map<String, Long> lag) {
        if (!lag.isEmpty()) {
            unknownSince = null;
            return false;
        }
        Instant now = clock.instant();
        if (unknownSince == null) {
            unknownSince = now;
        }
        return Duration.between(unknownSince, now).compareTo(LONGEST_UNKNOWN) >= 0;
    }
}
