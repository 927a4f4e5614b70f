package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.delivery.Sender;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;

/**
 * Sends receivers what the vendor would not send: forged, unsigned or oddly filled requests. Each method waits for the
 * answer and returns its status, {@link Delivery#NO_ANSWER} if none came within the delivery time-out. None of it
 * stands in the {@link Ledger}.
 */
public final class Intruder {

    private static final byte[] FORGED = "{\"id\":1,\"etag\":\"\\\"forged\\\"\"}".getBytes(StandardCharsets.UTF_8);

    private static final int FLOOD_AT_ONCE = 32;

    /** No webhook of a sandbox has such an id. */
    private static final long UNKNOWN_WEBHOOK = 9_000_000_000L;

    /**
     * How a receiver answered a handshake.
     *
     * @param status {@link Delivery#NO_ANSWER} if none came
     * @param echoed whether the answer carried the secret as {@code X-Hook-Secret}, which harms nobody
     */
    public record HandshakeAnswer(int status, boolean echoed) {}

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
     * Posts a handshake that the vendor did not send, with a secret of the intruder's. Clio's own handshakes are
     * unsigned too (seen), so nothing tells this one from them.
     *
     * @param url where to
     * @param webhookId the id in its body, of a webhook or of none
     * @param secret the planted secret
     */
    public HandshakeAnswer plantHandshake(URI url, long webhookId, String secret) {
        try {
            HttpResponse<Void> answer = sender.post(url, Map.of(Handshakes.SECRET, secret), Handshakes.body(webhookId))
                    .join();
            boolean echoed = answer.headers()
                    .firstValue(Handshakes.SECRET)
                    .filter(secret::equals)
                    .isPresent();
            return new HandshakeAnswer(answer.statusCode(), echoed);
        } catch (CompletionException noAnswer) {
            return new HandshakeAnswer(Delivery.NO_ANSWER, false);
        }
    }

    /**
     * Posts well-formed events of made-up webhooks with made-up signatures, 32 at a time; no two name the same webhook.
     *
     * @param url where to
     * @param deliveries how many
     * @return how many answers there were of each status, {@link Delivery#NO_ANSWER} included
     */
    public Map<Integer, Long> flood(URI url, int deliveries) {
        Map<Integer, Long> answers = new TreeMap<>();
        for (int first = 0; first < deliveries; first += FLOOD_AT_ONCE) {
            LongStream.range(first, Math.min(deliveries, first + FLOOD_AT_ONCE))
                    .mapToObj(number -> forged(url, UNKNOWN_WEBHOOK + number))
                    .toList()
                    .forEach(answer -> answers.merge(answer.join(), 1L, Long::sum));
        }
        return answers;
    }

    private CompletableFuture<Integer> forged(URI url, long webhookId) {
        byte[] body = Emitter.body(webhookId, "updated", FORGED);
        return sender.post(url, signature("secret of " + webhookId, body), body)
                .handle((answer, failure) -> failure == null ? answer.statusCode() : Delivery.NO_ANSWER);
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
        byte[] body = Emitter.body(webhook.id(), "updated", FORGED);
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
