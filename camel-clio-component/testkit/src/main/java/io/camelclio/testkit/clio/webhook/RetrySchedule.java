package io.camelclio.testkit.clio.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: after a base delay that doubles, five times, then never (Clio's support
 * article on retries; there the base is 2 minutes, so that an event is gone after about an hour).
 */
record RetrySchedule(Duration base) {

    private static final int FURTHER_TRIES = 5;

    /** The wait after so many failed attempts, at least one; empty if that was the last. */
    Optional<Duration> after(int failedAttempts) {
        return failedAttempts > FURTHER_TRIES
                ? Optional.empty()
                : Optional.of(base.multipliedBy(1L << (failedAttempts - 1)));
    }
}
