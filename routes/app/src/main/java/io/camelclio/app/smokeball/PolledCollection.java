package io.camelclio.app.smokeball;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What lasts from one read of a collection to the next. A collection that can be asked for changes is asked for those since
 * the watermark, and from time to time for everything, since a row that moves between two pages may escape; any other is
 * always read whole. The watermark moves only at the end of a read of which every record was taken.
 */
final class PolledCollection {

    private final Collection collection;
    private final String uri;
    private final Watermark watermark;
    private final Watermark swept;
    private final Duration sweepPeriod;
    private final PageSize pageSize;
    private final KnownCollection known;
    private SmokeballRead last;

    /**
     * @param watermark up to when changes were read
     * @param swept when it was last read whole
     * @param sweepPeriod how often it is read whole; zero for only once
     */
    PolledCollection(
            Collection collection,
            String uri,
            Watermark watermark,
            Watermark swept,
            Duration sweepPeriod,
            PageSize pageSize,
            KnownCollection known) {
        this.collection = collection;
        this.uri = uri;
        this.watermark = watermark;
        this.swept = swept;
        this.sweepPeriod = sweepPeriod;
        this.pageSize = pageSize;
        this.known = known;
    }

    Collection collection() {
        return collection;
    }

    /** Where its pages are. */
    String uri() {
        return uri;
    }

    /** How many records a page is asked to hold now. */
    int pageSize() {
        return pageSize.now();
    }

    KnownCollection known() {
        return known;
    }

    /**
     * Starts a read. May wait, for a bounded time.
     *
     * @throws RuntimeException when the watermark or what is known cannot be looked up now
     */
    SmokeballRead begin(Instant now) {
        known.prepare();
        if (last != null && last.isUnanswered()) {
            pageSize.lower();
        } else if (last != null) {
            pageSize.raise();
        }
        last = new SmokeballRead(this, isSweepDue(now) ? Optional.empty() : watermark.from(), now);
        return last;
    }

    private boolean isSweepDue(Instant now) {
        return collection.since().isEmpty()
                || known.isInDoubt()
                || !sweepPeriod.isZero()
                        && swept.from()
                                .filter(time -> time.plus(sweepPeriod).isAfter(now))
                                .isEmpty();
    }

    /** Gateways refuse pages that are too large or take too long. */
    boolean lowerPageSize() {
        return pageSize.lower();
    }

    /** If every record of every page was taken, the next read begins where this one began. */
    void end(SmokeballRead read) {
        if (!read.isComplete() || collection.since().isEmpty()) {
            return;
        }
        watermark.moveTo(read.vendorStart());
        if (read.isWhole()) {
            swept.moveTo(read.vendorStart());
        }
    }
}
