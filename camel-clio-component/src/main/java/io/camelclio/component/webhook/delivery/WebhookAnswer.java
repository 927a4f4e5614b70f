package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.Answer;
import java.util.Map;

/**
 * What Clio is told. 2xx and 3xx end a delivery, 410 ends the subscription, everything else makes Clio try again for about
 * an hour (Clio, "Webhooks"): so there is no 3xx and no 410 here.
 */
final class WebhookAnswer {

    static final String HOOK_SECRET = "X-Hook-Secret";

    /** The route has finished with the delivery, Kafka included. */
    static final Answer DONE = new Answer(200, Map.of());

    /** A handshake was heard, and is confirmed by an API call, or not at all. */
    static final Answer HEARD = new Answer(200, Map.of());

    /** Not proven to come from Clio. */
    static final Answer UNPROVEN = new Answer(401, Map.of());

    static final Answer NOT_A_POST = new Answer(405, Map.of("Allow", "POST"));
    static final Answer TIMED_OUT = new Answer(408, Map.of("Connection", "close"));
    static final Answer TOO_LARGE = new Answer(413, Map.of("Connection", "close"));
    /** Our memory is taken by other requests; the rest of this one is not read. */
    static final Answer NO_ROOM = new Answer(503, Map.of("Retry-After", "30", "Connection", "close"));

    static final Answer ENCODED = new Answer(415, Map.of());

    private WebhookAnswer() {}

    static Answer handshake(String secret) {
        return new Answer(200, Map.of(HOOK_SECRET, secret));
    }
}
