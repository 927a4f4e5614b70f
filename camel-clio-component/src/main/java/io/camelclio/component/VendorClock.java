package io.camelclio.component;

import java.time.Duration;
import java.time.Instant;

/**
 * Clio's clock, as far as the times of delivered records prove that it is ahead of ours. A delivered deletion has no time of its
 * own; by our clock alone it could look older than the change before it, and would change nothing. What was proven counts for
 * ten minutes at least and twenty at most: a deletion that looks too new is put right by the next read of the restored record,
 * one that looks too old by nothing. Never behind our clock. Thread-safe.
 */
public final class VendorClock {

    /** A record that is further ahead has a wrong time. */
    static final Duration LONGEST_LEAD = Duration.ofMinutes(10);

    private static final Duration COUNTS = Duration.ofMinutes(10);

    private Instant since = Instant.MIN;
    private Duration lead = Duration.ZERO;
    private Duration leadBefore = Duration.ZERO;

    /**
     * A delivery has shown a record.
     *
     * @param changed the record's own change time, on Clio's clock
     * @param receivedAt on our clock
     */
    public synchronized void saw(Instant changed, Instant receivedAt) {
        goOn(receivedAt);
        Duration ahead = Duration.between(receivedAt, changed);
        if (ahead.compareTo(lead) > 0 && ahead.compareTo(LONGEST_LEAD) <= 0) {
            lead = ahead;
        }
    }

    /** What it shows at least at a time of ours. */
    public synchronized Instant at(Instant ours) {
        goOn(ours);
        return ours.plus(lead.compareTo(leadBefore) > 0 ? lead : leadBefore);
    }

    private void goOn(Instant now) {
        Duration age = Duration.between(since, now);
        if (age.compareTo(COUNTS) > 0) {
            leadBefore = age.compareTo(COUNTS.multipliedBy(2)) > 0 ? Duration.ZERO : lead;
            lead = Duration.ZERO;
            since = now;
        }
    }
}
