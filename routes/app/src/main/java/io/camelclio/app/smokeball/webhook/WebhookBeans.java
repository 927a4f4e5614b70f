package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.SmokeballCollections;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Everything behind one account's webhooks, put together: the beans that the routes name, and the health of the
 * subscription and of the hints for as long as the application runs.
 */
public final class WebhookBeans extends ServiceSupport implements ExtendedStartupListener {

    /**
     * One account, as its webhooks have to know it. The key is never shown.
     *
     * @param bean the name of its connection's bean
     * @param connection the account's name
     * @param clientId of the application at Smokeball
     * @param accountId the account's id at Smokeball, where it is configured
     * @param publicUrl the address under which Smokeball reaches the webhook server
     * @param key what Smokeball signs with
     */
    public record Account(
            String bean, String connection, String clientId, Optional<String> accountId, URI publicUrl, String key) {

        private WantedSubscription wanted() {
            return new WantedSubscription("camel-clio " + connection, publicUrl + "/smokeball/" + connection, key);
        }

        @Override
        public String toString() {
            return "Account[" + connection + "]";
        }
    }

    private final CamelContext context;
    private final WebhookReceiver receiver;
    private final SubscriptionKeeper keeper;
    private final Hints hints;
    private final List<HealthCheck> health;
    private final Runnable gauges;

    /**
     * Finds the account's connection and collections in Camel's registry.
     *
     * @param isRead whether records of an entity are read, so that webhooks about them are of use
     * @param states where the subscription is remembered
     */
    public WebhookBeans(
            CamelContext context,
            Account account,
            Events events,
            Predicate<String> isRead,
            StateRepository<String, String> states,
            Clock clock) {
        this.context = context;
        WebhookMeters meters = new WebhookMeters(context);
        SmokeballConnection connection = required(account.bean(), SmokeballConnection.class);
        receiver = new WebhookReceiver(account.connection(), account.key(), account.clientId(), events, meters, clock);
        keeper = new SubscriptionKeeper(
                account.connection(),
                account.wanted(),
                events,
                isRead,
                new SubscriptionCalls(new CamelCalls(
                        context, account.bean() + "Live", connection.address().toString())),
                states,
                meters,
                clock);
        SmokeballCollections collections = required(account.bean() + "Collections", SmokeballCollections.class);
        hints = new Hints(
                account.connection(),
                events,
                collections,
                () -> account.accountId().or(keeper::accountId),
                meters,
                clock);
        health = List.of(
                new SubscriptionHealthCheck(account.connection(), keeper, clock),
                new HintsHealthCheck(account.connection(), collections::waitingHints, clock));
        gauges = () -> meters.showWaiting(account.connection(), collections::waitingHints, clock);
    }

    private <T> T required(String bean, Class<T> type) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(bean, type), bean);
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
    protected void doInit() throws Exception {
        context.addStartupListener(this);
    }

    @Override
    public void onCamelContextStarted(CamelContext started, boolean already) {
        // The registries may come later than this.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext started, boolean already) {
        gauges.run();
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            health.forEach(checks::register);
        }
    }

    @Override
    protected void doStop() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            health.forEach(checks::unregister);
        }
    }
}
