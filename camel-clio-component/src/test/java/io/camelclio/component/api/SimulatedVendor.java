package io.camelclio.component.api;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Counts calls as a vendor may: in windows that begin with a first call, or in one that slides. Its clock is off by a
 * skew, and its headers are cut to whole seconds. A refused call uses nothing up.
 */
final class SimulatedVendor {

    static final Duration WINDOW = Duration.ofSeconds(60);

    enum Windows {
        FIXED,
        SLIDING
    }

    private final Windows windows;
    private final Duration skew;
    private final Deque<Instant> counted = new ArrayDeque<>();
    private int limit;
    private int refusals;

    SimulatedVendor(Windows windows, int limit, Duration skew) {
        this.windows = windows;
        this.limit = limit;
        this.skew = skew;
    }

    void limit(int callsPerWindow) {
        limit = callsPerWindow;
    }

    int refusals() {
        return refusals;
    }

    /** Counts one call and answers it. */
    Answer count(Instant now) {
        forget(now);
        boolean refused = counted.size() >= limit;
        if (refused) {
            refusals++;
        } else {
            counted.add(now);
        }
        Instant reset = counted.isEmpty() ? now : counted.peek().plus(WINDOW);
        return new Answer(refused ? 429 : 200, headers(now, reset, refused));
    }

    private void forget(Instant now) {
        if (windows == Windows.SLIDING) {
            counted.removeIf(time -> !time.plus(WINDOW).isAfter(now));
        } else if (!counted.isEmpty() && !counted.peek().plus(WINDOW).isAfter(now)) {
            counted.clear();
        }
    }

    private HttpHeaders headers(Instant now, Instant reset, boolean refused) {
        String retryAfter = Long.toString(Duration.between(now, reset).toSeconds() + 1);
        Map<String, List<String>> always = Map.of(
                "Date",
                List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        now.plus(skew).atOffset(ZoneOffset.UTC))),
                "X-RateLimit-Limit",
                List.of(Integer.toString(limit)),
                "X-RateLimit-Remaining",
                List.of(Integer.toString(Math.max(0, limit - counted.size()))),
                "X-RateLimit-Reset",
                List.of(Long.toString(reset.plus(skew).getEpochSecond())),
                refused ? "Retry-After" : "X-Request-Id",
                List.of(refused ? retryAfter : "1"));
        return HttpHeaders.of(always, (name, value) -> true);
    }

    record Answer(int status, HttpHeaders headers) {}
}
