package io.camelclio.bench.subject;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deliveries of one webhook as Clio sends them, about one kilobyte each. Every one shows another record, so that none is
 * taken for a repetition.
 */
public final class Deliveries {

    private static final String ID = "{\"data\":{\"id\":";
    private static final String REST = """
            ,"etag":"\\"%s\\"","type":"TimeEntry","date":"2026-03-02","quantity":3600.0,"rounded_quantity":3600.0,\
            "price":250.0,"total":250.0,"non_billable":false,"billed":false,"on_bill":false,\
            "created_at":"2026-03-02T15:00:00+00:00","updated_at":"2026-03-02T15:00:00+00:00",\
            "matter":{"id":14,"display_number":"00014-Brown"},"user":{"id":5,"name":"A. Attorney"},\
            "activity_description":{"id":7,"name":"Telephone conference"},"note":"%s"},\
            "meta":{"event":"updated","webhook_id":%d}}""";
    private static final String NOTE = "Telephone conference with client about discovery. ".repeat(10);

    private final long webhookId;
    private final SecretKeySpec secret;
    private final AtomicInteger next = new AtomicInteger();

    /** One delivery: its number is its record's id. */
    public record Signed(int number, byte[] body, String signature) {}

    /** @param secret of the webhook, with which they are signed */
    public Deliveries(long webhookId, String secret) {
        this.webhookId = webhookId;
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Another one. Used by one thread at a time. */
    public Signed next() {
        int number = next.incrementAndGet();
        byte[] body = (ID + number + REST.formatted(Integer.toHexString(number), NOTE, webhookId))
                .getBytes(StandardCharsets.UTF_8);
        return new Signed(number, body, signature(body));
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** The record's id, from where it always stands. */
    public static String idOf(byte[] body) {
        int end = ID.length();
        while (body[end] != ',') {
            end++;
        }
        return new String(body, ID.length(), end - ID.length(), StandardCharsets.US_ASCII);
    }
}
