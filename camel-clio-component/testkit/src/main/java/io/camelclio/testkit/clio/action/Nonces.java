package io.camelclio.testkit.clio.action;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The nonces of clicks on custom actions that no request has shown yet. Each is good once, for the user who clicked,
 * for sixty seconds; a request with somebody else's uses it up too (our reading).
 */
final class Nonces {

    private static final int CAPACITY = 1_000;
    private static final Duration LIFE = Duration.ofSeconds(60);

    private record Click(long user, Instant expiry) {}

    private final Clock clock;
    private final Random random;
    private final Map<String, Click> clicks = new LinkedHashMap<>();

    Nonces(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String issue(long user) {
        if (clicks.size() == CAPACITY) {
            clicks.remove(clicks.keySet().iterator().next());
        }
        String nonce = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        clicks.put(nonce, new Click(user, clock.instant().plus(LIFE)));
        return nonce;
    }

    /** Uses a nonce up and tells whether it stands for a click of this user that is not too old. */
    synchronized boolean redeem(String nonce, long user) {
        Click click = clicks.remove(nonce);
        return click != null && click.user() == user && clock.instant().isBefore(click.expiry());
    }
}
