package io.camelclio.app.health;

import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A health check that tells a person what is wrong and is part neither of readiness nor of liveness: what still works must not
 * be taken out of service, and a restart would help none of it.
 */
public abstract class AdvisoryHealthCheck extends AbstractHealthCheck {

    /** @param id unique in the application */
    protected AdvisoryHealthCheck(String group, String id) {
        super(group, id);
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
