package io.camelclio.testkit.clio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The access tokens in force. A token is good until it expires or is revoked; the oldest make room for new ones. */
final class Sessions {

    private static final int CAPACITY = 1_000;

    private final Clock clock;
    private final Duration life;
    private final Random random;
    private final Map<String, Instant> expiries = new LinkedHashMap<>();
    private long number;

    Sessions(Clock clock, Duration life, Random random) {
        this.clock = clock;
        this.life = life;
        this.random = random;
    }

    Duration life() {
        return life;
    }

    synchronized String open() {
        if (expiries.size() == CAPACITY) {
            expiries.remove(expiries.keySet().iterator().next());
        }
        String token = "sandbox-" + ++number + "-" + Long.toHexString(random.nextLong());
        expiries.put(token, clock.instant().plus(life));
        return token;
    }

    synchronized boolean valid(String token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    synchronized void revoke(String token) {
        expiries.remove(token);
    }

    synchronized void revokeAll() {
        expiries.clear();
    }
}
