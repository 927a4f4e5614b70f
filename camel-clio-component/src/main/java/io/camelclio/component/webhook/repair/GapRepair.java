package io.camelclio.component.webhook.repair;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioEndpoint;
import io.camelclio.component.ListComparison;
import io.camelclio.component.ListRepair;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.leadership.Leadership;
import io.camelclio.component.telemetry.RepairObserver;
import io.camelclio.component.webhook.repair.Outages.Gap;
import io.camelclio.component.webhook.repair.Outages.Live;
import io.camelclio.component.webhook.subscription.Interruption;
import io.camelclio.component.webhook.subscription.Subscription;
import io.camelclio.component.webhook.subscription.SubscriptionListener;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.progress.ConfirmedVersions;
import io.camelclio.pull.progress.KnownRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs the gaps of one subscription: looks every few minutes how things stand and, while this process leads and the
 * subscription is live, reads what changed in a gap, reads again now and then what nobody missed, and compares less often.
 * A read begins only when the subscription is live, so what changes after its beginning is delivered. A failure leaves the
 * gap open; it is tried again with growing pauses.
 */
public final class GapRepair implements SubscriptionListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GapRepair.class);

    /** After a failure, or when the rate limit leaves no room. */
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** How often it is looked whether anything is to be done, if nothing calls for it sooner. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** After a gap Clio gets a moment until its lists show all that happened in it. */
    static final Duration COMPARE_SOON = Duration.ofMinutes(1);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int JITTER_SHARE = 10;

    private final String connection;
    private final RepairSettings settings;
    private final ListRepair reads;
    private final LastGood lastGood;
    private final Leadership leadership;
    private final Clock clock;
    private final RepairObserver observer;
    private final Outages outages;
    private final Rounds rounds;
    private final Runnable atTakingTheLead;

    // Only rounds touch these, and there is one at a time.
    private boolean begun;
    private int shownGap;
    private boolean compared;
    private Instant compareAt;
    private Instant recheckAt;
    private Instant notBefore = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private boolean failing;
    private Duration comparePause = FIRST_PAUSE;

    /**
     * @param connection the account's name
     * @param threads run what may wait
     */
    GapRepair(
            String connection,
            RepairSettings settings,
            ListRepair reads,
            LastGood lastGood,
            Outages outages,
            Leadership leadership,
            Clock clock,
            ScheduledExecutorService scheduler,
            Executor threads,
            RepairObserver observer) {
        this.connection = connection;
        this.settings = settings;
        this.reads = reads;
        this.lastGood = lastGood;
        this.outages = outages;
        this.leadership = leadership;
        this.clock = clock;
        this.observer = observer;
        this.compared = settings.knownLasts();
        this.rounds = new Rounds(this::round, INTERVAL, scheduler, threads);
        this.atTakingTheLead = rounds::soon;
    }

    /**
     * What repairs the gaps of one consumer.
     *
     * @param list the records as they are delivered; its poll's cursor names what is kept, and its overlap counts
     * @param consumer whose route takes the records
     * @param memory what that consumer has confirmed lately
     * @param known what was confirmed of all the model's records
     * @param states keeps how far everything has arrived
     * @param threads run what may wait
     */
    public static GapRepair of(
            RepairSettings settings,
            ClioEndpoint list,
            DefaultConsumer consumer,
            ConfirmedVersions memory,
            KnownRecords known,
            StateRepository<String, String> states,
            Leadership leadership,
            Executor threads) {
        ClioConnection connection = list.getConnection();
        LastGood lastGood = new LastGood(
                states,
                list.getPoll().getCursor(),
                Duration.ofMillis(list.getPoll().getOverlap()));
        Outages outages = new Outages();
        RepairObserver observer = connection.telemetry().repair(settings.model(), settings.path());
        ListRepair reads = new ListRepair(
                list,
                consumer,
                memory,
                known,
                lastGood.watermark(),
                () -> leadership.isMine() && outages.allowRead(),
                observer::handed);
        return new GapRepair(
                connection.getName(),
                settings,
                reads,
                lastGood,
                outages,
                leadership,
                connection.clock(),
                connection.scheduler(),
                threads,
                observer);
    }

    /** From now on deliveries are taken. */
    public void start() {
        outages.accept(clock.instant());
        leadership.whenTaken(atTakingTheLead);
        rounds.start();
    }

    /** For now every delivery is put off, and nothing is read. */
    public void suspend() {
        outages.suspend(clock.instant());
    }

    /** Deliveries are taken again. */
    public void resume() {
        outages.accept(clock.instant());
        rounds.soon();
    }

    /** Ends the read under way; the next start goes on with it. */
    @Override
    public void close() {
        leadership.forget(atTakingTheLead);
        rounds.stop();
        reads.end();
        observer.close();
    }

    @Override
    public void seenLive(Subscription subscription, Instant checkedAt) {
        outages.seenLive(subscription.id(), checkedAt);
        rounds.soon();
    }

    @Override
    public void interrupted(Interruption interruption) {
        outages.interrupted(interruption);
    }

    /** A delivery was put off. */
    public void putOff() {
        outages.putOff(clock.instant());
    }

    /** A delivery was taken. */
    public void taken() {
        outages.taken();
    }

    /** A change is safe where the route took it. Never waits, never throws. */
    public void confirmed(String recordId, ChangeKind kind, ChangeEvent change) {
        reads.confirmed(recordId, kind, change);
    }

    /** Gives back when it is to be done again. */
    private Duration round() {
        Outages.View view = outages.view();
        Instant now = clock.instant();
        if (!leadership.isMine()) {
            begun = false;
        } else if (view.live().isPresent() && view.accepting() && !now.isBefore(notBefore)) {
            try {
                if (!begun) {
                    begin(view);
                }
                repairOrRecheck();
                pause = FIRST_PAUSE;
                failing = false;
            } catch (Exception e) {
                failed(e);
            }
        }
        return untilNext();
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Instant next = now.plus(INTERVAL);
        if (notBefore.isAfter(now)) {
            next = notBefore;
        } else if (begun && !settings.reconcile().isZero() && compareAt.isBefore(next)) {
            next = compareAt;
        }
        Duration until = Duration.between(now, next);
        return until.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : until;
    }

    /** What was kept tells whether anything can have been lost before this process took over. */
    private void begin(Outages.View view) {
        Live live = view.live().orElseThrow();
        // Whoever led before may have known of a gap and told nobody.
        recheckAt = clock.instant();
        if (lastGood.from().isEmpty()) {
            beginForTheFirstTime(live);
        } else if (view.gap().isEmpty() && !lastGood.isReadUntil(view.acceptingSince())) {
            outages.open("no delivery could be taken here before " + view.acceptingSince());
        }
        compareAt = lastGood.compared()
                .map(this::nextComparison)
                .orElse(clock.instant().plus(COMPARE_SOON));
        begun = true;
    }

    private void beginForTheFirstTime(Live live) {
        if (settings.since().isNow()) {
            lastGood.since(live.checkedAt());
            lastGood.compared(clock.instant());
            lastGood.moveTo(live.checkedAt());
            recheckAt = nextRecheck(clock.instant());
            outages.forget();
        } else {
            settings.since().time().ifPresent(lastGood::since);
            outages.open("nothing was ever read, and option since is " + settings.since());
        }
    }

    private void repairOrRecheck() throws Exception {
        outages.checkPutOffs();
        Outages.View view = outages.view();
        if (view.live().isEmpty()) {
            return;
        }
        if (view.gap().isPresent()) {
            repair(view.gap().get(), view.live().get());
            return;
        }
        compareIfDue(view.acceptingSince());
        recheckIfDue();
    }

    private void repair(Gap gap, Live live) throws Exception {
        show(gap);
        lastGood.forgetCompared();
        Instant readAt = clock.instant();
        int handed = read(live);
        outages.closed(gap, readAt);
        observer.caughtUp();
        recheckAt = nextRecheck(readAt);
        compareAt = clock.instant().plus(COMPARE_SOON);
        LOG.info(
                "Repaired the gap in deliveries of {} for connection '{}': {} records read and handed over in {} s",
                settings.model(),
                connection,
                handed,
                Duration.between(readAt, clock.instant()).toSeconds());
    }

    private void show(Gap gap) {
        if (gap.number() == shownGap) {
            return;
        }
        shownGap = gap.number();
        observer.opened(gap.cause());
        LOG.info(
                "Deliveries of {} for connection '{}' may be missing: {}. What changed since {} is read",
                settings.model(),
                connection,
                gap.cause(),
                lastGood.from().map(Instant::toString).orElse(settings.since().toString()));
    }

    private int read(Live live) throws Exception {
        if (!settings.wantsStates()) {
            lastGood.moveTo(live.checkedAt());
            return 0;
        }
        if (reads.isIncremental()) {
            return reads.readChanges();
        }
        Instant newsFrom = lastGood.from().or(lastGood::since).orElse(Instant.MIN);
        ListComparison comparison = compare(newsFrom, true);
        lastGood.moveTo(comparison.began());
        return comparison.missing();
    }

    private Instant nextRecheck(Instant last) {
        return settings.recheck().isZero() ? Instant.MAX : last.plus(settings.recheck());
    }

    /** What was lost unnoticed, by another replica or on the way to us, is in no gap that this process knows. */
    private void recheckIfDue() throws Exception {
        Instant now = clock.instant();
        if (!settings.wantsStates() || !reads.isIncremental() || now.isBefore(recheckAt)) {
            return;
        }
        int handed = reads.recheckChanges();
        recheckAt = nextRecheck(now);
        if (failing) {
            observer.caughtUp();
        }
        if (handed > 0) {
            LOG.info(
                    "{} changed records of {} for connection '{}' had not arrived yet, and were read and handed over",
                    handed,
                    settings.model(),
                    connection);
        }
    }

    /** One that fails must not keep gaps from being repaired. */
    private void compareIfDue(Instant acceptingSince) {
        if (settings.reconcile().isZero() || clock.instant().isBefore(compareAt)) {
            return;
        }
        try {
            // What is kept in memory knows nothing of the time before this process, but everything since.
            Instant newsFrom = compared ? lastGood.since().orElse(Instant.MIN) : acceptingSince;
            outages.comparing(true);
            ListComparison comparison = compare(newsFrom, false);
            if (!reads.isIncremental()) {
                lastGood.moveTo(comparison.began());
            }
            Instant now = clock.instant();
            lastGood.compared(now);
            compareAt = nextComparison(now);
            comparePause = FIRST_PAUSE;
        } catch (Exception e) {
            compareAt = clock.instant().plus(comparePause);
            if (told("The comparison of all", e, comparePause)) {
                comparePause = doubled(comparePause);
            }
        } finally {
            outages.comparing(false);
        }
    }

    private ListComparison compare(Instant newsFrom, boolean recentToo) throws Exception {
        Instant begun = clock.instant();
        ListComparison found = reads.compare(newsFrom, recentToo, settings.wantsDeletions(), settings.maxDeleted());
        compared = true;
        Duration took = Duration.between(begun, clock.instant());
        observer.compared(found.missing(), found.deleted(), found.calls(), took);
        LOG.info(
                "Compared the {} records of {} that Clio has for connection '{}' with what is known: missing={},"
                        + " deleted={}, noted={}, untold={}, with {} calls in {} s",
                found.records(),
                settings.model(),
                connection,
                found.missing(),
                found.deleted(),
                found.noted(),
                found.untold(),
                found.calls(),
                took.toSeconds());
        return found;
    }

    /** Those of many models and connections should not come at the same time. */
    private Instant nextComparison(Instant last) {
        long longest = Math.max(1, settings.reconcile().toMillis() / JITTER_SHARE);
        long jitter = Math.floorMod((connection + "/" + settings.model()).hashCode() * 31L, longest);
        return last.plus(settings.reconcile()).plusMillis(jitter);
    }

    private void failed(Exception failure) {
        notBefore = clock.instant().plus(pause);
        if (told("The repair of deliveries", failure, pause)) {
            failing = true;
            pause = doubled(pause);
        }
    }

    /** Whether it is a failure, and no stop or pause that the rate limit asks for. */
    private boolean told(String what, Exception failure, Duration nextTry) {
        if (failure instanceof CancellationException) {
            LOG.debug("{} of {} for connection '{}' is stopped", what, settings.model(), connection);
            return false;
        }
        if (failure instanceof ClioException e
                && (e.kind() == ClioException.Kind.RATE_LIMITED || e.kind() == ClioException.Kind.BUDGET_EXHAUSTED)) {
            LOG.debug(
                    "The rate limit leaves no room now: {} of {} for connection '{}' goes on later",
                    what,
                    settings.model(),
                    connection);
            return false;
        }
        observer.failed(failure);
        LOG.warn(
                "{} of {} for connection '{}' failed, next try in {} s: {}",
                what,
                settings.model(),
                connection,
                nextTry.toSeconds(),
                words(failure));
        LOG.debug("{} of {} for connection '{}' failed", what, settings.model(), connection, failure);
        return true;
    }

    /** Clio's own words; of any other failure only its kind is safe to show. */
    private static String words(Exception failure) {
        return failure instanceof ClioException
                ? failure.getMessage()
                : failure.getClass().getSimpleName()
                        + "; look for the failure of the route, the state repository or the known records";
    }

    private static Duration doubled(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
