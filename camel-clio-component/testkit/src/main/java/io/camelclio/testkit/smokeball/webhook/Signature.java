package io.camelclio.testkit.smokeball.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Signature}: HMAC-SHA256 in lower-case hex, the subscription's key as UTF-8. It covers what is around
 * the body, never the body (Smokeball documentation, "Webhooks").
 */
public final class Signature {

    /** The header's name. */
    public static final String HEADER = "Signature";

    private Signature() {}

    /**
     * The signature of a delivery.
     *
     * @param key the subscription's key
     * @param timestamp the value of the header {@code Timestamp}
     * @param requestId the value of the header {@code RequestId}
     * @param clientId the whole client id of the receiver's application
     * @return 64 lower-case hexadecimal digits
     */
    public static String of(String key, String timestamp, String requestId, String clientId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = timestamp + "|" + requestId + "|" + clientId;
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
