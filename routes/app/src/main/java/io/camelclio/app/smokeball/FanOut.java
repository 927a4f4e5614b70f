package io.camelclio.app.smokeball;

import io.camelclio.pull.progress.ReadProgress;
import io.camelclio.pull.progress.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a collection that stands under parents: round after round, in each of them every parent once, in the order of their
 * ids, a few seconds' worth at a poll. How far a round has come is kept, so that a restart goes on there. A parent that is
 * refused, or fails again and again, is left to the next round and holds nobody up.
 */
final class FanOut implements Polled, ReadingPlan {

    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** A route that is stopped waits for so long at most, and for the list that is under way. */
    private static final Duration MOST_OF_A_POLL = Duration.ofSeconds(10);

    private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(5);

    /** Polls in a row that broke off at the same list. */
    private static final int MOST_FAILURES = 3;

    /**
     * So many refusals and no list at the beginning of a round are most likely no parent's own, but of the collection itself:
     * no more than that are asked for at a poll.
     */
    private static final int MOST_REFUSED_AT_FIRST = 10;

    private static final String WHOLE = "whole";
    private static final String CHANGES = "changes";

    private final CollectionTree tree;
    private final Watermark rounds;
    private final Watermark swept;
    private final Duration sweepPeriod;
    private final Duration roundPeriod;
    private final Clock clock;
    private final RoundAbsences absences;
    private final GoneLists goneLists;
    private FanOutRound round;
    private SmokeballRead last;
    private boolean lastEnded = true;
    private boolean brokenOff;
    private List<String> failedAt;
    private int failures;
    private Instant pollEnd;
    private Instant reported;
    private volatile FanOutProgress progress;

    /**
     * @param sweepPeriod how often everything is read where changes could be asked for; zero for only once
     * @param roundPeriod how long after the beginning of a round the next one begins, if it is over by then
     */
    FanOut(CollectionTree tree, Duration sweepPeriod, Duration roundPeriod, Clock clock) {
        this.tree = tree;
        this.rounds = tree.mark("");
        this.swept = tree.mark("/swept");
        this.sweepPeriod = sweepPeriod;
        this.roundPeriod = roundPeriod;
        this.clock = clock;
        this.absences = new RoundAbsences(tree, clock);
        this.goneLists = new GoneLists(tree);
        this.progress = FanOutProgress.none();
    }

    FanOutProgress progress() {
        return progress;
    }

    @Override
    public ReadingPlan begin(Instant now) {
        goOnOrBegin(now);
        if (last != null) {
            last.of().pageSize().after(last);
        }
        last = null;
        brokenOff = false;
        pollEnd = now.plus(MOST_OF_A_POLL);
        return this;
    }

    /** A round that is under way goes on, but as one that began elsewhere. */
    @Override
    public void forgetDoubts() {
        tree.absences().forget();
        goneLists.forgetDoubts();
        round = null;
    }

    /** What is kept decides: another copy of the application may have led meanwhile. */
    private void goOnOrBegin(Instant now) {
        Optional<ReadProgress> kept = rounds.unfinished(WHOLE).or(() -> rounds.unfinished(CHANGES));
        if (round != null && kept.filter(round::isAt).isPresent()) {
            tree.known().prepare();
            leaveWhatFailsAgainAndAgain();
            return;
        }
        round = null;
        if (kept.isPresent()) {
            begin(FanOutRound.goingOn(kept.get(), kept.get().request().equals(WHOLE), tree.depth()), now);
        } else if (isDue(rounds, roundPeriod, now)) {
            tree.parentsPageSize().raise();
            begin(FanOutRound.fromTheFirst(now, isWholeDue(now), tree.depth()), now);
            keep();
        }
    }

    private boolean isWholeDue(Instant now) {
        boolean sweepIsDue = tree.absences().isInDoubt() || !sweepPeriod.isZero() && isDue(swept, sweepPeriod, now);
        return tree.collection().since().isEmpty() || sweepIsDue && tree.known().isComplete();
    }

    private void begin(FanOutRound begun, Instant now) {
        tree.known().prepare();
        tree.known().lookUpMembers();
        absences.begin();
        goneLists.begin();
        round = begun;
        reported = now;
        lastEnded = true;
    }

    private static boolean isDue(Watermark mark, Duration period, Instant now) {
        return mark.from().filter(time -> time.plus(period).isAfter(now)).isEmpty();
    }

    private void leaveWhatFailsAgainAndAgain() {
        if (last == null) {
            return;
        }
        if (lastEnded) {
            failures = 0;
            return;
        }
        lastEnded = true;
        List<String> parents = round.parents();
        failures = parents.equals(failedAt) ? failures + 1 : 1;
        failedAt = parents;
        if (failures >= MOST_FAILURES && !parents.isEmpty()) {
            if (round.isWhole()) {
                readWholeNextTime(last);
            }
            boolean leftOut = round.failed();
            LOG.warn(
                    "{} of Smokeball could not be read {} times in a row; the others are read first, and this one again {}",
                    last.collection().path(),
                    failures,
                    leftOut ? "in the next round" : "after them");
            failures = 0;
        }
    }

