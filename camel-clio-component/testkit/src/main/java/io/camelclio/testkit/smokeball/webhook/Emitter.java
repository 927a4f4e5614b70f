package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.ChangeListener;
import io.camelclio.testkit.smokeball.records.Guids;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import io.camelclio.testkit.smokeball.records.Ticks;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;

/** Makes events of changes, in the envelope that Smokeball documents ("Webhooks"). */
final class Emitter implements ChangeListener {

    private static final String TO_EVERYBODY = "mattertype.";

    private final Subscriptions subscriptions;
    private final EventTypes types;
    private final Deliveries deliveries;
    private final Deliverer deliverer;
    private final Random random;
    private final Supplier<URI> apiUri;
    private final String user;
    private volatile boolean tellsUser = true;

    Emitter(
            Subscriptions subscriptions,
            EventTypes types,
            Deliveries deliveries,
            Deliverer deliverer,
            Random random,
            Supplier<URI> apiUri) {
        this.subscriptions = subscriptions;
        this.types = types;
        this.deliveries = deliveries;
        this.deliverer = deliverer;
        this.random = random;
        this.apiUri = apiUri;
        this.user = Guids.next(random);
    }

    void tellUser(boolean tells) {
        tellsUser = tells;
    }

    @Override
    public void changed(String accountId, Resource resource, Change change, RecordVersion before, RecordVersion after) {
        for (String type : types.of(resource, change, before, after)) {
            Payload payload = Payload.of(type, after, apiUri.get());
            Delivery.Event event = new Delivery.Event(type, payload.id(), change.versionId());
            emit(accountId, event, change.requestId(), Ticks.toInstant(change.updatedTicks()), payload.json());
        }
    }

    /** Emits an event to all subscriptions that want it. */
    synchronized void emit(String accountId, Delivery.Event event, String requestId, Instant time, JsonNode payload) {
        for (Subscription subscription : subscriptions.all()) {
            boolean wanted = subscription.accountId().equals(accountId)
                    && subscription.eventTypes().contains(event.type());
            if (wanted || event.type().startsWith(TO_EVERYBODY)) {
                emit(subscription, event, requestId, time, payload);
            }
        }
    }

    /** Emits an event to one subscription, whether or not it wants it. */
    synchronized void emit(
            Subscription subscription, Delivery.Event event, String requestId, Instant time, JsonNode payload) {
        ObjectNode body = Json.object().put("id", Guids.next(random)).put("accountId", subscription.accountId());
        if (tellsUser) {
            body.put("userId", user);
        }
        body.put("subscriptionId", subscription.id()).put("type", event.type()).put("source", "Smokeball");
        body.set("payload", payload);
        body.put("timestamp", Ticks.of(time));
        Delivery delivery =
                new Delivery(deliveries.nextNumber(), time, subscription, event, requestId, Json.bytes(body));
        deliveries.add(delivery);
        deliverer.deliver(delivery);
    }
}
