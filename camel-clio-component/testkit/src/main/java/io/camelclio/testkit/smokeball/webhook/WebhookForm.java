package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.api.InvalidParameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body with which a subscription is created or changed. That unknown types and addresses that are none are refused is
 * our choice; the reference documents 400 without a reason.
 *
 * @param name empty if not given
 * @param eventTypes empty if not given
 * @param url empty if not given
 * @param key empty if not given
 */
record WebhookForm(Optional<String> name, Optional<List<String>> eventTypes, Optional<URI> url, Optional<String> key) {

    /** @throws InvalidParameter if a value is not one that Smokeball takes */
    static WebhookForm read(byte[] body, Set<String> types) {
        ObjectNode form = Json.read(body).orElseThrow(() -> new InvalidParameter("body", "", "a JSON object"));
        return new WebhookForm(text(form, "name"), types(form.get("eventTypes"), types), url(form), text(form, "key"));
    }

    private static Optional<String> text(ObjectNode form, String name) {
        return Optional.ofNullable(form.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private static Optional<List<String>> types(JsonNode given, Set<String> known) {
        if (given == null) {
            return Optional.empty();
        }
        List<String> types = new ArrayList<>();
        given.forEach(type -> types.add(type.asText()));
        if (types.isEmpty() || !known.containsAll(types)) {
            throw new InvalidParameter("eventTypes", String.join(",", types), "types of GET /webhooks/types");
        }
        return Optional.of(List.copyOf(types));
    }

    private static Optional<URI> url(ObjectNode form) {
        return text(form, "eventNotificationUrl").map(text -> {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                    return url;
                }
            } catch (IllegalArgumentException notAnAddress) {
                // Refused below.
            }
            throw new InvalidParameter("eventNotificationUrl", text, "an absolute http or https address");
        });
    }

    /** @throws InvalidParameter if the form does not say enough for a new subscription */
    WebhookForm requireComplete() {
        if (eventTypes.isEmpty()) {
            throw new InvalidParameter("eventTypes", "", "types of GET /webhooks/types");
        }
        if (url.isEmpty()) {
            throw new InvalidParameter("eventNotificationUrl", "", "an absolute http or https address");
        }
        return this;
    }
}
