package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Compares what the sandboxes know they emitted with what landed: every delivery byte for byte, and of what is polled the
 * last state of every record. Where it lies among the key's records does not matter: a reader goes by the record's own
 * time, since webhook and poll may overtake each other. Asks the routes nothing.
 */
final class Judge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "sandbox/";

    /** What is polled, and what one of it is called. */
    private static final Map<String, String> POLLED = Map.of(
            "activities", "activity",
            "activity_descriptions", "activity_description",
            "activity_rates", "activity_rate");

    private final Stage stage;
    private final Landed landed;
    private final Traffic traffic;

    Judge(Stage stage, Landed landed, Traffic traffic) {
        this.stage = stage;
        this.landed = landed;
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
        String entity = "activity_code";
        smokeball.ledger().current().forEach((id, record) -> {
            String key = CONNECTION + id;
            count.add(landed.holds(entity, key, value -> Arrays.equals(value, record)), entity, key);
        });
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
