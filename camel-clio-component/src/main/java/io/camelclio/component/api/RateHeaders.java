package io.camelclio.component.api;

import io.camelclio.pull.http.HttpDate;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Carries what Clio's rate-limit headers say into the budget. {@code X-RateLimit-Reset} is a time on Clio's clock, so it
 * is read against the answer's own {@code Date} (Clio, "Rate limits").
 */
final class RateHeaders {

    /** How long a 429 without any usable header stops us: one whole window. */
    static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);

    private static final long LAST_SECOND = Instant.MAX.getEpochSecond() / 2;
    private static final int TOO_MANY_REQUESTS = 429;

    private final RateBudget budget;
    private final Clock clock;

    RateHeaders(RateBudget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    void observe(Turn turn, int status, HttpHeaders headers) {
        OptionalInt limit = count(headers, "X-RateLimit-Limit");
        if (status == TOO_MANY_REQUESTS) {
            budget.pauseFor(retryAfter(headers));
            turn.reported(limit, OptionalInt.empty(), Duration.ZERO);
        } else {
            turn.reported(limit, count(headers, "X-RateLimit-Remaining"), untilReset(headers));
        }
    }

    private Duration retryAfter(HttpHeaders headers) {
        OptionalLong seconds = number(headers, "Retry-After");
        if (seconds.isPresent()) {
            return bounded(Duration.ofSeconds(seconds.getAsLong()));
        }
        return headers.firstValue("Retry-After")
                .flatMap(HttpDate::parse)
                .map(end -> until(end, headers))
                .orElseGet(() -> untilReset(headers));
    }

    private Duration untilReset(HttpHeaders headers) {
        OptionalLong reset = number(headers, "X-RateLimit-Reset");
        if (reset.isEmpty()) {
            return DEFAULT_PAUSE;
        }
        long end = Math.max(0, Math.min(reset.getAsLong(), LAST_SECOND));
        return until(Instant.ofEpochSecond(end), headers);
    }

    /** Both times are cut to whole seconds, so that the true end may be a second later than their difference says. */
    private Duration until(Instant end, HttpHeaders headers) {
        Instant vendorNow = headers.firstValue("Date").flatMap(HttpDate::parse).orElseGet(clock::instant);
        return bounded(Duration.between(vendorNow, end).plusSeconds(1));
    }

    /** No header can stop us for longer than a few windows, or make us run on without any pause. */
    private static Duration bounded(Duration pause) {
        if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return pause.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : pause;
    }

    private static OptionalInt count(HttpHeaders headers, String name) {
        OptionalLong number = number(headers, name);
        return number.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.max(0, Math.min(number.getAsLong(), Integer.MAX_VALUE)));
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        try {
            return headers.firstValueAsLong(name);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
