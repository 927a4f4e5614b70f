package io.camelclio.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one place that decides which two records are the same change: lower-case hex SHA-256 over connection, entity, key,
 * version and kind, each followed by a line feed. However a change reaches us, by delivery, poll or catch-up, it has one
 * identity; a reader may drop what it has seen.
 */
public final class ChangeIdentity {

    private ChangeIdentity() {}

    /** The identity of one change. No argument is null; {@code version} is empty where a kind has none. */
    public static String of(String connection, String entity, String key, String version, ChangeKind kind) {
        MessageDigest digest = sha256();
        for (String part : new String[] {connection, entity, key, version, kind.word()}) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A version for a record that carries none: the digest of its bytes. */
    public static String versionOf(byte[] record) {
        return HexFormat.of().formatHex(sha256().digest(record));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
