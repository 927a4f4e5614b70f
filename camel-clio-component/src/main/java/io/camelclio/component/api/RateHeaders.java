package io.camelclio.component.api;

import io.camelclio.pull.HttpDate;
import io.camelclio.pull.RateBudget;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Carries what Clio's rate-limit headers say into the budget. {@code X-RateLimit-Reset} is a time on Clio's clock, so it
 * is read against the answer's own {@code Date} (Clio, "Rate limits").
 */
final class RateHeaders {

    /** How long a 429 without any usable header stops us: one whole window. */
    static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);

    private static final int TOO_MANY_REQUESTS = 429;

    private final RateBudget budget;
    private final Clock clock;

    RateHeaders(RateBudget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    void observe(int status, HttpHeaders headers) {
        number(headers, "X-RateLimit-Limit").ifPresent(limit -> budget.allow((int) Math.min(limit, Integer.MAX_VALUE)));
        if (status == TOO_MANY_REQUESTS) {
            budget.pauseUntil(clock.instant().plus(retryAfter(headers)));
        } else if (number(headers, "X-RateLimit-Remaining").orElse(1) == 0) {
            budget.pauseUntil(clock.instant().plus(untilReset(headers)));
        }
    }

    private Duration retryAfter(HttpHeaders headers) {
        OptionalLong seconds = number(headers, "Retry-After");
        return seconds.isPresent() ? bounded(Duration.ofSeconds(seconds.getAsLong())) : untilReset(headers);
    }

    private Duration untilReset(HttpHeaders headers) {
        OptionalLong reset = number(headers, "X-RateLimit-Reset");
        if (reset.isEmpty()) {
            return DEFAULT_PAUSE;
        }
        Instant vendorNow = headers.firstValue("Date").flatMap(HttpDate::parse).orElseGet(clock::instant);
        long end = Math.max(0, Math.min(reset.getAsLong(), Instant.MAX.getEpochSecond()));
        return bounded(Duration.between(vendorNow, Instant.ofEpochSecond(end)));
    }

    /** No header can stop us for longer than a few windows, or make us run on without any pause. */
    private static Duration bounded(Duration pause) {
        if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return pause.compareTo(Duration.ofMinutes(5)) > 0 ? Duration.ofMinutes(5) : pause;
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        try {
            return headers.firstValueAsLong(name);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
