package io.camelclio.component.webhook.repair;

import io.camelclio.component.ListComparison;
import io.camelclio.component.ListRepair;
import io.camelclio.component.telemetry.RepairObserver;
import io.camelclio.pull.progress.Settled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares now and then all that Clio has with what is known. One comparison is two looks: what the first one finds lacking
 * is told, and counted, only if it is still known minutes later, when a delivery that was under way has come. One that
 * fails is tried again with growing pauses, and keeps nothing else from being done.
 */
final class Comparisons {

    private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

    /** After a gap Clio gets a moment until its lists show all that happened in it. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final int JITTER_SHARE = 10;

    private final RepairSettings settings;
    private final ListRepair reads;
    private final LastGood lastGood;
    private final Clock clock;
    private final RepairObserver observer;
    private final Failures failures;
    private boolean compared;
    private Instant nextAt = Instant.MAX;
    private Optional<Comparing> half = Optional.empty();

    /** A comparison as far as it has come, and how long it worked on it. */
    private record Comparing(ListComparison found, Duration took) {}

    Comparisons(
            RepairSettings settings,
            ListRepair reads,
            LastGood lastGood,
            Clock clock,
            RepairObserver observer,
            Failures failures) {
        this.settings = settings;
        this.reads = reads;
        this.lastGood = lastGood;
        this.clock = clock;
        this.observer = observer;
        this.failures = failures;
        this.compared = settings.knownLasts();
    }

    /** This process begins to lead: what was kept tells when the next one is due. */
    void begin() {
        plan(lastGood.compared().map(this::following).orElseGet(this::shortly));
    }

    /** All that a gap may hide is to be found soon; what was begun before it ends here. */
    void soon() {
        plan(shortly());
    }

    private Instant shortly() {
        // Where only comparisons read, this one has to bring what the read of the gap left to deliveries.
        boolean isSoon = reads.isIncremental() && SOON.compareTo(settings.underWay()) < 0;
        return clock.instant().plus(isSoon ? SOON : settings.underWay());
    }

    private void plan(Instant at) {
        half = Optional.empty();
        nextAt = settings.reconcile().isZero() ? Instant.MAX : at;
    }

    /** When the next look is due; {@link Instant#MAX} for never. */
    Instant nextAt() {
        return nextAt;
    }

    /**
     * Takes the next look, if it is due.
     *
     * @param acceptingSince since when this process has taken deliveries
     */
    void goOn(Instant acceptingSince) {
        Instant now = clock.instant();
        if (now.isBefore(nextAt)) {
            return;
        }
        try {
            ended(half.isPresent() ? secondLook(half.get()) : firstLook(acceptingSince));
            failures.over();
        } catch (Exception e) {
            nextAt = clock.instant().plus(failures.pauseAfter(e));
        }
    }

    private void ended(Comparing look) {
        Instant now = clock.instant();
        if (look.found().needsSecondLook()) {
            half = Optional.of(look);
            nextAt = now.plus(settings.underWay());
            return;
        }
        tell(look);
        lastGood.compared(now);
        plan(following(now));
    }

    private Comparing firstLook(Instant acceptingSince) throws Exception {
        Instant newsFrom = compared ? lastGood.since().orElse(Instant.MIN) : knownFrom(acceptingSince);
        Comparing look = look(newsFrom, Settled.before(settings.underWay()));
        if (!reads.isIncremental()) {
            lastGood.moveTo(look.found().upTo());
        }
        return look;
    }

    /** What is kept in memory knows nothing of the time before this process; all that is known of that is what was read. */
    private Instant knownFrom(Instant acceptingSince) {
        return lastGood.readUntil().filter(acceptingSince::isAfter).orElse(acceptingSince);
    }

    private Comparing secondLook(Comparing first) throws Exception {
        Instant begun = clock.instant();
        ListComparison found = reads.lookAgain(first.found(), Settled.before(settings.underWay()));
        return new Comparing(found, first.took().plus(Duration.between(begun, clock.instant())));
    }

    /**
     * Reads a list whole because Clio cannot be asked for what changed in it.
     *
     * @param newsFrom a record that is not known and was last changed before is noted as known, not handed over
     * @param settled what changed later does not count; the next comparison finds it
     */
    ListComparison wholeSince(Instant newsFrom, Settled settled) throws Exception {
        Comparing look = look(newsFrom, settled);
        tell(look);
        lastGood.moveTo(look.found().upTo());
        return look.found();
    }

    private Comparing look(Instant newsFrom, Settled settled) throws Exception {
        Instant begun = clock.instant();
        ListComparison found = reads.compare(newsFrom, settled, settings.wantsDeletions(), settings.maxDeleted());
        compared = true;
        return new Comparing(found, Duration.between(begun, clock.instant()));
    }

    private void tell(Comparing comparing) {
        ListComparison found = comparing.found();
        observer.compared(found.missing(), found.deleted(), found.calls(), comparing.took());
        LOG.info(
                "Compared the {} records of {} that Clio has for connection '{}' with what is known: missing={},"
                        + " deleted={}, noted={}, untold={}, with {} calls in {} s",
                found.records(),
                settings.model(),
                settings.connection(),
                found.missing(),
                found.deleted(),
                found.noted(),
                found.untold(),
                found.calls(),
                comparing.took().toSeconds());
    }

    /** Those of many models and connections should not come at the same time. */
    private Instant following(Instant last) {
        long longest = Math.max(1, settings.reconcile().toMillis() / JITTER_SHARE);
        long jitter = Math.floorMod((settings.connection() + "/" + settings.model()).hashCode() * 31L, longest);
        return last.plus(settings.reconcile()).plusMillis(jitter);
    }
}
