package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.delivery.Background;
import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.json.Json;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a webhook's URL whether it wants deliveries: {@code X-Hook-Secret} in the request, and enabled if the answer is
 * 200 with the same header. The request is unsigned and is not repeated.
 */
final class Handshakes {

    static final String SECRET = "X-Hook-Secret";

    private final Subscriptions subscriptions;
    private final Sender sender;
    private final Background background;

    Handshakes(Subscriptions subscriptions, Sender sender, Background background) {
        this.subscriptions = subscriptions;
        this.sender = sender;
        this.background = background;
    }

    /** This answer, followed by the handshake, which counts as under way from now on. */
    Response after(Response response, Subscription webhook) {
        background.begin();
        return response.andThen(() -> shake(webhook).thenRun(background::end));
    }

    /** Completes, never exceptionally, when the receiver has answered or timed out and the webhook is updated. */
    CompletableFuture<Void> shake(Subscription webhook) {
        return sender.post(webhook.url(), Map.of(SECRET, webhook.secret()), body(webhook.id()))
                .handle((answer, failure) -> {
                    if (failure == null && confirms(answer, webhook)) {
                        subscriptions.confirm(webhook.id(), webhook.secret());
                    }
                    return null;
                });
    }

    /** The id stands in the body (Clio, "Webhooks"); its place was seen in code of others. */
    static byte[] body(long webhookId) {
        ObjectNode body = Json.object();
        body.putObject("data").put("webhook_id", webhookId);
        return Json.bytes(body);
    }

    private static boolean confirms(HttpResponse<Void> answer, Subscription webhook) {
        return answer.statusCode() == 200
                && answer.headers()
                        .firstValue(SECRET)
                        .filter(webhook.secret()::equals)
                        .isPresent();
    }
}
