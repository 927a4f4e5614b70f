package io.camelclio.component.webhook.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether proven deliveries are taken. They are not while all of them, for {@link #PATIENCE} or longer, ended without the
 * route having finished one: a single failure may be the record's, and one success tells that the way is free. What nobody
 * has tried for {@link #LATELY} tells nothing any more.
 */
final class LastOutcomes {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Clio repeats a failed delivery for about 62 minutes (Clio, "Webhooks"): then nothing is left that would try. */
    static final Duration LATELY = Duration.ofMinutes(65);

    private final Clock clock;
    private Instant firstFailure = Instant.MIN;
    private Instant lastFailure = Instant.MIN;
    private int failures;

    LastOutcomes(Clock clock) {
        this.clock = clock;
    }

    /** A proven delivery has been answered. */
    synchronized void ended(Verdict verdict) {
        switch (verdict) {
            case TAKEN -> failures = 0;
            case FAILED, TIMED_OUT, CROWDED -> failed(clock.instant());
            default -> {
                // It never came as far as to need the route.
            }
        }
    }

    private void failed(Instant now) {
        if (failures == 0) {
            firstFailure = now;
        }
        lastFailure = now;
        failures++;
    }

    /** Why deliveries are not taken; empty while they are, or nobody knows. */
    synchronized Optional<String> hindrance() {
        boolean allFail = failures > 0 && !lastFailure.isBefore(firstFailure.plus(PATIENCE));
        return allFail && clock.instant().isBefore(lastFailure.plus(LATELY))
                ? Optional.of("the route has finished none of the last " + failures + " since " + firstFailure
                        + "; look at what it writes to, Kafka for one, and at its errors in the log")
                : Optional.empty();
    }
}
