package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ClioRecord;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.Delivery;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Compares what the sandboxes know they emitted with what landed: every delivery byte for byte, and of what is polled the
 * last state of every record. Asks the routes nothing.
 */
final class Judge {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "sandbox/";

    /** What is polled, and the topic it belongs on. */
    private static final Map<String, String> POLLED = Map.of(
            "activities", "clio.activity.v1",
            "activity_descriptions", "clio.activity_description.v1",
            "activity_rates", "clio.activity_rate.v1");

    private final Stage stage;
    private final Landed landed;
    private final Traffic traffic;

    Judge(Stage stage, Landed landed, Traffic traffic) {
        this.stage = stage;
        this.landed = landed;
        this.traffic = traffic;
    }

    Verdict verdict() {
        int sent = 0;
        int arrived = landed.clio();
        if (stage.clio.isPresent()) {
            Count deliveries = deliveries(stage.clio.get());
            Count polled = polled(stage.clio.get());
            sent = deliveries.expected + polled.expected;
            arrived = deliveries.found + polled.found;
        }
        int changed = 0;
        int taken = landed.smokeball();
        if (stage.smokeball.isPresent()) {
            Count codes = codes(stage.smokeball.get());
            changed = codes.expected;
            taken = codes.found;
        }
        int lost = (stage.clio.isPresent() ? sent - arrived : 0)
                + (stage.smokeball.isPresent() ? changed - taken : 0)
                + Math.max(0, traffic.broken() - landed.deadLetters());
        return new Verdict(
                sent,
                arrived,
                changed,
                taken,
                traffic.rejected(),
                landed.deadLetters(),
                landed.duplicates(),
                lost,
                traffic.forged() - traffic.rejected());
    }

    private Count deliveries(ClioSandbox clio) {
        Count count = new Count();
        for (Delivery delivery : clio.ledger().deliveries()) {
            count.add(landed.holds(
                    "clio." + delivery.model() + ".v1", CONNECTION + delivery.recordId(), delivery.data()));
        }
        return count;
    }

    private Count polled(ClioSandbox clio) {
        Count count = new Count();
        POLLED.forEach((resource, topic) -> {
            for (ClioRecord record : clio.records(resource).all()) {
                count.add(record.etag().equals(etag(landed.last(topic, CONNECTION + record.id()))));
            }
        });
        return count;
    }

    private Count codes(SmokeballSandbox smokeball) {
        Count count = new Count();
        smokeball
                .ledger()
                .current()
                .forEach((id, record) ->
                        count.add(Arrays.equals(record, landed.last("smokeball.activity_code.v1", CONNECTION + id))));
        return count;
    }

    private static String etag(byte[] value) {
        try {
            JsonNode record = value == null ? JSON.createObjectNode() : JSON.readTree(value);
            return record.path("etag").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private static final class Count {
        private int expected;
        private int found;

        void add(boolean there) {
            expected++;
            if (there) {
                found++;
            }
        }
    }
}
