package io.camelclio.app.smokeball.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Signature} of a subscription's webhooks: lower-case hex of HMAC-SHA256 over {@code
 * Timestamp|RequestId|ClientId}, the whole client id, with the key as UTF-8 (Smokeball, "Webhooks"). It does not cover the
 * body. Thread-safe; shows no key.
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final String clientId;

    Signature(String key, String clientId) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clientId = clientId;
    }

    /** Whether a signature is the one of these headers; takes as long wherever it differs. */
    boolean isOf(String timestamp, String requestId, String signature) {
        byte[] expected = HexFormat.of()
                .formatHex(mac(timestamp + "|" + requestId + "|" + clientId))
                .getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Signature[for client " + clientId + "]";
    }
}
