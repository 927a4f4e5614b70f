package io.camelclio.testkit.clio.oauth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The access tokens in force, each of which belongs to one user. A token is good until it expires or is revoked; the
 * oldest make room for new ones.
 */
final class Sessions {

    private static final int CAPACITY = 1_000;

    private record Session(long user, Instant expiry) {}

    private final Clock clock;
    private final Duration life;
    private final Random random;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private long number;

    Sessions(Clock clock, Duration life, Random random) {
        this.clock = clock;
        this.life = life;
        this.random = random;
    }

    Duration life() {
        return life;
    }

    synchronized String open(long user) {
        if (sessions.size() == CAPACITY) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        String token = "sandbox-" + ++number + "-" + Long.toHexString(random.nextLong());
        sessions.put(token, new Session(user, clock.instant().plus(life)));
        return token;
    }

    /** The user a token belongs to, or empty if it is unknown, expired or revoked. */
    synchronized OptionalLong user(String token) {
        Session session = sessions.get(token);
        boolean valid = session != null && clock.instant().isBefore(session.expiry());
        return valid ? OptionalLong.of(session.user()) : OptionalLong.empty();
    }

    synchronized void revoke(String token) {
        sessions.remove(token);
    }

    synchronized void revokeAll() {
        sessions.clear();
    }
}
