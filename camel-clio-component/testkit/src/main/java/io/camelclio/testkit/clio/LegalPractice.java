package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.records.ClioRecord;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A small invented law firm at work in a sandbox: {@link #populate} moves it in, each {@link #nextChange} is one thing
 * somebody does. All ten webhook models, activity descriptions and activity rates take part, with nulls, many scripts
 * and decimals of many digits among the values. The same seed on a fresh sandbox does the same things in the same
 * order. Not thread-safe.
 */
public final class LegalPractice {

    private static final int MOST_RECORDS = 2_000;
    private static final int FEWEST_RECORDS = 3;
    private static final String PAYMENTS = "clio_payments/payments";
    private static final List<String> MATTER_STATUSES = List.of("Open", "Pending", "Closed");

    /** Where people work, the busiest places named most often. */
    private static final List<String> WORK = List.of(
            "activities",
            "activities",
            "activities",
            "activities",
            "tasks",
            "tasks",
            "communications",
            "communications",
            "documents",
            "documents",
            "calendar_entries",
            "calendar_entries",
            "matters",
            "contacts",
            "bills",
            "folders",
            PAYMENTS,
            "activity_descriptions",
            "activity_rates");

    /**
     * One thing that was done.
     *
     * @param resource the resource's path
     * @param kind {@code created}, {@code updated} or {@code deleted}
     * @param id the record
     */
    public record Change(String resource, String kind, long id) {}

    private final ClioSandbox clio;
    private final Random random;
    private final Invention invent;
    private final Map<String, Supplier<Map<String, Object>>> records = new HashMap<>();
    private int matters;

    /**
     * A firm that works in a sandbox.
     *
     * @param clio where its records are
     * @param seed decides everything it does
     */
    public LegalPractice(ClioSandbox clio, long seed) {
        this.clio = clio;
        this.random = new Random(seed);
        this.invent = new Invention(random);
        records.put("users", this::user);
        records.put("contacts", this::contact);
        records.put("matters", this::matter);
        records.put("activity_descriptions", this::description);
        records.put("activity_rates", this::rate);
        records.put("activities", this::activity);
        records.put("bills", this::bill);
        records.put("calendar_entries", this::calendarEntry);
        records.put("communications", this::communication);
        records.put("tasks", this::task);
        records.put("folders", this::folder);
        records.put("documents", this::document);
        records.put(PAYMENTS, this::payment);
    }

    /** Creates the people, contacts, matters, descriptions, rates and a little of everything else. */
    public void populate() {
        create("users", 4);
        create("contacts", 12);
        create("matters", 8);
        create("activity_descriptions", 6);
        create("activity_rates", 5);
        create("folders", 4);
        List.of("activities", "bills", "calendar_entries", "communications", "tasks", "documents", PAYMENTS)
                .forEach(path -> create(path, 5));
    }

    /** Creates, changes or deletes one record. {@link #populate} must have been called. */
    public Change nextChange() {
        String path = invent.one(WORK);
        List<ClioRecord> existing = clio.records(path).all();
        double choice = random.nextDouble();
        if (existing.size() < FEWEST_RECORDS || choice < 0.45 && existing.size() < MOST_RECORDS) {
            return new Change(path, "created", create(path).id());
        }
        long id = invent.one(existing).id();
        // Clio knows no deletion of payments.
        if (choice > 0.9 && existing.size() > FEWEST_RECORDS && !path.equals(PAYMENTS)) {
            clio.records(path).delete(id);
            return new Change(path, "deleted", id);
        }
        change(path, id);
        return new Change(path, "updated", id);
    }

    private void create(String path, int times) {
        for (int i = 0; i < times; i++) {
            create(path);
        }
    }

    private ClioRecord create(String path) {
        return clio.records(path).create(records.get(path).get());
    }

    /** Draws again until a value differs from what the record has: an update to equal values changes nothing. */
    private void change(String path, long id) {
        long before = clio.records(path).find(id).orElseThrow().version();
        ClioRecord after;
        do {
            after = clio.records(path).update(id, someOf(records.get(path).get()));
        } while (after.version() == before);
    }

    /** One to three of the fields. */
    private Map<String, Object> someOf(Map<String, Object> fields) {
        List<String> names = List.copyOf(fields.keySet());
        Map<String, Object> some = new LinkedHashMap<>();
        for (int i = 0; i <= invent.number(3); i++) {
            String name = invent.one(names);
            some.put(name, fields.get(name));
        }
        return some;
    }

    private Object any(String path) {
        List<ClioRecord> all = clio.records(path).all();
        return all.isEmpty() ? null : invent.one(all).reference();
    }

    private Map<String, Object> user() {
        String first = invent.firstName();
        String last = invent.lastName();
        return fields("name", first + " " + last)
                .with("first_name", first)
                .with("last_name", last)
                .with("enabled", true)
                .with("email", "user" + invent.number(10_000) + "@quill.example")
                .with("subscription_type", invent.one(List.of("Attorney", "NonAttorney")))
                .with("rate", invent.amount());
    }

    private Map<String, Object> contact() {
        if (invent.chance(0.3)) {
            return fields("type", "Company").with("name", invent.company()).with("is_client", invent.chance(0.5));
        }
        String first = invent.firstName();
        String last = invent.lastName();
        return fields("type", "Person")
                .with("name", first + " " + last)
                .with("first_name", first)
                .with("last_name", last)
                .with("title", invent.perhaps("Dr."))
                .with("primary_email_address", invent.perhaps("contact" + invent.number(10_000) + "@mail.example"))
                .with("is_client", invent.chance(0.6));
    }

    private Map<String, Object> matter() {
        matters++;
        return fields("display_number", String.format("%05d-%s", matters, invent.lastName()))
                .with("number", matters)
                .with("description", invent.perhaps(invent.subject()))
                .with("status", invent.one(MATTER_STATUSES))
                .with("billable", invent.chance(0.8))
                .with("billing_method", invent.one(List.of("hourly", "flat", "contingency")))
                .with("open_date", invent.date())
                .with("close_date", null)
                .with("client", any("contacts"))
                .with("responsible_attorney", any("users"));
    }

    private Map<String, Object> description() {
        return fields("name", invent.subject() + " " + invent.number(1_000))
                .with("visible_to_co_counsel", invent.chance(0.5))
                .with("default", false)
                .with("type", "clio")
                .with("xero_service_code", invent.perhaps("XS" + invent.number(100)));
    }

    private Map<String, Object> rate() {
        return fields("rate", invent.amount())
                .with("flat_rate", invent.chance(0.2))
                .with("contact_id", null)
                .with("user", any("users"));
    }

    private Map<String, Object> activity() {
        int seconds = 360 * (1 + invent.number(50));
        return fields("type", invent.one(List.of("TimeEntry", "TimeEntry", "ExpenseEntry")))
                .with("date", invent.date())
                .with("quantity", seconds)
                .with("quantity_in_hours", BigDecimal.valueOf(seconds / 360, 1))
                .with("price", invent.amount())
                .with("total", invent.amount())
                .with("note", invent.perhaps(invent.subject()))
                .with("flat_rate", invent.chance(0.1))
                .with("billed", false)
                .with("non_billable", invent.chance(0.1))
                .with("matter", invent.perhaps(any("matters")))
                .with("user", any("users"))
                .with("activity_description", invent.perhaps(any("activity_descriptions")));
    }

    private Map<String, Object> bill() {
        return fields("number", Integer.toString(1_000 + invent.number(9_000)))
                .with("issued_at", invent.date())
                .with("due_at", invent.perhaps(invent.date()))
                .with("state", invent.one(List.of("draft", "awaiting_approval", "awaiting_payment", "paid")))
                .with("type", "revenue")
                .with("total", invent.amount())
                .with("balance", invent.amount())
                .with("paid", invent.amount())
                .with("tax_rate", new BigDecimal("7.250"))
                .with("client", any("contacts"));
    }

    private Map<String, Object> calendarEntry() {
        String start = invent.time();
        return fields("summary", invent.subject())
                .with("description", invent.perhaps(invent.subject()))
                .with("location", invent.perhaps(invent.place()))
                .with("start_at", start)
                .with("end_at", start)
                .with("all_day", invent.chance(0.1))
                .with("matter", invent.perhaps(any("matters")));
    }

    private Map<String, Object> communication() {
        return fields("subject", invent.perhaps(invent.subject()))
                .with("body", invent.subject())
                .with("type", invent.one(List.of("EmailCommunication", "PhoneCommunication")))
                .with("date", invent.date())
                .with("received_at", invent.perhaps(invent.time()))
                .with("user", any("users"))
                .with("matter", invent.perhaps(any("matters")));
    }

    private Map<String, Object> task() {
        boolean complete = invent.chance(0.3);
        return fields("name", invent.subject())
                .with("description", invent.perhaps(invent.subject()))
                .with("status", complete ? "complete" : invent.one(List.of("pending", "in_progress", "in_review")))
                .with("priority", invent.one(List.of("High", "Normal", "Low")))
                .with("due_at", invent.perhaps(invent.date()))
                .with("completed_at", complete ? invent.time() : null)
                .with("matter", invent.perhaps(any("matters")))
                .with("assignee", any("users"));
    }

    private Map<String, Object> folder() {
        return fields("name", invent.subject())
                .with("type", "Folder")
                .with("root", false)
                .with("locked", false)
                .with("matter", any("matters"));
    }

    private Map<String, Object> document() {
        String name = invent.subject() + ".pdf";
        return fields("name", name)
                .with("filename", name)
                .with("type", "Document")
                .with("content_type", "application/pdf")
                .with("size", 1_000 + invent.number(5_000_000))
                .with("received_at", invent.perhaps(invent.time()))
                .with("parent", any("folders"))
                .with("matter", any("matters"));
    }

    private Map<String, Object> payment() {
        return fields("amount", invent.amount())
                .with("currency", "USD")
                .with("state", invent.one(List.of("pending", "authorized", "completed", "failed")))
                .with("description", invent.perhaps(invent.subject()))
                .with("confirmation_number", "C" + invent.number(1_000_000))
                .with("contact", any("contacts"));
    }

    private static Fields fields(String name, Object value) {
        return new Fields().with(name, value);
    }

    /** Fields in order, nulls allowed. */
    @SuppressWarnings("serial")
    private static final class Fields extends LinkedHashMap<String, Object> {
        private Fields with(String name, Object value) {
            put(name, value);
            return this;
        }
    }
}
