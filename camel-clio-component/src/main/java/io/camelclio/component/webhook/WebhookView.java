package io.camelclio.component.webhook;

import io.camelclio.component.telemetry.SubscriptionMeters;
import io.camelclio.component.webhook.subscription.SubscriptionKeeper;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** What those who run the application see of one webhook path, from the start of its consumer to its stop. */
final class WebhookView implements AutoCloseable {

    private final CamelContext context;
    private final SubscriptionMeters meters;
    private final WebhookHealthCheck health;

    /**
     * Shows meters and a health check.
     *
     * @param meters closed with this view
     * @param hindrance why deliveries cannot be taken; empty while they can
     */
    WebhookView(
            ClioWebhookEndpoint endpoint,
            SubscriptionMeters meters,
            SubscriptionKeeper keeper,
            Supplier<Optional<String>> hindrance) {
        this.context = endpoint.getCamelContext();
        this.meters = meters;
        meters.state(SubscriptionState.Condition.class, () -> keeper.state().condition());
        meters.expiry(() -> keeper.state().expiresAt());
        meters.lastCheck(() -> keeper.state().lastCheck());
        health = new WebhookHealthCheck(
                endpoint.getConnection().getName(),
                endpoint.servedPath(),
                keeper::state,
                hindrance,
                Duration.ofMillis(endpoint.getLife()).dividedBy(6),
                endpoint.getConnection().clock());
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.register(health);
        }
    }

    @Override
    public void close() {
        meters.close();
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.unregister(health);
        }
    }
}
