package io.camelclio.testkit.smokeball.webhook;

import io.camelclio.testkit.delivery.Background;
import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Catalogue;
import io.camelclio.testkit.smokeball.listing.ApiCall;
import io.camelclio.testkit.smokeball.listing.ListEndpoint;
import io.camelclio.testkit.smokeball.oauth.Session;
import io.camelclio.testkit.smokeball.oauth.Tokens;
import io.camelclio.testkit.smokeball.records.ChangeListener;
import io.camelclio.testkit.smokeball.records.Guids;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** All accounts' webhooks, and what a test may do with them behind their owners' backs. Thread-safe. */
public final class Webhooks implements AutoCloseable {

    private final Subscriptions subscriptions;
    private final EventTypes types;
    private final Deliveries deliveries = new Deliveries();
    private final DeliveryFaults faults = new DeliveryFaults();
    private final Background background;
    private final Emitter emitter;
    private final WebhookEndpoint endpoint;
    private final Intruder intruder;
    private final Clock clock;
    private final Random random;

    /**
     * Webhooks without subscriptions.
     *
     * @param handDriven measures the waits of deliveries, by the same clock; empty for the machine's timer
     * @param timeout how long a receiver may take to answer
     */
    public Webhooks(
            Catalogue catalogue,
            Tokens tokens,
            ListEndpoint lists,
            String clientId,
            Supplier<URI> apiUri,
            Clock clock,
            Optional<HandDrivenScheduler> handDriven,
            Duration timeout,
            Random random) {
        this.clock = clock;
        this.random = random;
        subscriptions = new Subscriptions(tokens);
        types = new EventTypes(catalogue.eventTypes());
        background = new Background("sandbox-smokeball-deliveries", handDriven);
        Sender sender = new Sender(clock, timeout);
        Deliverer deliverer = new Deliverer(subscriptions, sender, faults, background, clock, clientId);
        emitter = new Emitter(subscriptions, types, deliveries, deliverer, new Random(random.nextLong()), apiUri);
        endpoint = new WebhookEndpoint(subscriptions, types, emitter, lists, clock, new Random(random.nextLong()));
        intruder = new Intruder(sender, clientId);
    }

    /** The ids of an account's subscriptions, in the order of creation. */
    public List<String> ids(String accountId) {
        return subscriptions.all().stream()
                .filter(subscription -> subscription.accountId().equals(accountId))
                .map(Subscription::id)
                .toList();
    }

    /**
     * Removes a subscription, as happens when the app is uninstalled.
     *
     * @throws IllegalArgumentException if there is none with this id
     */
    public void remove(String id) {
        if (!subscriptions.remove(id)) {
            throw new IllegalArgumentException("The Smokeball sandbox has no webhook subscription " + id);
        }
    }

    /**
     * Adds a type of events, such as {@code invoice.updated}, which release notes name and the list does not.
     *
     * @param type its name
     */
    public void addType(String type) {
        types.add(type);
    }

    /** Whether envelopes tell the user; they do by default, and did not before November 2025 (release notes). */
    public void tellUser(boolean tells) {
        emitter.tellUser(tells);
    }

    /**
     * Emits an event that no change of a record causes, such as {@code firm.updated}.
     *
     * @param accountId the account
     * @param type the type
     * @param payload a JSON object
     */
    public void emit(String accountId, String type, String payload) {
        emitter.emit(
                accountId,
                new Delivery.Event(type, Json.object(payload).path("id").asText(), ""),
                Guids.next(random),
                clock.instant(),
                Json.object(payload));
    }

    /**
     * Emits an {@code error} event, as for a queued write that failed.
     *
     * @param accountId the account
     * @param message what happened
     * @param resourceName such as {@code fee}
     * @param resourceId the id that the write was answered with
     */
    public void emitError(String accountId, String message, String resourceName, String resourceId) {
        emit(
                accountId,
                "error",
                Json.text(Json.object()
                        .put("message", message)
                        .put("resourceName", resourceName)
                        .put("resourceId", resourceId)));
    }

    /** Every delivery emitted so far. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Faults of deliveries. */
    public DeliveryFaults faults() {
        return faults;
    }

    /** Sends receivers what Smokeball would not send. */
    public Intruder intruder() {
        return intruder;
    }

    /** Hears of changes of records. */
    public ChangeListener listener() {
        return emitter;
    }

    /** Answers a request for subscriptions. */
    public Response answer(ApiCall call, Session session) {
        return endpoint.answer(call, session);
    }

    /** Answers GET /webhooks/types. */
    public Response types(ApiCall call) {
        return endpoint.types(call);
    }

    /** Answers POST /webhooks/{id}/notify. */
    public Response sendNoop(String path, String accountId, String id) {
        return endpoint.sendNoop(path, accountId, id);
    }

    /** Stops delivering. Repeating it has no effect. */
    @Override
    public void close() {
        background.close();
    }
}
