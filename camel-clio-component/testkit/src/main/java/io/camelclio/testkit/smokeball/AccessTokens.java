package io.camelclio.testkit.smokeball;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The access tokens that are valid now. Bounded: the oldest goes when there are too many. Thread-safe. */
final class AccessTokens {

    private static final int MOST = 1_000;

    private final Clock clock;
    private final Duration life;
    private final Random random;
    private final Map<String, Instant> expiries = new LinkedHashMap<>();

    AccessTokens(Clock clock, Duration life, Random random) {
        this.clock = clock;
        this.life = life;
        this.random = random;
    }

    synchronized String open() {
        if (expiries.size() == MOST) {
            expiries.remove(expiries.keySet().iterator().next());
        }
        String token = "sandbox-token-" + Guids.next(random);
        expiries.put(token, clock.instant().plus(life));
        return token;
    }

    synchronized boolean isValid(String token) {
        Instant expiry = expiries.get(token);
        return expiry != null && clock.instant().isBefore(expiry);
    }

    synchronized void revokeAll() {
        expiries.clear();
    }

    long lifeInSeconds() {
        return life.toSeconds();
    }
}
