package io.camelclio.testkit.clio.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Sends receivers what the vendor would not send: forged, unsigned or oddly filled requests. Each method waits for the
 * answer and returns its status, {@link Delivery#NO_ANSWER} if none came within the delivery time-out. None of it
 * stands in the {@link Ledger}.
 */
public final class Intruder {

    private final Subscriptions subscriptions;
    private final Sender sender;

    Intruder(Subscriptions subscriptions, Sender sender) {
        this.subscriptions = subscriptions;
        this.sender = sender;
    }

    /**
     * Posts anything to a URL.
     *
     * @param url where to
     * @param headers header fields by name; {@code Content-Type: application/json} and {@code Date} are added unless
     *     given
     * @param body the exact body
     * @return the answer's status
     */
    public int sendRaw(URI url, Map<String, String> headers, byte[] body) {
        try {
            return sender.post(url, headers, body).join().statusCode();
        } catch (CompletionException noAnswer) {
            return Delivery.NO_ANSWER;
        }
    }

    /**
     * Posts anything to a webhook's URL.
     *
     * @param webhookId the webhook
     * @param headers header fields by name
     * @param body the exact body
     * @return the answer's status
     * @throws IllegalArgumentException if there is no such webhook
     */
    public int sendRaw(long webhookId, Map<String, String> headers, byte[] body) {
        Subscription webhook = subscriptions
                .find(webhookId)
                .orElseThrow(() -> new IllegalArgumentException("The sandbox has no webhook " + webhookId));
        return sendRaw(webhook.url(), headers, body);
    }

    /**
     * Posts a well-formed event whose signature is made with another secret.
     *
     * @param model the model, such as {@code activity}
     * @return the answer's status
     * @throws IllegalStateException if no webhook of the model delivers at present
     */
    public int sendForged(String model) {
        Subscription webhook = delivering(model);
        byte[] data = "{\"id\":1,\"etag\":\"\\\"forged\\\"\"}".getBytes(StandardCharsets.UTF_8);
        byte[] body = Emitter.body(webhook, "updated", data);
        return sendRaw(webhook.url(), signature("not " + webhook.secret(), body), body);
    }

    /**
     * Posts arbitrary bytes with their true signature.
     *
     * @param model the model, such as {@code activity}
     * @param body the exact body, which need not be JSON
     * @return the answer's status
     * @throws IllegalStateException if no webhook of the model delivers at present
     */
    public int sendSigned(String model, byte[] body) {
        Subscription webhook = delivering(model);
        return sendRaw(webhook.url(), signature(webhook.secret(), body), body);
    }

    /**
     * The true signature of a body.
     *
     * @param model the model, such as {@code activity}
     * @param body the exact body
     * @return 64 lower-case hexadecimal digits
     * @throws IllegalStateException if no webhook of the model delivers at present
     */
    public String sign(String model, byte[] body) {
        return Signature.of(delivering(model).secret(), body);
    }

    private Subscription delivering(String model) {
        return subscriptions.delivering(model).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No enabled webhook of the model '" + model
                        + "' in the sandbox; create one and let it be confirmed first"));
    }

    private static Map<String, String> signature(String secret, byte[] body) {
        return Map.of(Signature.HEADER, Signature.of(secret, body));
    }
}
