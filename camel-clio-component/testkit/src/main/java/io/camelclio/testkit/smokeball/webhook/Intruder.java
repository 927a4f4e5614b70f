package io.camelclio.testkit.smokeball.webhook;

import io.camelclio.testkit.delivery.Sender;
import io.camelclio.testkit.smokeball.records.Ticks;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Sends receivers what the vendor would not send, from what somebody may have seen of a true delivery. Each method waits
 * for the answer and returns its status, {@link Delivery#NO_ANSWER} if none came within the time-out. None of it stands in
 * the {@link Deliveries}.
 */
public final class Intruder {

    private final Sender sender;
    private final String clientId;

    Intruder(Sender sender, String clientId) {
        this.sender = sender;
        this.clientId = clientId;
    }

    /** Sends a delivery once more, exactly as it was. */
    public int replay(Delivery delivery) {
        return sendRaw(delivery.url(), delivery.headers(), delivery.body());
    }

    /**
     * Sends a delivery with another {@code Timestamp} and the signature of the old one.
     *
     * @param time what the header says
     */
    public int retime(Delivery delivery, Instant time) {
        Map<String, String> headers = new HashMap<>(delivery.headers());
        headers.put("Timestamp", Long.toString(Ticks.of(time)));
        return sendRaw(delivery.url(), headers, delivery.body());
    }

    /**
     * Sends another body under the headers of a delivery: its signature is right all the same.
     *
     * @param body the exact body
     */
    public int exchangeBody(Delivery delivery, byte[] body) {
        return sendRaw(delivery.url(), delivery.headers(), body);
    }

    /**
     * Sends a delivery as if it were new, signed with another key.
     *
     * @param key not the subscription's
     * @param time what the header {@code Timestamp} says
     */
    public int forge(Delivery delivery, String key, Instant time) {
        return sendRaw(delivery.url(), signed(delivery, key, time, clientId), delivery.body());
    }

    /**
     * Sends a delivery signed over a client id whose last character is missing, as the documentation's first example is.
     *
     * @param key the subscription's key
     * @param time what the header {@code Timestamp} says
     */
    public int signWithClientIdCutShort(Delivery delivery, String key, Instant time) {
        String cut = clientId.substring(0, clientId.length() - 1);
        return sendRaw(delivery.url(), signed(delivery, key, time, cut), delivery.body());
    }

    /**
     * Posts anything to a URL.
     *
     * @param headers header fields by name; {@code Content-Type: application/json} and {@code Date} are added
     * @param body the exact body
     */
    public int sendRaw(URI url, Map<String, String> headers, byte[] body) {
        try {
            return sender.post(url, headers, body).join().statusCode();
        } catch (CompletionException noAnswer) {
            return Delivery.NO_ANSWER;
        }
    }

    private static Map<String, String> signed(Delivery delivery, String key, Instant time, String client) {
        String timestamp = Long.toString(Ticks.of(time));
        return Map.of(
                "Timestamp",
                timestamp,
                "RequestId",
                delivery.requestId(),
                Signature.HEADER,
                Signature.of(key, timestamp, delivery.requestId(), client));
    }
}
