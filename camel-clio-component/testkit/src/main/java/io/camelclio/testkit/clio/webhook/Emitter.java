package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Model;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ChangeListener;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns changes of records into deliveries. A webhook hears of an update only if a field it selects has changed, except
 * for the first change it ever sees of a record, which always fires (Clio's webhooks page).
 */
final class Emitter implements ChangeListener {

    private static final Map<String, String> STATUS_EVENTS =
            Map.of("open", "matter_opened", "pending", "matter_pended", "closed", "matter_closed");

    private final Subscriptions subscriptions;
    private final Times times;
    private final Ledger ledger;
    private final Deliverer deliverer;
    private final Map<Long, Set<Long>> seenByWebhook = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    Emitter(Subscriptions subscriptions, Times times, Ledger ledger, Deliverer deliverer) {
        this.subscriptions = subscriptions;
        this.times = times;
        this.ledger = ledger;
        this.deliverer = deliverer;
    }

    /** Forgets what a deleted webhook has seen; waits for nothing. */
    void forget(long webhookId) {
        seenByWebhook.remove(webhookId);
    }

    @Override
    public synchronized void changed(Resource resource, String kind, ClioRecord before, ClioRecord after) {
        resource.model().ifPresent(model -> {
            List<String> events = events(model, kind, before, after);
            subscriptions.delivering(model.name()).forEach(webhook -> events.stream()
                    .filter(webhook.events()::contains)
                    .filter(event -> !event.equals("updated") || watches(webhook, before, after))
                    .forEach(event -> emit(webhook, event, after)));
        });
    }

    private static List<String> events(Model model, String kind, ClioRecord before, ClioRecord after) {
        List<String> events = new ArrayList<>(List.of(kind));
        if (model.name().equals("matter") && kind.equals("updated")) {
            String status = status(after);
            if (!status.equals(status(before)) && STATUS_EVENTS.containsKey(status)) {
                events.add(STATUS_EVENTS.get(status));
            }
        }
        return events;
    }

    private static String status(ClioRecord matter) {
        return matter.fields().path("status").asText().toLowerCase();
    }

    private boolean watches(Subscription webhook, ClioRecord before, ClioRecord after) {
        boolean first = !seenByWebhook.getOrDefault(webhook.id(), Set.of()).contains(after.id());
        // It has seconds only, so two changes may show the same time; that each of them fires is our reading.
        return first
                || webhook.fields().names("updated_at")
                || !webhook.fields()
                        .select(before.fields())
                        .equals(webhook.fields().select(after.fields()));
    }

    private void emit(Subscription webhook, String event, ClioRecord record) {
        seenByWebhook.computeIfAbsent(webhook.id(), none -> new HashSet<>()).add(record.id());
        byte[] data = Json.bytes(data(webhook, event, record));
        Delivery delivery = new Delivery(
                numbers.incrementAndGet(),
                times.exactNow(),
                webhook.id(),
                webhook.model(),
                event,
                record.id(),
                data,
                body(webhook.id(), event, data));
        ledger.add(delivery);
        deliverer.deliver(delivery);
    }

    private static ObjectNode data(Subscription webhook, String event, ClioRecord record) {
        if (!event.equals("deleted")) {
            return webhook.fields().select(record.fields());
        }
        ObjectNode data = Json.object();
        data.set("id", record.fields().get("id"));
        data.set("etag", record.fields().get("etag"));
        return data;
    }

    static byte[] body(long webhookId, String event, byte[] data) {
        ObjectNode meta = Json.object();
        meta.put("event", event).put("webhook_id", webhookId);
        String text = "{\"data\":" + new String(data, StandardCharsets.UTF_8) + ",\"meta\":" + meta + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
