package io.camelclio.component.action;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nonces of late, as digests, so that a second click with one is refused at once. Clio's own check stands behind it:
 * what this memory has no room for is still good only once. Thread-safe.
 */
final class SeenNonces {

    static final int CAPACITY = 10_000;

    /** Longer than the 60 seconds for which a nonce is known to be good. */
    static final Duration LIFE = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<ByteBuffer, Instant> seen = new LinkedHashMap<>();

    SeenNonces(Clock clock) {
        this.clock = clock;
    }

    /** Remembers a nonce; false when it was remembered already. */
    synchronized boolean add(String nonce) {
        Instant now = clock.instant();
        makeRoom(now.minus(LIFE));
        return seen.putIfAbsent(digest(nonce), now) == null;
    }

    /** Forgets a nonce that Clio did not decide on. */
    synchronized void forget(String nonce) {
        seen.remove(digest(nonce));
    }

    private void makeRoom(Instant end) {
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && (!oldest.next().isAfter(end) || seen.size() >= CAPACITY)) {
            oldest.remove();
        }
    }

    private static ByteBuffer digest(String nonce) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(nonce.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
