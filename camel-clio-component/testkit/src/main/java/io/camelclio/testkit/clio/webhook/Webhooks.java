package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

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

    private final Catalogue catalogue;
    private final Times times;
    private final FirmRecords records;
    private final Settings settings;
    private final Random secrets;
    private final Subscriptions subscriptions;
    private final Sender sender;
    private final Ledger ledger = new Ledger();
    private final DeliveryFaults faults;
    private final Background background;
    private final Intruder intruder;

    /** Begins to listen to the records. */
    public Webhooks(Catalogue catalogue, FirmRecords records, Settings settings, Random random) {
        this.catalogue = catalogue;
        this.records = records;
        this.settings = settings;
        times = new Times(settings.clock());
        secrets = new Random(random.nextLong());
        subscriptions = new Subscriptions(catalogue, times, records.of(PATH));
        sender = new Sender(settings.clock(), settings.deliveryTimeout());
        faults = new DeliveryFaults(new Random(random.nextLong()));
        RetrySchedule retries = new RetrySchedule(settings.retryBase());
        background = new Background(settings.handDriven());
        Suspension suspension = new Suspension(
                subscriptions, settings.clock(), background, settings.suspendAfter(), settings.suspendOnTheHour());
        Deliverer deliverer = new Deliverer(subscriptions, sender, faults, retries, suspension, background);
        intruder = new Intruder(subscriptions, sender);
        records.tell(new Emitter(subscriptions, times, ledger, deliverer));
    }

    /**
     * Puts the operations on webhooks on their paths.
     *
     * @param plain the endpoint of webhooks as of any other resource
     */
    public void addTo(Routes routes, ResourceEndpoint plain) {
        WebhookEndpoint endpoint = new WebhookEndpoint(
                records.of(PATH),
                subscriptions,
                new WebhookForm(catalogue, times, new WebhookUrls(settings.admitLoopbackUrls())),
                plain,
                new Handshakes(subscriptions, sender, background),
                settings.handshake(),
                records.of("users"),
                secrets);
        routes.add(PATH, endpoint);
        routes.add(Operation.of("PUT", "webhooks/{id}/activate", call -> endpoint.activate(call.request(), call.id())));
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
