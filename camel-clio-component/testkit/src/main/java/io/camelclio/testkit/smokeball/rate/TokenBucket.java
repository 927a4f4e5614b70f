package io.camelclio.testkit.smokeball.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Smokeball's rate limit: so many requests a second, and as many at once as the bucket holds. Thread-safe. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Clock clock;
    private final double perSecond;
    private final double burst;
    private double tokens;
    private Instant filledAt;

    TokenBucket(Clock clock, int perSecond, int burst) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = clock.instant();
    }

    synchronized boolean tryTake() {
        Instant now = clock.instant();
        double filled = Duration.between(filledAt, now).toNanos() / NANOS_PER_SECOND * perSecond;
        tokens = Math.min(burst, tokens + Math.max(0, filled));
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
