package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.FieldSelection;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Checks what a client sends to create or change a webhook and completes it (Clio's webhooks page and reference):
 * at most 1,000 characters of fields, events the model has, an expiry of at most 31 days, 3 by default.
 */
final class WebhookForm {

    private static final Set<String> ATTRIBUTES = Set.of("url", "model", "fields", "events", "expires_at");
    private static final int MAX_FIELDS = 1_000;
    private static final Duration DEFAULT_LIFE = Duration.ofDays(3);
    private static final Duration MAX_LIFE = Duration.ofDays(31);

    private final Catalogue catalogue;
    private final Times times;
    private final WebhookUrls urls;

    WebhookForm(Catalogue catalogue, Times times, WebhookUrls urls) {
        this.catalogue = catalogue;
        this.times = times;
        this.urls = urls;
    }

    /** The checked attributes of a new webhook, events and expiry completed. */
    ObjectNode create(ObjectNode given) {
        for (String required : new String[] {"url", "model", "fields"}) {
            if (!given.hasNonNull(required)) {
                throw ApiError.unprocessable(required + " is required");
            }
        }
        Instant expiry = times.now().plus(DEFAULT_LIFE);
        return check(given, null).put("expires_at", expiry(given, expiry));
    }

    /** The checked attributes to change in an existing webhook. */
    ObjectNode update(ObjectNode given, ClioRecord existing) {
        ObjectNode checked = check(given, existing.fields());
        if (given.has("expires_at")) {
            checked.put("expires_at", expiry(given, null));
        }
        return checked;
    }

    private ObjectNode check(ObjectNode given, ObjectNode existing) {
        given.fieldNames().forEachRemaining(name -> {
            if (!ATTRIBUTES.contains(name)) {
                throw ApiError.unprocessable("'" + name + "' is not a valid attribute of Webhook");
            }
        });
        ObjectNode checked = Json.object();
        if (given.has("url")) {
            urls.check(given.get("url").asText());
            checked.set("url", given.get("url"));
        }
        Resource resource = model(given.has("model") ? given.get("model") : existing.get("model"));
        checked.put("model", resource.model().orElseThrow().name());
        // A new model must fit the fields and events that stay.
        JsonNode fields = given.has("fields") ? given.get("fields") : existing.get("fields");
        checkFields(resource, fields.asText());
        checked.set("fields", fields);
        checked.set("events", events(resource, given.has("events") || existing == null ? given : existing));
        return checked;
    }

    private Resource model(JsonNode given) {
        return catalogue
                .model(given.asText())
                .orElseThrow(() -> ApiError.unprocessable("'" + given.asText() + "' is not a valid model"));
    }

    private void checkFields(Resource resource, String fields) {
        if (fields.length() > MAX_FIELDS) {
            throw ApiError.unprocessable("fields is too long (maximum is " + MAX_FIELDS + " characters)");
        }
        FieldSelection.parse(catalogue, resource.type(), fields);
    }

    /** Whether events may be left out is not published; the sandbox then subscribes to all the model has. */
    private static ArrayNode events(Resource resource, ObjectNode source) {
        Set<String> known = resource.model().orElseThrow().events();
        if (!source.hasNonNull("events")) {
            return (ArrayNode) Json.tree(known);
        }
        if (!(source.get("events") instanceof ArrayNode events)) {
            throw ApiError.unprocessable("events must be a list");
        }
        events.forEach(event -> {
            if (!known.contains(event.asText())) {
                throw ApiError.unprocessable("'" + event.asText() + "' is not a valid event");
            }
        });
        return events;
    }

    private String expiry(ObjectNode given, Instant absent) {
        if (!given.hasNonNull("expires_at") && absent != null) {
            return Times.write(absent);
        }
        Instant now = times.now();
        Instant expiry = Times.read(given.get("expires_at").asText())
                .orElseThrow(() -> ApiError.unprocessable("expires_at must be an ISO-8601 timestamp"));
        if (!expiry.isAfter(now) || expiry.isAfter(now.plus(MAX_LIFE))) {
            throw ApiError.unprocessable("expires_at must be in the future and within 31 days");
        }
        return Times.write(expiry);
    }
}
