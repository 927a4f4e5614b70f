package io.camelclio.app.smokeball;

import io.camelclio.pull.progress.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lasts from one read to the next of a collection of the whole firm. One that can be asked for changes is asked for
 * those since the watermark, and from time to time for everything, since a row that moves between two pages may escape; any
 * other is always read whole. A whole read ends with what has vanished.
 */
final class PolledCollection implements Polled, ReadingPlan {

    private final PolledList list;
    private final boolean tellsVanished;
    private final Absences absences;
    private final Watermark swept;
    private final Duration sweepPeriod;
    private final Clock clock;
    private Set<String> lookedForAgain = Set.of();
    private SmokeballRead read;
    private Reading next;

    /**
     * @param tellsVanished whether what is missing from the list may be taken for deleted
     * @param swept when it was last read whole
     * @param sweepPeriod how often it is read whole; zero for only once
     */
    PolledCollection(
            PolledList list,
            boolean tellsVanished,
            Absences absences,
            Watermark swept,
            Duration sweepPeriod,
            Clock clock) {
        this.list = list;
        this.tellsVanished = tellsVanished;
        this.absences = absences;
        this.swept = swept;
        this.sweepPeriod = sweepPeriod;
        this.clock = clock;
    }

    @Override
    public ReadingPlan begin(Instant now) {
        list.known().prepare();
        list.pageSize().after(read);
        absences.begin();
        read = list.read(isSweepDue(now), now);
        next = read;
        return this;
    }

    @Override
    public void forgetDoubts() {
        absences.forget();
    }

    private boolean isSweepDue(Instant now) {
        return list.known().isComplete()
                && (absences.isInDoubt()
                        || !sweepPeriod.isZero()
                                && swept.from()
                                        .filter(time -> time.plus(sweepPeriod).isAfter(now))
                                        .isEmpty());
    }

    @Override
    public Optional<Reading> next() {
        Optional<Reading> ready = Optional.ofNullable(next);
        next = null;
        return ready;
    }

    @Override
    public boolean ended(Reading reading) throws SmokeballException {
        if (read.refusal().isPresent()) {
            throw SmokeballException.of(list.collection(), read.refusal().getAsInt());
        }
        if (!reading.isComplete()) {
            return false;
        }
        if (reading == read) {
            list.end(read);
            next = lookForVanished();
        } else if (reading instanceof AbsentRecords absent) {
            lookAgain(absent.unanswered());
        }
        if (next == null && read.isWhole()) {
            sweepIsOver();
        }
        return true;
    }

    private Reading lookForVanished() {
        if (!read.isWhole()
                || read.hasUnreadable()
                || !tellsVanished
                || !list.known().isComplete()) {
            return null;
        }
        if (!read.met().isEmpty()) {
            absences.hasRecords();
        }
        read.lacking().forEach(key -> absences.lacks(key, read.seen()));
        Map<String, Seen> vanished = absences.end();
        if (vanished.isEmpty()) {
            return null;
        }
        return list.hasAddressesOfRecords()
                ? new AbsentRecords(list, vanished.keySet(), true, clock.instant())
                : new VanishedRecords(vanished);
    }

    /** What Smokeball says nothing of is looked for by the next poll, once; then it is left to the sweeps, which cost more. */
    private void lookAgain(Set<String> unanswered) {
        Set<String> keys = new HashSet<>(unanswered);
        keys.removeAll(lookedForAgain);
        lookedForAgain = keys;
        absences.doubt(keys);
    }

    /** One that leaves a doubt is not the last word, even if a restart forgets the doubt. */
    private void sweepIsOver() {
        if (list.known().isComplete() && list.collection().since().isPresent() && !absences.isInDoubt()) {
            swept.moveTo(read.vendorStart());
        }
    }

    @Override
    public void notAsked() {
        read = null;
    }

    @Override
    public boolean hasMore() {
        return false;
    }
}
