package io.camelclio.component.webhook.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** HMAC-SHA256 written out from RFC 2104, so that what is tested is not measured with itself. */
public final class IndependentHmac {

    private static final int BLOCK = 64;

    private IndependentHmac() {}

    /** The signature Clio would send, in lower-case hex. */
    public static String hex(String secret, byte[] body) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        byte[] inner = sha256(masked(block, 0x36), body);
        byte[] outer = sha256(masked(block, 0x5c), inner);
        StringBuilder hex = new StringBuilder();
        for (byte value : outer) {
            hex.append(String.format("%02x", value & 0xff));
        }
        return hex.toString();
    }

    private static byte[] masked(byte[] block, int mask) {
        byte[] masked = new byte[BLOCK];
        for (int at = 0; at < BLOCK; at++) {
            masked[at] = (byte) (block[at] ^ mask);
        }
        return masked;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
