package io.camelclio.app.smokeball.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One subscription as Smokeball shows it; its key is never shown.
 *
 * @param createdAt as Smokeball writes it, so that the oldest comes first; empty where it says none
 */
record Subscription(
        String id, Optional<String> accountId, String name, Set<String> eventTypes, String url, String createdAt) {

    /** Empty for what has no id. */
    static Optional<Subscription> of(JsonNode json) {
        String id = json.path("id").asText("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Set<String> types = new TreeSet<>();
        json.path("eventTypes").forEach(type -> types.add(type.asText()));
        return Optional.of(new Subscription(
                id,
                Optional.ofNullable(json.path("accountId").textValue()),
                json.path("name").asText(""),
                types,
                json.path("eventNotificationUrl").asText(""),
                json.path("createdDateUtc").asText("")));
    }
}
