package io.camelclio.testkit.clio.rate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts requests per access token (Clio, "Rate limits": 50 in 60 s at peak hours, more at other times). A refused
 * request uses nothing up. Whether Clio's windows are fixed or sliding is not published.
 */
public final class RateLimiter {

    private static final int TOKENS = 1_000;

    /**
     * The outcome of one request.
     *
     * @param limit how many requests a window admits
     * @param remaining how many it still admits
     * @param reset when it admits more
     * @param exceeded whether this request was one too many
     */
    public record Allowance(int limit, int remaining, Instant reset, boolean exceeded) {}

    private final Clock clock;
    private final Duration period;
    private final RateWindow window;
    private final Map<String, RateUsage> tokens = new LinkedHashMap<>();
    private int limit;

    /** A limiter; a limit of 0 admits everything. */
    public RateLimiter(Clock clock, int limit, Duration period, RateWindow window) {
        this.clock = clock;
        this.limit = limit;
        this.period = period;
        this.window = window;
    }

    public synchronized void limit(int requests) {
        limit = requests;
    }

    /** Lets somebody else make requests with every token seen so far. */
    public synchronized void foreignCalls(int requests) {
        Instant now = clock.instant();
        tokens.values().forEach(usage -> usage.add(now, Math.min(requests, Math.max(0, limit - usage.used(now)))));
    }

    public synchronized Allowance take(String token) {
        Instant now = clock.instant();
        if (limit == 0) {
            return new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE, now.plus(period), false);
        }
        RateUsage usage = usage(token);
        boolean exceeded = usage.used(now) >= limit;
        if (!exceeded) {
            usage.add(now, 1);
        }
        return new Allowance(limit, Math.max(0, limit - usage.used(now)), usage.reset(now), exceeded);
    }

    /** The seconds from now until an instant, rounded up, at least 1. */
    public long secondsUntil(Instant time) {
        long millis = Duration.between(clock.instant(), time).toMillis();
        return Math.max(1, (millis + 999) / 1_000);
    }

    private RateUsage usage(String token) {
        if (!tokens.containsKey(token) && tokens.size() == TOKENS) {
            tokens.remove(tokens.keySet().iterator().next());
        }
        return tokens.computeIfAbsent(token, none -> RateUsage.of(window, period));
    }
}
