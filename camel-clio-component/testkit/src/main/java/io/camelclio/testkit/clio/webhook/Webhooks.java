package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.records.ChangeListener;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.RecordSource;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.delivery.Background;
import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * The account's webhooks, from the request that creates one to the last attempt of a delivery. It hears of every change
 * of a record from its creation until {@link #close}.
 */
public final class Webhooks implements AutoCloseable {

    private static final String PATH = "webhooks";

    /**
     * What can be chosen about webhooks.
     *
     * @param retryBase the delay before the second attempt of a delivery
     * @param handDriven measures the waits of deliveries, by the same clock; empty for the machine's timer
     * @param suspendAfter how many deliveries given up in a row suspend a webhook; 0 never does
     * @param suspendOnTheHour whether that happens at the next full hour instead of at once
     * @param admitLoopbackUrls whether webhooks may have http URLs of loopback addresses
     * @param deliveryTimeout how long a receiver may take to answer
     */
    public record Settings(
            Clock clock,
            Optional<HandDrivenScheduler> handDriven,
            HandshakeMode handshake,
            Duration retryBase,
            int suspendAfter,
            boolean suspendOnTheHour,
            boolean admitLoopbackUrls,
            Duration deliveryTimeout) {}

    private final FirmRecords records;
    private final ClioRecords webhooks;
    private final Subscriptions subscriptions;
    private final ListLag lag;
    private final WebhookBehaviour behaviour;
    private final Registrar registrar;
    private final Handshakes handshakes;
    private final WebhookActions actions;
    private final Ledger ledger = new Ledger();
    private final DeliveryFaults faults;
    private final Background background;
    private final Intruder intruder;

    /** Begins to listen to the records. */
    public Webhooks(Catalogue catalogue, FirmRecords records, Settings settings, Random random) {
        this.records = records;
        Times times = new Times(settings.clock());
        webhooks = records.of(PATH);
        subscriptions = new Subscriptions(catalogue, times, webhooks);
        lag = new ListLag(webhooks, settings.clock());
        behaviour = new WebhookBehaviour(settings.handshake(), lag);
        WebhookForm form = new WebhookForm(catalogue, times, new WebhookUrls(settings.admitLoopbackUrls()));
        registrar = new Registrar(webhooks, form, behaviour, new Random(random.nextLong()));
        Sender sender = new Sender(settings.clock(), settings.deliveryTimeout());
        faults = new DeliveryFaults(new Random(random.nextLong()));
        RetrySchedule retries = new RetrySchedule(settings.retryBase());
        background = new Background("sandbox-clio-deliveries", settings.handDriven());
        Suspension suspension = new Suspension(
                subscriptions, settings.clock(), background, settings.suspendAfter(), settings.suspendOnTheHour());
        Deliverer deliverer = new Deliverer(subscriptions, sender, faults, retries, suspension, background);
        intruder = new Intruder(subscriptions, sender);
        handshakes = new Handshakes(subscriptions, sender, background);
        actions = new WebhookActions(webhooks, subscriptions, registrar, handshakes, behaviour, sender);
        records.tell(listener(new Emitter(subscriptions, times, ledger, deliverer)));
    }

    /** A change of a webhook must not wait for the emitter, which reads the webhooks while others wait for it. */
    private ChangeListener listener(Emitter emitter) {
        return (resource, kind, before, after) -> {
            if (!resource.path().equals(PATH)) {
                emitter.changed(resource, kind, before, after);
                return;
            }
            lag.changed(kind, after);
            if (kind.equals("deleted")) {
                emitter.forget(after.id());
            }
        };
    }

    /**
     * Puts the operations on webhooks on their paths.
     *
     * @param plain the endpoint of webhooks as of any other resource
     * @param list answers the list of webhooks from what is given as their source
     */
    public void addTo(
            Routes routes,
            ResourceEndpoint plain,
            Function<Function<Operation.Call, RecordSource>, Operation.Play> list) {
        WebhookEndpoint endpoint =
                new WebhookEndpoint(registrar, subscriptions, plain, handshakes, behaviour, records.of("users"));
        routes.add(PATH, endpoint);
        routes.add(new Operation("GET", PATH, PATH, list.apply(call -> lag.source())));
        routes.add(Operation.of("PUT", "webhooks/{id}/activate", call -> endpoint.activate(call.request(), call.id())));
        AnswerForm form = new AnswerForm(behaviour);
        routes.around(PATH, play -> call -> {
            subscriptions.expire(behaviour.expired());
            return form.apply(call.request().method(), play.answer(call));
        });
    }

    /** How this Clio behaves where accounts differ. */
    public WebhookBehaviour behaviour() {
        return behaviour;
    }

    /** What somebody else does to webhooks, and what Clio does unasked. */
    public WebhookActions actions() {
        return actions;
    }

    /** Every delivery emitted so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** Faults of deliveries. */
    public DeliveryFaults faults() {
        return faults;
    }

    /** Sends receivers what Clio would not send. */
    public Intruder intruder() {
        return intruder;
    }

    /** Stops delivering. Repeating it has no effect. */
    @Override
    public void close() {
        background.close();
    }
}
