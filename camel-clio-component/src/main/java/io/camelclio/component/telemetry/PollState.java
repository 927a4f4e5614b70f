package io.camelclio.component.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one poll stands.
 *
 * @param resource the resource's path in the catalogue
 * @param upTo whatever Clio changed before is known; the poll's start as long as no read has ended
 * @param lastCompleted when a read last ended well; empty before the first
 * @param lastFailure when a read last failed; empty before the first
 * @param failure the kind of the last failure, such as {@code VENDOR_FAILURE}; empty before the first
 */
public record PollState(
        String resource,
        Instant upTo,
        Optional<Instant> lastCompleted,
        Optional<Instant> lastFailure,
        Optional<String> failure) {

    /** How far the poll is behind at a time, never less than nothing. */
    public Duration lag(Instant now) {
        return upTo.isBefore(now) ? Duration.between(upTo, now) : Duration.ZERO;
    }
}
