package io.camelclio.component.webhook.subscription;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The ten models that have webhooks, and the events each of them fires (Clio, "Webhooks"). */
public enum WebhookModel {
    MATTER("matter_opened", "matter_pended", "matter_closed"),
    ACTIVITY,
    BILL,
    CALENDAR_ENTRY,
    COMMUNICATION,
    CONTACT,
    TASK,
    DOCUMENT,
    FOLDER,
    CLIO_PAYMENTS_PAYMENT;

    private final Set<String> events = new LinkedHashSet<>(List.of("created", "updated"));

    WebhookModel(String... lifeCycleEvents) {
        if (!name().equals("CLIO_PAYMENTS_PAYMENT")) {
            events.add("deleted");
        }
        events.addAll(List.of(lifeCycleEvents));
    }

    /** Clio's own word, such as {@code calendar_entry}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The path of the list of its records in Clio's API. */
    public String resource() {
        return switch (this) {
            case ACTIVITY -> "activities";
            case CALENDAR_ENTRY -> "calendar_entries";
            case CLIO_PAYMENTS_PAYMENT -> "clio_payments/payments";
            default -> word() + "s";
        };
    }

    public Set<String> events() {
        return events;
    }

    /** What identity and order need; payments are the one model without an etag (Clio's OpenAPI document). */
    public String defaultFields() {
        return this == CLIO_PAYMENTS_PAYMENT ? "id,updated_at" : "id,etag,updated_at";
    }

    /** Finds a model by Clio's word; fails with the words that are allowed. */
    public static WebhookModel of(String word) {
        return Arrays.stream(values())
                .filter(model -> model.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Option model is '" + word + "'; Clio has webhooks for "
                        + Arrays.stream(values()).map(WebhookModel::word).collect(Collectors.joining(", "))));
    }

    /** Reads a list of events; empty means all of them. */
    public Set<String> eventsOf(String list) {
        if (list == null || list.isBlank()) {
            return events;
        }
        Set<String> wanted =
                Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
        for (String event : wanted) {
            if (!events.contains(event)) {
                throw new IllegalArgumentException("Option events has '" + event + "'; allowed for " + word() + " are "
                        + String.join(", ", events));
            }
        }
        return wanted;
    }
}
