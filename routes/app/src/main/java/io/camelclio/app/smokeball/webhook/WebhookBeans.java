package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.SmokeballCollections;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.app.smokeball.connection.ExpectedWebhooks;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.start.FullyStartedService;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.StateRepository;

/**
 * Everything behind one account's webhooks, put together: the beans that the routes name, and the health of the
 * subscription and of the hints for as long as the application runs.
 */
public final class WebhookBeans extends FullyStartedService {

    private final WebhookReceiver receiver;
    private final SubscriptionKeeper keeper;
    private final Hints hints;
    private final List<HealthCheck> health;
    private final Runnable gauges;

    /**
     * Finds the account's connection and collections in Camel's registry.
     *
     * @param bean the name of its connection's bean
     * @param expected how its webhooks come
     * @param isRead whether records of an entity are read, so that webhooks about them are of use
     * @param states where the subscription is remembered
     */
    public WebhookBeans(
            CamelContext context,
            String bean,
            ExpectedWebhooks expected,
            Events events,
            Predicate<String> isRead,
            StateRepository<String, String> states,
            Clock clock) {
        super(context);
        SmokeballConnection connection = required(bean, SmokeballConnection.class);
        String name = connection.getName();
        WebhookMeters meters = new WebhookMeters(context);
        receiver = new WebhookReceiver(name, expected.key(), expected.clientId(), events, meters, clock);
        keeper = new SubscriptionKeeper(
                name,
                new WantedSubscription(
                        "camel-clio " + name, expected.address(name).toString(), expected.key()),
                events,
                isRead,
                new SubscriptionCalls(new CamelCalls(
                        context, bean + "Live", connection.address().toString())),
                states,
                meters,
                clock);
        SmokeballCollections collections = required(bean + "Collections", SmokeballCollections.class);
        hints = new Hints(name, events, collections, () -> expected.accountId().or(keeper::accountId), meters, clock);
        health = List.of(
                new SubscriptionHealthCheck(name, keeper, clock),
                new HintsHealthCheck(name, collections::waitingHints, hints::toRead, clock));
        gauges = () -> meters.showWaiting(name, collections::waitingHints, hints::toRead, clock);
    }

    private <T> T required(String bean, Class<T> type) {
        return Objects.requireNonNull(context().getRegistry().lookupByNameAndType(bean, type), bean);
    }

    /** The bean of the Kamelet {@code smokeball-webhook-source}. */
    public WebhookReceiver receiver() {
        return receiver;
    }

    /** The bean that keeps the subscription. */
    public SubscriptionKeeper subscription() {
        return keeper;
    }

    /** What takes the hints. */
    public Hints hints() {
        return hints;
    }

    @Override
    protected void begin() {
        gauges.run();
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            health.forEach(checks::register);
        }
    }

    @Override
    protected void doStop() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context());
        if (checks != null) {
            health.forEach(checks::unregister);
        }
    }
}
