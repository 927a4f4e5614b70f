package io.camelclio.app.latest;

import io.camelclio.app.start.FullyStartedService;
import io.camelclio.kafka.latest.LatestState;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * A vendor's latest state as a service of Camel: it starts when all routes have started, in the background, so that it delays nothing,
 * and stops with the application in a bounded time. With its health check and its meters.
 */
public final class LatestStateService extends FullyStartedService {

    private final LatestState latest;
    private final LatestHealthCheck health;
    private LatestMeters meters;

    public LatestStateService(CamelContext context, LatestState latest) {
        super(context);
        this.latest = latest;
        this.health = new LatestHealthCheck(context, latest, Clock.systemUTC());
    }

    @Override
    protected void begin() {
        latest.start();
        meters = LatestMeters.register(context(), latest);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            checks.register(health);
        }
    }

    @Override
    protected void doStop() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            checks.unregister(health);
        }
        if (meters != null) {
            meters.close();
        }
        latest.close();
    }
}
