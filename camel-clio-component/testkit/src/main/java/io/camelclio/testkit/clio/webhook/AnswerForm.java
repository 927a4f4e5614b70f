package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.util.List;

/** Takes out of the answers on webhooks what this Clio does not show. */
final class AnswerForm {

    private static final String SECRET = "shared_secret";

    private final WebhookBehaviour behaviour;

    AnswerForm(WebhookBehaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** The answer to a request of this method, without what is hidden; refusals stay as they are. */
    Response apply(String method, Response response) {
        boolean created = method.equals("POST") && behaviour.createAnswer() != CreateAnswer.AS_ASKED;
        boolean hidden = behaviour.sharedSecret() != SharedSecret.SHOWN;
        if (response.status() >= 300 || !created && !hidden) {
            return response;
        }
        return Json.read(response.body())
                .map(body -> {
                    JsonNode data = body.path("data");
                    (data.isArray() ? data : List.of(data)).forEach(webhook -> {
                        if (created) {
                            shorten((ObjectNode) webhook);
                        }
                        hideSecret((ObjectNode) webhook);
                    });
                    return response.withBody(Json.bytes(body));
                })
                .orElse(response);
    }

    private void shorten(ObjectNode webhook) {
        if (behaviour.createAnswer() == CreateAnswer.WITHOUT_EXPIRY) {
            webhook.remove("expires_at");
        } else {
            webhook.retain("id", "etag");
        }
    }

    private void hideSecret(ObjectNode webhook) {
        if (webhook.has(SECRET) && behaviour.sharedSecret() == SharedSecret.NULL) {
            webhook.putNull(SECRET);
        } else if (behaviour.sharedSecret() == SharedSecret.ABSENT) {
            webhook.remove(SECRET);
        }
    }
}
