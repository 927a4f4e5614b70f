package io.camelclio.app.smokeball.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.app.smokeball.webhook.ApiCalls.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What Smokeball offers about webhook subscriptions (Smokeball, "Webhooks"). */
final class SubscriptionCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    /** More than any application has; beyond it something else is wrong. */
    private static final int MOST_PAGES = 20;

    private static final int NOT_FOUND = 404;

    private final ApiCalls calls;

    SubscriptionCalls(ApiCalls calls) {
        this.calls = calls;
    }

    /** The types that can be asked for now. */
    Set<String> types() throws IOException {
        Set<String> types = new TreeSet<>();
        answered("GET", "/webhooks/types", null).path("value").forEach(type -> types.add(type.asText()));
        return types;
    }

    /** All that the application has in this account. */
    List<Subscription> all() throws IOException {
        List<Subscription> all = new ArrayList<>();
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode value = answered("GET", "/webhooks?Offset=" + page * PAGE + "&Limit=" + PAGE, null)
                    .path("value");
            value.forEach(json -> Subscription.of(json).ifPresent(all::add));
            if (value.size() < PAGE) {
                break;
            }
        }
        return all;
    }

    /** Makes one. */
    Subscription create(WantedSubscription wanted, Set<String> types) throws IOException {
        return read(answered("POST", "/webhooks", body(wanted, types)));
    }

    /** Makes one as it is wanted, its key too. */
    Subscription correct(String id, WantedSubscription wanted, Set<String> types) throws IOException {
        return read(answered("PUT", "/webhooks/" + id, body(wanted, types)));
    }

    /** Ends one; that it is gone already is as good. */
    void remove(String id) throws IOException {
        int status = calls.call("DELETE", "/webhooks/" + id, null).status();
        if (status != NOT_FOUND) {
            require(status, "DELETE", "/webhooks/{id}");
        }
    }

    private static Subscription read(JsonNode json) throws IOException {
        return Subscription.of(json)
                .orElseThrow(() -> new IOException("Smokeball's answer about a webhook subscription has no id"));
    }

    private static byte[] body(WantedSubscription wanted, Set<String> types) {
        ObjectNode body = JSON.createObjectNode().put("name", wanted.name());
        types.forEach(body.putArray("eventTypes")::add);
        body.put("eventNotificationUrl", wanted.url()).put("key", wanted.key());
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON", e);
        }
    }

    private JsonNode answered(String method, String path, byte[] body) throws IOException {
        Answer answer = calls.call(method, path, body);
        require(answer.status(), method, path);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            // Its message may quote the answer.
            throw new IOException(method + " " + path + " of Smokeball was answered with what is no JSON");
        }
    }

    private static void require(int status, String method, String path) throws IOException {
        if (status / 100 != 2) {
            String remedy =
                    switch (status) {
                        case 400 -> "check that SMOKEBALL_PUBLIC_URL is an address that Smokeball accepts";
                        case 401, 403 ->
                            "check API key, client id and secret, and that the application has the scopes webhooks/read"
                                    + " and webhooks/write";
                        default -> "it is tried again";
                    };
            throw new IOException(method + " " + path + " of Smokeball was answered " + status + ": " + remedy);
        }
    }
}
