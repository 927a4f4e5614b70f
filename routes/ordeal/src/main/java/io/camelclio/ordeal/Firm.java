package io.camelclio.ordeal;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * An invented firm at work in Clio. Of its changes four of a hundred are new records and as many deletions, so that the
 * number of records stays about the same. The same seed gives the same changes in the same order. Not thread-safe.
 */
final class Firm {

    /** Stands in every record that has a text: to be found in no log. */
    static final String PRIVILEGED = "privileged words of a client";

    /** What has webhooks, and where it lies in Clio's API. */
    static final Map<String, String> MODELS = Map.of(
            "activity", "activities",
            "bill", "bills",
            "calendar_entry", "calendar_entries",
            "clio_payments_payment", "clio_payments/payments",
            "communication", "communications",
            "contact", "contacts",
            "document", "documents",
            "folder", "folders",
            "matter", "matters",
            "task", "tasks");

    /** What is polled only, and where it lies. Clio tells nobody of their deletion, so none is deleted here. */
    static final Map<String, String> POLLED =
            Map.of("activity_description", "activity_descriptions", "activity_rate", "activity_rates");

    /** Every place in Clio's API, in an order that does not change. */
    static final List<String> RESOURCES = resources();

    private static final double CREATED = 0.04;
    private static final double DELETED = 0.08;
    private static final List<String> STATUSES = List.of("Open", "Pending", "Closed");
    private static final String FILLER = " " + "and so on ".repeat(40);

    private final ClioSandbox clio;
    private final Random random;
    private final Map<String, List<Long>> ids = new HashMap<>();
    private long number;

    Firm(ClioSandbox clio, long seed) {
        this.clio = clio;
        this.random = new Random(seed);
        RESOURCES.forEach(resource -> ids.put(resource, new ArrayList<>()));
    }

    private static List<String> resources() {
        TreeSet<String> all = new TreeSet<>(MODELS.values());
        all.addAll(POLLED.values());
        return List.copyOf(all);
    }

    void populate(int records) {
        for (int i = 0; i < records; i++) {
            create(RESOURCES.get(i % RESOURCES.size()));
        }
    }

    /** Creates, changes or deletes one record. */
    void nextChange() {
        String resource = RESOURCES.get(random.nextInt(RESOURCES.size()));
        double chance = random.nextDouble();
        int place = random.nextInt(ids.get(resource).size());
        if (chance < CREATED) {
            create(resource);
        } else if (chance < DELETED
                && isDeletable(resource)
                && ids.get(resource).size() > 1) {
            delete(resource, place);
        } else {
            clio.records(resource).update(ids.get(resource).get(place), fields(resource));
        }
    }

    /** Clio knows no deletion of payments. */
    private static boolean isDeletable(String resource) {
        return !POLLED.containsValue(resource) && !resource.equals("clio_payments/payments");
    }

    private void create(String resource) {
        ids.get(resource).add(clio.records(resource).create(fields(resource)).id());
    }

    private void delete(String resource, int place) {
        List<Long> present = ids.get(resource);
        ClioRecords records = clio.records(resource);
        records.delete(present.get(place));
        present.set(place, present.get(present.size() - 1));
        present.remove(present.size() - 1);
    }

    /** New values for some fields, never those that are there already. */
    private Map<String, Object> fields(String resource) {
        number++;
        String text = PRIVILEGED + " " + number;
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (resource) {
            case "activities" -> {
                fields.put("type", "TimeEntry");
                fields.put("date", "2026-03-02");
                fields.put("quantity", number);
                fields.put("total", BigDecimal.valueOf(number, 2));
            }
            case "activity_rates" -> fields.put("rate", BigDecimal.valueOf(number, 2));
            case "bills" -> fields.put("number", text);
            case "calendar_entries" -> {
                fields.put("summary", text + FILLER);
                fields.put("start_at", "2026-03-02T09:00:00Z");
                fields.put("end_at", "2026-03-02T10:00:00Z");
            }
            case "clio_payments/payments" -> {
                fields.put("confirmation_number", text);
                fields.put("currency", "USD");
            }
            case "communications" -> {
                fields.put("type", "PhoneCommunication");
                fields.put("subject", text + FILLER);
            }
            case "contacts" -> {
                fields.put("type", "Person");
                fields.put("first_name", "Ada");
                fields.put("last_name", text + FILLER);
            }
            case "documents" -> {
                fields.put("type", "Document");
                fields.put("name", text);
            }
            case "folders" -> {
                fields.put("type", "Folder");
                fields.put("name", text);
            }
            case "matters" -> {
                fields.put("description", text + FILLER);
                fields.put("status", STATUSES.get(random.nextInt(STATUSES.size())));
            }
            default -> fields.put("name", text + FILLER);
        }
        return fields;
    }
}
