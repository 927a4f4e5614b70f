package io.camelclio.kafka.erasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is kept of an erasure: who, when, which kind of record, from which topics, how many keys, and a hash of each. Who
 * knows a key can check it, {@code SHA-256(salt + key)} in hex; nothing in it comes from a record.
 */
record ErasureProof(Instant at, ErasureRequest request, List<String> topics, String salt) {

    byte[] json() {
        return """
                {"erased_at":"%s","erased_by":"%s","entity":"%s","topics":%s,"keys":%d,"salt":"%s","sha256":%s}""".formatted(
                        at,
                        request.by(),
                        request.entity(),
                        array(topics),
                        request.keys().size(),
                        salt,
                        array(request.keys().stream()
                                .map(key -> hash(salt, key))
                                .toList()))
                .getBytes(StandardCharsets.UTF_8);
    }

    static String hash(String salt, String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((salt + key).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Names of topics and hashes need no escaping. */
    private static String array(List<String> texts) {
        return texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
