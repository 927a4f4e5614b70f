package io.camelclio.ordeal;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what the played vendors know they did with what lies on the topics. Lost is a delivery that was acknowledged and
 * is on no topic. Reversed are two deliveries of a record, the second sent after the first was acknowledged, that lie the
 * other way round. What the latest topics have to show is what the vendors have now.
 */
final class Judge {

    private static final String CODE = "smokeball.activity_code";

    private final Vendors vendors;
    private final Ledger ledger;

    Judge(Vendors vendors, Ledger ledger) {
        this.vendors = vendors;
        this.ledger = ledger;
    }

    /** Acknowledged deliveries that are on no topic. */
    List<String> lost() {
        return acknowledged().stream()
                .filter(delivery -> places(delivery).isEmpty())
                .map(Delivery::toString)
                .toList();
    }

    /** Pairs of deliveries that lie the wrong way round. */
    List<String> reversed() {
        List<String> reversed = new ArrayList<>();
        Map<String, List<Delivery>> byRecord = new HashMap<>();
        for (Delivery delivery : acknowledged()) {
            if (places(delivery).isPresent()) {
                List<Delivery> others = byRecord.computeIfAbsent(
                        delivery.model() + " " + delivery.recordId(), none -> new ArrayList<>());
                others.stream()
                        .filter(other -> isReversed(other, delivery) || isReversed(delivery, other))
                        .forEach(other -> reversed.add(other + " and " + delivery));
                others.add(delivery);
            }
        }
        return reversed;
    }

    /** The later one may have been read from Clio before it was delivered: what counts is whether it comes behind at all. */
    private boolean isReversed(Delivery earlier, Delivery later) {
        return earlier.acknowledgedBefore(later)
                && places(earlier).orElseThrow().first()
                        > places(later).orElseThrow().last();
    }

    private List<Delivery> acknowledged() {
        return vendors.clio().ledger().deliveries().stream()
                .filter(Delivery::acknowledged)
                .toList();
    }

    private Optional<Ledger.Places> places(Delivery delivery) {
        return ledger.places(delivery.model(), delivery.recordId(), delivery.event(), delivery.data());
    }

    /** Records that the latest topics show differently from the vendors. */
    List<String> different() {
        List<String> different = new ArrayList<>();
        Firm.MODELS.forEach((entity, resource) -> different.addAll(differentOfClio(entity, resource)));
        Firm.POLLED.forEach((entity, resource) -> different.addAll(differentOfClio(entity, resource)));
        vendors.smokeball().ledger().current().forEach((id, record) -> {
            Optional<byte[]> shown = ledger.latest(CODE, id);
            boolean deleted = Ledger.json(record).path("isDeleted").asBoolean();
            if (deleted
                    ? shown.isPresent()
                    : shown.filter(value -> Arrays.equals(value, record)).isEmpty()) {
                different.add(CODE + " " + id);
            }
        });
        return different;
    }

    private List<String> differentOfClio(String entity, String resource) {
        String topic = "clio." + entity;
        Map<String, ClioRecord> present = vendors.clio().records(resource).all().stream()
                .collect(Collectors.toMap(record -> String.valueOf(record.id()), record -> record));
        Set<String> all = new HashSet<>(ledger.ids(topic));
        all.addAll(present.keySet());
        return all.stream()
                .filter(id -> !isSame(Optional.ofNullable(present.get(id)), ledger.latest(topic, id)))
                .map(id -> topic + " " + id)
                .toList();
    }

    private static boolean isSame(Optional<ClioRecord> record, Optional<byte[]> shown) {
        if (record.isEmpty() || shown.isEmpty()) {
            return record.isEmpty() && shown.isEmpty();
        }
        return isPart(Ledger.json(shown.get()), record.get().fields());
    }

    /** Whether each field that is shown is as the record has it; only some are asked for. */
    private static boolean isPart(JsonNode shown, JsonNode whole) {
        return shown.properties().stream().allMatch(field -> {
            JsonNode other = whole.path(field.getKey());
            return field.getValue().isObject()
                    ? isPart(field.getValue(), other)
                    : text(field.getValue()).equals(text(other));
        });
    }

    /** A field that was never filled is shown as null. */
    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }
}
