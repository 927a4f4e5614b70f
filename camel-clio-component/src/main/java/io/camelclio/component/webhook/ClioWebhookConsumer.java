package io.camelclio.component.webhook;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.http.HttpAdapter;
import io.camelclio.component.http.HttpEngine;
import io.camelclio.component.http.PlatformHttpAdapter;
import io.camelclio.component.http.ServedPaths;
import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.telemetry.SubscriptionMeters;
import io.camelclio.component.webhook.delivery.ConfirmedListener;
import io.camelclio.component.webhook.delivery.DeliveryHandler;
import io.camelclio.component.webhook.delivery.DeliveryRoute;
import io.camelclio.component.webhook.delivery.VertxAdapter;
import io.camelclio.component.webhook.repair.GapRepair;
import io.camelclio.component.webhook.subscription.SubscriptionKeeper;
import io.camelclio.component.webhook.subscription.SubscriptionListener;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.component.webhook.subscription.Subscriptions;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the endpoint's path and looks after its subscription. The subscription is asked for only when the server answers,
 * and stays in Clio when the consumer stops. The path on the server stays, too, until another consumer takes it: what comes
 * is put off with 503.
 */
class ClioWebhookConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(ClioWebhookConsumer.class);

    private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(10);

    private static final Set<String> REQUEST_HEADERS =
            Set.of("x-hook-signature", "x-hook-secret", "content-encoding", "content-length", "date");
    private static final Set<String> ANSWER_HEADERS = Set.of("x-hook-secret", "retry-after", "allow");

    private DeliveryHandler handler;
    private HttpAdapter http;
    private SubscriptionKeeper keeper;
    private WebhookView view;
    private Optional<GapRepair> repair = Optional.empty();

    ClioWebhookConsumer(ClioWebhookEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ClioWebhookEndpoint endpoint = getEndpoint();
        CamelContext context = endpoint.getCamelContext();
        ClioConnection connection = endpoint.getConnection();
        WantedSubscription wanted = endpoint.wanted();
        Subscriptions subscriptions = endpoint.getComponent().subscriptions(connection);
        repair = repair();
        serve(wanted, subscriptions);
        SubscriptionMeters meters = connection.telemetry().subscription(endpoint.getModel(), endpoint.servedPath());
        keeper = new SubscriptionKeeper(
                wanted,
                subscriptions,
                endpoint.getComponent().leadership(connection),
                connection.scheduler(),
                listeners(meters));
        view = new WebhookView(endpoint, meters, keeper, handler::hindrance);
        endpoint.getComponent().started(this);
        repair.ifPresent(GapRepair::start);
        if (context.isStarted()) {
            keeper.start();
        } else {
            context.addStartupListener(new StartKeeper(keeper));
        }
    }

    private List<SubscriptionListener> listeners(SubscriptionMeters meters) {
        List<SubscriptionListener> listeners = new ArrayList<>();
        listeners.add(new SubscriptionTelemetry(meters));
        repair.ifPresent(listeners::add);
        return listeners;
    }

    private void serve(WantedSubscription wanted, Subscriptions subscriptions) throws Exception {
        ClioWebhookEndpoint endpoint = getEndpoint();
        ClioConnection connection = endpoint.getConnection();
        DeliveryObserver deliveries = connection.telemetry().deliveries(endpoint.getModel());
        handler = new DeliveryHandler(
                wanted,
                subscriptions,
                new DeliveryRoute(
                        this,
                        connection,
                        endpoint.getModel(),
                        endpoint.confirmed(),
                        repair.<ConfirmedListener>map(gaps -> gaps::confirmed).orElse(ConfirmedListener.NONE),
                        endpoint.getComponent().reception().executor()),
                endpoint.getMaxBodySize(),
                endpoint.getMaxInFlight(),
                Duration.ofMillis(endpoint.getTimeout()),
                connection.clock(),
                repair.<DeliveryObserver>map(gaps -> new RepairedDeliveries(deliveries, gaps))
                        .orElse(deliveries));
        http = adapter(endpoint.getCamelContext());
        servedPaths().claim(endpoint.servedPath(), this);
        http.start();
    }

    private Optional<GapRepair> repair() {
        ClioWebhookEndpoint endpoint = getEndpoint();
        if (!endpoint.getRepairOptions().isRepair()) {
            return Optional.empty();
        }
        RepairSetup setup = new RepairSetup(endpoint);
        endpoint.getComponent().clio().claimCursor(setup.cursor(), this);
        return Optional.of(setup.repairFor(this));
    }

    private HttpAdapter adapter(CamelContext context) throws Exception {
        ClioWebhookEndpoint endpoint = getEndpoint();
        boolean vertxPresent = context.getClassResolver()
                        .resolveClass("org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter")
                != null;
        if (endpoint.getAdapter() != WebhookAdapter.platformHttp && vertxPresent) {
            Optional<HttpAdapter> vertx = VertxAdapter.find(
                    context,
                    endpoint.servedPath(),
                    handler,
                    endpoint.getComponent().reception());
            if (vertx.isPresent()) {
                return vertx.get();
            }
        }
        if (endpoint.getAdapter() == WebhookAdapter.vertx) {
            throw new IllegalArgumentException("Option adapter is vertx, but the application has no Vert.x router of"
                    + " platform-http; use auto, or add camel-platform-http-vertx");
        }
        Optional<HttpEngine> engine =
                endpoint.getAdapter() == WebhookAdapter.auto ? HttpEngine.of(context) : Optional.empty();
        return engine.isPresent()
                ? engine.get().adapter(endpoint.servedPath(), handler, endpoint.getMaxBodySize())
                : new PlatformHttpAdapter(context, endpoint.servedPath(), handler, REQUEST_HEADERS, ANSWER_HEADERS);
    }

    @Override
    protected void doSuspend() throws Exception {
        handler.accept(false);
        repair.ifPresent(GapRepair::suspend);
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        handler.accept(true);
        repair.ifPresent(GapRepair::resume);
    }

    @Override
    protected void doStop() throws Exception {
        getEndpoint().getComponent().stopped(this);
        if (view != null) {
            view.close();
        }
        if (keeper != null) {
            keeper.stop();
            removeIfWanted();
        }
        if (http != null) {
            handler.accept(false);
            servedPaths().leave(getEndpoint().servedPath(), this, http::stop);
        }
        if (repair.isPresent()) {
            repair.get().close();
            getEndpoint().getComponent().clio().releaseCursor(new RepairSetup(getEndpoint()).cursor(), this);
        }
        super.doStop();
    }

    /** While the whole application ends, the server goes down last, and until then says 503 rather than 404. */
    @Override
    protected void doShutdown() throws Exception {
        if (http != null && !getEndpoint().getCamelContext().isStopping()) {
            http.stop();
        }
        servedPaths().release(getEndpoint().servedPath(), this);
        super.doShutdown();
    }

    private ServedPaths servedPaths() {
        return getEndpoint().getComponent().clio().servedPaths();
    }

    /** A stop waits for Clio only so long, and goes on without it. */
    private void removeIfWanted() {
        ClioWebhookEndpoint endpoint = getEndpoint();
        ClioConnection connection = endpoint.getConnection();
        if (!endpoint.isRemoveOnStop()
                || !endpoint.getComponent().leadership(connection).isMine()) {
            return;
        }
        WantedSubscription wanted = endpoint.wanted();
        try {
            int removed = endpoint.getComponent()
                    .subscriptions(connection)
                    .remove(wanted)
                    .get(LONGEST_REMOVAL.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info(
                    "Ended {} subscriptions for {} to {}, as removeOnStop asks", removed, wanted.model(), wanted.url());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            String why = e instanceof TimeoutException
                    ? "Clio did not answer within " + LONGEST_REMOVAL
                    : e.getCause().getMessage();
            LOG.warn(
                    "The subscription for {} to {} could not be ended, though removeOnStop asks for it; Clio keeps it until"
                            + " it expires. {}",
                    wanted.model(),
                    wanted.url(),
                    why);
        }
    }

    /** How the subscription stands; the consumer must be started. */
    SubscriptionState subscriptionState() {
        return keeper.state();
    }

    @Override
    public ClioWebhookEndpoint getEndpoint() {
        return (ClioWebhookEndpoint) super.getEndpoint();
    }

    /** Clio answers a new subscription with a handshake, so our side has to answer first. */
    private record StartKeeper(SubscriptionKeeper keeper) implements ExtendedStartupListener {

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Routes are not started yet.
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
            keeper.start();
        }
    }
}