    /** A sweep that leaves a list out must not be the last word on it. */
    private static void readWholeNextTime(SmokeballRead leftOut) {
        if (leftOut.isForRecords()) {
            leftOut.of().forget();
        }
    }

    @Override
    public Optional<Reading> next() {
        if (round == null || brokenOff) {
            return Optional.empty();
        }
        if (round.isOver()) {
            Optional<Reading> deletions = absences.next(round);
            if (deletions.isEmpty()) {
                end();
            }
            return deletions;
        }
        if (!clock.instant().isBefore(pollEnd)) {
            return Optional.empty();
        }
        last = read(round.parents());
        lastEnded = false;
        return Optional.of(last);
    }

    private SmokeballRead read(List<String> parents) {
        if (parents.size() < tree.depth()) {
            return tree.parents(parents).readIds(clock.instant());
        }
        PolledList list = tree.list(parents);
        absences.asked(list);
        goneLists.asked(parents);
        return list.read(round.isWhole(), clock.instant());
    }

    @Override
    public boolean ended(Reading reading) throws SmokeballException {
        if (reading != last) {
            brokenOff = !reading.isComplete();
            absences.ended(reading);
            return !brokenOff;
        }
        if (last.refusal().isPresent()) {
            goOnWithout(last, last.refusal().getAsInt());
            return !brokenOff;
        }
        lastEnded = true;
        brokenOff = !last.isComplete();
        if (!brokenOff) {
            moveOn(settle(last));
        }
        return !brokenOff;
    }

    /** @return whether all that stands under an outermost parent is done */
    private boolean settle(SmokeballRead read) {
        if (!read.isForRecords()) {
            absences.foundParents(read, round);
            return round.found(read.met());
        }
        if (round.isWhole()) {
            absences.wasRead(read);
        }
        read.of().end(read);
        return round.read();
    }

    private void goOnWithout(SmokeballRead refused, int status) throws SmokeballException {
        if (round.parents().isEmpty()) {
            throw SmokeballException.of(refused.collection(), status);
        }
        lastEnded = true;
        boolean before = isRefusedAltogether();
        if (!before && (status == 404 || round.isWhole())) {
            readWholeNextTime(refused);
        }
        LOG.debug("{} of Smokeball was refused with {}", refused.collection().path(), status);
        moveOn(round.refused(status));
        if (isRefusedAltogether()) {
            brokenOff = round.refusedAtFirst() % MOST_REFUSED_AT_FIRST == 0;
            if (!before) {
                LOG.warn(
                        "The first {} lists of {} were all refused by Smokeball, the last with {}; check the scopes granted, of"
                                + " which this needs {}, and SMOKEBALL_ACCOUNT_ID. Until one is given, {} are tried at each"
                                + " poll",
                        round.refusedAtFirst(),
                        tree.collection().entity(),
                        status,
                        refused.collection().scope(),
                        MOST_REFUSED_AT_FIRST);
            }
        }
    }

    private boolean isRefusedAltogether() {
        return round.refusedAtFirst() >= MOST_REFUSED_AT_FIRST;
    }

    @Override
    public void notAsked() {
        last = null;
    }

    @Override
    public boolean hasMore() {
        return round != null && lastEnded && !brokenOff;
    }

    /** @param outermost whether all that stands under an outermost parent is done */
    private void moveOn(boolean outermost) {
        progress = round.progress();
        if (outermost) {
            keep();
        }
        Instant now = clock.instant();
        if (!reported.plus(BETWEEN_REPORTS).isAfter(now)) {
            reported = now;
            LOG.info("Reading {} of Smokeball: {}", tree.collection().entity(), progress);
        }
    }

    private void keep() {
        rounds.keep(round.kept(round.isWhole() ? WHOLE : CHANGES));
    }

    /** A sweep that was not seen from its first parent, or leaves a doubt, is not the last word. */
    private void end() {
        boolean metEveryParent = absences.metEveryParent(round);
        if (round.isWhole()
                && round.isFromTheFirst()
                && tree.known().isComplete()
                && tree.collection().since().isPresent()
                && !tree.absences().isInDoubt()) {
            swept.moveTo(round.began());
        }
        rounds.moveTo(round.began());
        progress = round.progress();
        Duration took = Duration.between(round.began(), clock.instant());
        if (progress.leftOut() > 0) {
            LOG.warn(
                    "Read {} of Smokeball within {}: {}; what was left out is asked for again in the next round, from where"
                            + " it was",
                    tree.collection().entity(),
                    took,
                    progress);
        } else {
            LOG.info("Read {} of Smokeball within {}: {}", tree.collection().entity(), took, progress);
        }
        round = null;
        if (metEveryParent) {
            goneLists.end();
        }
    }
}
