package io.camelclio.testkit.clio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts requests per access token in windows that begin with a token's first request (Clio: 50 in 60 s at peak hours,
 * its rate-limit page). Whether Clio's windows are fixed or sliding is not published.
 */
final class RateLimiter {

    private static final int TOKENS = 1_000;

    /**
     * The outcome of one request.
     *
     * @param limit how many requests a window admits
     * @param remaining how many it still admits; negative means this request was one too many
     * @param reset when the window ends
     */
    record Allowance(int limit, int remaining, Instant reset) {
        boolean exceeded() {
            return remaining < 0;
        }
    }

    private static final class Window {
        private final Instant end;
        private int used;

        private Window(Instant end) {
            this.end = end;
        }
    }

    private final Clock clock;
    private final int limit;
    private final Duration period;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** A limiter; a limit of 0 admits everything. */
    RateLimiter(Clock clock, int limit, Duration period) {
        this.clock = clock;
        this.limit = limit;
        this.period = period;
    }

    synchronized Allowance take(String token) {
        Instant now = clock.instant();
        Window window = windows.get(token);
        if (window == null || !now.isBefore(window.end)) {
            windows.remove(token);
            if (windows.size() == TOKENS) {
                windows.remove(windows.keySet().iterator().next());
            }
            window = new Window(now.plus(period));
            windows.put(token, window);
        }
        if (limit == 0) {
            return new Allowance(Integer.MAX_VALUE, Integer.MAX_VALUE, window.end);
        }
        // A refused request uses nothing up, so that remaining stays at -1 until the window ends.
        if (window.used <= limit) {
            window.used++;
        }
        return new Allowance(limit, limit - window.used, window.end);
    }

    /** The seconds from now until an instant, rounded up, at least 1. */
    long secondsUntil(Instant time) {
        long millis = Duration.between(clock.instant(), time).toMillis();
        return Math.max(1, (millis + 999) / 1_000);
    }
}
