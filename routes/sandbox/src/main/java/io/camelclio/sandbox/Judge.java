package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Compares what the sandboxes know they emitted with what landed: every delivery byte for byte, and of what is polled the
 * last state of every record. Where it lies among the key's records does not matter: a reader goes by the record's own
 * time, since webhook and poll may overtake each other. The latest topics have to show each of these records as it is now,
 * and no deleted one. Asks the routes nothing.
 */
final class Judge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "sandbox/";
    private static final String CODE = "activity_code";

    /** What is polled, and what one of it is called. */
    private static final Map<String, String> POLLED = Map.of(
            "activities", "activity",
            "activity_descriptions", "activity_description",
            "activity_rates", "activity_rate");

    private final Stage stage;
    private final Landed landed;
    private final Picture picture;
    private final Traffic traffic;

    Judge(Stage stage, Landed landed, Picture picture, Traffic traffic) {
        this.stage = stage;
        this.landed = landed;
        this.picture = picture;
        this.traffic = traffic;
    }

    Verdict verdict() {
        List<String> missing = new ArrayList<>();
        OptionalInt sent = OptionalInt.empty();
        int arrived = landed.clio();
        if (stage.clio.isPresent()) {
            Count count = new Count();
            deliveries(stage.clio.get(), count);
            if (stage.clio.get().ledger().emitted() == 0) {
                missing.add("any delivery of Clio, since no webhook was subscribed");
            }
            polled(stage.clio.get(), count);
            sent = OptionalInt.of(count.expected);
            arrived = count.expected - count.missing.size();
            missing.addAll(count.missing);
        }
        OptionalInt changed = OptionalInt.empty();
        int taken = landed.smokeball();
        if (stage.smokeball.isPresent()) {
            Count count = new Count();
            codes(stage.smokeball.get(), count);
            changed = OptionalInt.of(count.expected);
            taken = count.expected - count.missing.size();
            missing.addAll(count.missing);
        }
        for (int letter = landed.deadLetters(); letter < traffic.broken(); letter++) {
            missing.add("a dead letter");
        }
        return new Verdict(
                sent,
                arrived,
                changed,
                taken,
                traffic.rejected(),
                landed.deadLetters(),
                landed.duplicates(),
                missing,
                picture.isKept() ? Optional.of(different()) : Optional.empty(),
                traffic.forgedAccepted());
    }

    private void deliveries(ClioSandbox clio, Count count) {
        for (Delivery delivery : clio.ledger().deliveries()) {
            String key = CONNECTION + delivery.recordId();
            count.add(
                    landed.holds(delivery.model(), key, value -> Arrays.equals(value, delivery.data())),
                    delivery.model(),
                    key);
        }
    }

    private void polled(ClioSandbox clio, Count count) {
        POLLED.forEach((resource, entity) -> {
            for (ClioRecord record : clio.records(resource).all()) {
                String key = CONNECTION + record.id();
                count.add(landed.holds(entity, key, value -> record.etag().equals(etag(value))), entity, key);
            }
        });
    }

    private void codes(SmokeballSandbox smokeball, Count count) {
        smokeball.ledger().current().forEach((id, record) -> {
            String key = CONNECTION + id;
            count.add(landed.holds(CODE, key, value -> Arrays.equals(value, record)), CODE, key);
        });
    }

    /** What the latest topics say differently from the vendors. */
    private List<String> different() {
        List<String> different = new ArrayList<>();
        stage.clio.ifPresent(clio -> {
            lastOfEach(clio.ledger().deliveries()).values().stream()
                    .filter(last -> last.event().equals("deleted") || !POLLED.containsValue(last.model()))
                    .filter(last -> !isLatest(last))
                    .forEach(last -> different.add(last.model() + " " + CONNECTION + last.recordId()));
            POLLED.forEach((resource, entity) -> clio.records(resource).all().stream()
                    .filter(record -> picture.of(entity, CONNECTION + record.id())
                            .filter(value -> record.etag().equals(etag(value)))
                            .isEmpty())
                    .forEach(record -> different.add(entity + " " + CONNECTION + record.id())));
        });
        stage.smokeball.ifPresent(smokeball -> smokeball.ledger().current().forEach((id, record) -> {
            Optional<byte[]> shown = picture.of(CODE, CONNECTION + id);
            if (isDeleted(record)
                    ? shown.isPresent()
                    : shown.filter(value -> Arrays.equals(value, record)).isEmpty()) {
                different.add(CODE + " " + CONNECTION + id);
            }
        }));
        return different;
    }

    private static Map<String, Delivery> lastOfEach(List<Delivery> deliveries) {
        Map<String, Delivery> last = new LinkedHashMap<>();
        deliveries.forEach(delivery -> last.merge(
                delivery.model() + " " + delivery.recordId(),
                delivery,
                (one, other) -> one.number() > other.number() ? one : other));
        return last;
    }

    private boolean isLatest(Delivery last) {
        Optional<byte[]> shown = picture.of(last.model(), CONNECTION + last.recordId());
        return last.event().equals("deleted")
                ? shown.isEmpty()
                : shown.filter(value -> Arrays.equals(value, last.data())).isPresent();
    }

    private static boolean isDeleted(byte[] code) {
        try {
            return JSON.readTree(code).path("isDeleted").asBoolean();
        } catch (IOException e) {
            return false;
        }
    }

    private static String etag(byte[] value) {
        try {
            return JSON.readTree(value).path("etag").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static final class Count {
        private final List<String> missing = new ArrayList<>();
        private int expected;

        void add(boolean there, String entity, String key) {
            expected++;
            if (!there) {
                missing.add(entity + " " + key);
            }
        }
    }
}
