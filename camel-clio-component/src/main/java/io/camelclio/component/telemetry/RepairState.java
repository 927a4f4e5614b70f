package io.camelclio.component.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the repair of one webhook's gaps stands in this process.
 *
 * @param model Clio's word for the kind of record
 * @param gapSince when a gap was noticed that is still open; empty when there is none
 * @param cause why the last gap came about; empty before the first
 * @param lastCaughtUp when a gap was last closed; empty before the first
 * @param lastComparison the last comparison that came to its end; empty before the first
 * @param failure the kind of the last failure since the last success, such as {@code VENDOR_FAILURE}
 */
public record RepairState(
        String model,
        Optional<Instant> gapSince,
        Optional<String> cause,
        Optional<Instant> lastCaughtUp,
        Optional<Comparison> lastComparison,
        Optional<String> failure) {

    /**
     * What a comparison of all that Clio has with what is known has found.
     *
     * @param ended when it ended
     * @param missing how many records were missing or older than Clio's
     * @param deleted how many Clio had no more
     * @param calls how many calls of Clio's API it took
     * @param took how long it took
     */
    public record Comparison(Instant ended, int missing, int deleted, int calls, Duration took) {}

    static RepairState of(String model) {
        return new RepairState(
                model, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
