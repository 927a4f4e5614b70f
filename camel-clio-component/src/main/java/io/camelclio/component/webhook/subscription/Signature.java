package io.camelclio.component.webhook.subscription;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a delivery: HMAC-SHA256 over the exact bytes of the body, keyed with the subscription's secret, in hex
 * (Clio, "Confirming Hook Legitimacy"). Compared in constant time.
 */
public final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HEX_LENGTH = 64;

    private final byte[] value;

    private Signature(byte[] value) {
        this.value = value;
    }

    /** Reads a header's value; empty when it cannot be a signature. */
    public static Optional<Signature> parse(String header) {
        if (header.length() != HEX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Signature(HexFormat.of().parseHex(header)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    boolean isOf(byte[] body, SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return MessageDigest.isEqual(mac.doFinal(body), value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
