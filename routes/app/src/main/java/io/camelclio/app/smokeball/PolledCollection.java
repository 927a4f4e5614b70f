package io.camelclio.app.smokeball;

import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What lasts from one read to the next of a collection of the whole firm. One that can be asked for changes is asked for
 * those since the watermark, and from time to time for everything, since a row that moves between two pages may escape; any
 * other is always read whole.
 */
final class PolledCollection implements Polled, ReadingPlan {

    private final PolledList list;
    private final Deletions deletions;
    private final Watermark swept;
    private final Duration sweepPeriod;
    private SmokeballRead last;
    private SmokeballRead unread;

    /**
     * @param swept when it was last read whole
     * @param sweepPeriod how often it is read whole; zero for only once
     */
    PolledCollection(PolledList list, Deletions deletions, Watermark swept, Duration sweepPeriod) {
        this.list = list;
        this.deletions = deletions;
        this.swept = swept;
        this.sweepPeriod = sweepPeriod;
    }

    @Override
    public SmokeballPoll begin(Instant now) {
        list.known().prepare();
        deletions.begin();
        list.pageSize().after(last);
        last = list.read(isSweepDue(now), now);
        unread = last;
        return new SmokeballPoll(this);
    }

    private boolean isSweepDue(Instant now) {
        return list.known().isInDoubt()
                || !sweepPeriod.isZero()
                        && swept.from()
                                .filter(time -> time.plus(sweepPeriod).isAfter(now))
                                .isEmpty();
    }

    @Override
    public Optional<SmokeballRead> next() {
        Optional<SmokeballRead> next = Optional.ofNullable(unread);
        unread = null;
        return next;
    }

    @Override
    public void ended(SmokeballRead read) {
        list.end(read);
        if (read.isComplete() && read.isWhole() && list.collection().since().isPresent()) {
            swept.moveTo(read.vendorStart());
        }
    }

    @Override
    public boolean goesOnWithout(SmokeballRead refused, int status) {
        return false;
    }

    @Override
    public boolean hasMore() {
        return false;
    }
}
