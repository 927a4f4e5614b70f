package io.camelclio.component;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Down only when for a stated time no poll has succeeded and no read got on: one bad answer is no trouble yet, nor is a
 * long read, but one that fails at the same place for ever is. It counts neither for readiness nor for liveness, since
 * taking an application away from its webhooks because a poll stands would help nobody.
 */
final class PollHealthCheck implements HealthCheck {

    private final ClioConsumer consumer;
    private final PollReport report;
    private final Optional<Duration> staleAfter;
    private boolean enabled = true;

    /** @param staleAfter the stated time; empty when nobody can tell, and then the check is never down */
    PollHealthCheck(ClioConsumer consumer, PollReport report, Optional<Duration> staleAfter) {
        this.consumer = consumer;
        this.report = report;
        this.staleAfter = staleAfter;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail("connection", report.connection())
                .detail("resource", report.path());
        if (!enabled) {
            return result.message("Disabled")
                    .detail(CHECK_ENABLED, false)
                    .unknown()
                    .build();
        }
        if (report.lastSuccess() != null) {
            result.detail("lastSuccess", report.lastSuccess().toString());
        }
        // Camel's check of a consumer, which asks this one, is part of readiness whatever this one says of itself.
        if (options.get(CHECK_KIND) == Kind.READINESS || !isStale()) {
            return result.up().build();
        }
        if (report.lastFailureKind() != null) {
            result.detail("lastFailure", report.lastFailureKind()).detail("remedy", report.remedy());
        }
        return result.down()
                .message("No poll of " + report.path() + " on connection " + report.connection()
                        + " has succeeded for more than " + staleAfter.get())
                .build();
    }

    private boolean isStale() {
        return staleAfter
                .filter(limit -> report.sinceSuccess().compareTo(limit) > 0)
                .isPresent();
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
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "consumer:" + consumer.getRouteId();
    }
}
