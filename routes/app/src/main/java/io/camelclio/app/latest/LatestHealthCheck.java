package io.camelclio.app.latest;

import io.camelclio.kafka.latest.LatestState;
import io.camelclio.kafka.latest.LatestStatus;
import io.camelclio.kafka.latest.LatestStatus.Phase;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Down while latest state has failed. Has no say in readiness: changes are received, and taken later. */
final class LatestHealthCheck extends AbstractHealthCheck {

    private final LatestState latest;

    LatestHealthCheck(CamelContext context, LatestState latest) {
        super("latest-state");
        setCamelContext(context);
        this.latest = latest;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        LatestStatus status = latest.status();
        Map<String, Long> lag = latest.lag();
        result.detail("state", status.phase().name())
                .detail("lag", lag.values().stream().mapToLong(Long::longValue).sum());
        lag.forEach((topic, changes) -> {
            if (changes > 0) {
                result.detail("lag." + topic, changes);
            }
        });
        if (status.phase() == Phase.FAILED) {
            result.message("Latest state has stopped and is tried again: " + status.reason())
                    .down();
        } else {
            result.up();
        }
    }
}
