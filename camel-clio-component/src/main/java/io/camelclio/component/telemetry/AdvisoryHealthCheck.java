package io.camelclio.component.telemetry;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * A health check that tells a person what is wrong and is part neither of readiness nor of liveness: taking the application
 * away from its webhooks because something else stands would help nobody.
 */
public abstract class AdvisoryHealthCheck implements HealthCheck {

    private final String id;
    private volatile boolean enabled = true;

    /** @param id unique in the application */
    protected AdvisoryHealthCheck(String id) {
        this.id = id;
    }

    /** How things stand; asked only while the check is enabled. */
    protected abstract Result look(HealthCheckResultBuilder result);

    @Override
    public final Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        return enabled ? look(result) : result.unknown().message("Disabled").build();
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getGroup() {
        return "clio";
    }

    @Override
    public final boolean isEnabled() {
        return enabled;
    }

    @Override
    public final void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public final boolean isReadiness() {
        return false;
    }

    @Override
    public final boolean isLiveness() {
        return false;
    }
}
