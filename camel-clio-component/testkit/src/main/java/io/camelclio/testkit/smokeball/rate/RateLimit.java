package io.camelclio.testkit.smokeball.rate;

import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.api.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Smokeball's rate limit: 5 requests a second and 5 at once (Smokeball documentation, "Rate limits"), for the client as a
 * whole over all its accounts. That last point is our reading; another page speaks of limits per endpoint, which can be
 * chosen. A refused request uses nothing up. Thread-safe.
 */
public final class RateLimit {

    private final Clock clock;
    private final int perSecond;
    private final int burst;
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private boolean perCollection;
    private int storm;
    private Optional<Duration> retryAfter = Optional.empty();

    /** @param perSecond requests a second; 0 admits everything */
    public RateLimit(Clock clock, int perSecond, int burst) {
        this.clock = clock;
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /** Counts each collection by itself from now on, instead of all of them together. */
    public synchronized void countPerCollection() {
        perCollection = true;
    }

    /**
     * Refuses the next requests with 429, whatever their rate.
     *
     * @param requests how many
     */
    public synchronized void storm(int requests) {
        storm = requests;
    }

    /**
     * Puts {@code Retry-After} into refusals; none is documented, and by default there is none.
     *
     * @param wait whole seconds; zero takes the header away
     */
    public synchronized void retryAfter(Duration wait) {
        retryAfter = Optional.of(Objects.requireNonNull(wait, "wait")).filter(duration -> !duration.isZero());
    }

    /** The refusal of a request for a collection, or empty if it is within the limit. */
    public synchronized Optional<Response> refusal(String collection) {
        if (storm > 0) {
            storm--;
            return Optional.of(refused());
        }
        boolean admitted = perSecond == 0
                || buckets.computeIfAbsent(
                                perCollection ? collection : "", none -> new TokenBucket(clock, perSecond, burst))
                        .tryTake();
        return admitted ? Optional.empty() : Optional.of(refused());
    }

    private Response refused() {
        Response refusal = Problem.gateway(429, "Too Many Requests");
        return retryAfter
                .map(wait -> refusal.withHeader("Retry-After", Long.toString(wait.toSeconds())))
                .orElse(refusal);
    }
}
