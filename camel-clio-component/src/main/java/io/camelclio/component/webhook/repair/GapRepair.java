package io.camelclio.component.webhook.repair;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.ClioEndpoint;
import io.camelclio.component.ListRepair;
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
import io.camelclio.pull.progress.Settled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** How often it is looked whether anything is to be done, if nothing calls for it sooner. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final RepairSettings settings;
    private final ListRepair reads;
    private final LastGood lastGood;
    private final Leadership leadership;
    private final Clock clock;
    private final RepairObserver observer;
    private final Outages outages;
    private final Comparisons comparisons;
    private final Failures failures;
    private final Rounds rounds;
    private final Executor threads;
    private final Object shape = new Object();
    private final Runnable atTakingTheLead = this::tookTheLead;

    // Only rounds touch these, and there is one at a time.
    private boolean begun;
    private int shownGap;
    private Instant recheckAt;

    /** When deliveries have come that a read left alone because they were under way. */
    private Instant restAt = Instant.MAX;

    private Instant notBefore = Instant.MIN;

    /**
     * @param threads run what may wait
     */
    GapRepair(
            RepairSettings settings,
            ListRepair reads,
            LastGood lastGood,
            Outages outages,
            Leadership leadership,
            Clock clock,
            ScheduledExecutorService scheduler,
            Executor threads,
            RepairObserver observer) {
        this.settings = settings;
        this.reads = reads;
        this.lastGood = lastGood;
        this.outages = outages;
        this.leadership = leadership;
        this.clock = clock;
        this.observer = observer;
        this.threads = threads;
        this.comparisons = new Comparisons(
                settings,
                reads,
                lastGood,
                clock,
                observer,
                new Failures("The comparison of all", settings, leadership::isMine, observer));
        this.failures = new Failures("The repair of deliveries", settings, leadership::isMine, observer);
        this.rounds = new Rounds(this::round, INTERVAL, scheduler, threads);
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
                settings.lifeCycles(),
                lastGood.watermark(),
                () -> leadership.isMine() && outages.allowRead(),
                observer::handed);
        return new GapRepair(
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
        reads.share(this::settledUntil);
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
        outages.seenLive(subscription, checkedAt);
        rounds.soon();
    }

    @Override
    public void interrupted(Interruption interruption) {
        outages.interrupted(interruption);
    }

    /** Whoever leads after this process reads again what was taken in another shape, by itself or by others. */
    @Override
    public CompletableFuture<Void> beforeChange(Set<Interruption.Cause> causes) {
        return causes.contains(Interruption.Cause.FIELDS_CHANGED)
                ? CompletableFuture.runAsync(this::keepOtherShape, threads)
                : CompletableFuture.completedFuture(null);
    }

    private void keepOtherShape() {
        synchronized (shape) {
            lastGood.otherShape();
        }
    }

    /** A gap for the same reason that came about meanwhile keeps it. */
    private void forgetOtherShape() {
        synchronized (shape) {
            if (outages.view().gap().filter(Gap::otherShape).isEmpty()) {
                lastGood.forgetOtherShape();
            }
        }
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

    private void tookTheLead() {
        outages.tookTheLead();
        rounds.soon();
    }

    /** Gives back when it is to be done again. */
    private Duration round() {
        Outages.View view = outages.view();
        Instant now = clock.instant();
        // The lead may have been lost and taken between two rounds: what is kept then is another's word.
        if (outages.beginRound()) {
            begun = false;
            notBefore = Instant.MIN;
        } else if (!leadership.isMine()) {
            begun = false;
        }
        if (leadership.isMine() && view.live().isPresent() && view.accepting() && !now.isBefore(notBefore)) {
            try {
                if (!begun) {
                    begin(view);
                }
                repairOrRecheck();
                failures.over();
            } catch (Exception e) {
                notBefore = clock.instant().plus(failures.pauseAfter(e));
            }
        }
        return untilNext();
    }

    private Duration untilNext() {
        Instant now = clock.instant();
        Instant next = now.plus(INTERVAL);
        if (notBefore.isAfter(now)) {
            next = notBefore;
        } else if (begun && nextDue().isBefore(next)) {
            next = nextDue();
        }
        Duration until = Duration.between(now, next);
        return until.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : until;
    }

    private Instant nextDue() {
        Instant compared = comparisons.nextAt();
        return rechecks() && readAgainAt().isBefore(compared) ? readAgainAt() : compared;
    }

    private Instant readAgainAt() {
        return restAt.isBefore(recheckAt) ? restAt : recheckAt;
    }

    /** What was kept tells whether anything can have been lost before this process took over. */
    private void begin(Outages.View view) {
        Live live = view.live().orElseThrow();
        Instant now = clock.instant();
        // Whoever led before may have known of a gap and told nobody.
        recheckAt = now;
        readRestAfter(now);
        if (lastGood.from().isEmpty()) {
            beginForTheFirstTime(live);
        } else if (lastGood.isSetBack()) {
            outages.open("somebody wants what is there read again");
        } else if (view.gap().isEmpty() && !lastGood.isReadUntil(view.acceptingSince())) {
            outages.open("no delivery could be taken here before " + view.acceptingSince());
        }
        if (lastGood.isOtherShape()) {
            outages.openForOtherShape();
        }
        comparisons.begin();
        begun = true;
    }

    private void beginForTheFirstTime(Live live) {
        if (settings.since().isNow()) {
            lastGood.since(live.checkedAt());
            lastGood.compared(clock.instant());
            lastGood.moveTo(live.checkedAt());
            recheckAt = nextRecheck(clock.instant());
            restAt = Instant.MAX;
            outages.forget();
            forgetOtherShape();
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
        outages.comparing(true);
        try {
            comparisons.goOn(view.acceptingSince());
        } finally {
            outages.comparing(false);
        }
        recheckIfDue();
    }

    private void repair(Gap gap, Live live) throws Exception {
        begin(gap);
        lastGood.forgetCompared();
        Instant readAt = clock.instant();
        int handed = read(live, gap.otherShape() ? Settled.ALL : this::settledUntil);
        outages.closed(gap, readAt);
        forgetOtherShape();
        observer.caughtUp();
        recheckAt = nextRecheck(readAt);
        readRestAfter(readAt);
        comparisons.soon();
        LOG.info(
                "Repaired the gap in deliveries of {} for connection '{}': {} records read and handed over in {} s",
                settings.model(),
                settings.connection(),
                handed,
                Duration.between(readAt, clock.instant()).toSeconds());
    }

    private void begin(Gap gap) {
        if (gap.number() == shownGap) {
            return;
        }
        shownGap = gap.number();
        if (gap.otherShape()) {
            reads.forgetConfirmed();
        }
        observer.opened(gap.cause());
        LOG.info(
                "Deliveries of {} for connection '{}' may be missing: {}. What changed since {} is read",
                settings.model(),
                settings.connection(),
                gap.cause(),
                lastGood.from().map(Instant::toString).orElse(settings.since().toString()));
    }

    private int read(Live live, Settled settled) throws Exception {
        if (!settings.wantsStates()) {
            lastGood.moveTo(live.checkedAt());
            return 0;
        }
        if (reads.isIncremental()) {
            return reads.readChanges(settled);
        }
        Instant newsFrom = lastGood.from().or(lastGood::since).orElse(Instant.MIN);
        return comparisons
                .wholeSince(newsFrom, settings.reconcile().isZero() ? Settled.ALL : settled)
                .missing();
    }

    /** A read that is faster than deliveries brings newer changes before older ones. */
    private Instant settledUntil(Instant vendorNow) {
        return outages.settledUntil(vendorNow, settings.underWay());
    }

    private void readRestAfter(Instant read) {
        restAt = settings.underWay().isZero() ? Instant.MAX : read.plus(settings.underWay());
    }

    private Instant nextRecheck(Instant last) {
        return settings.recheck().isZero() ? Instant.MAX : last.plus(settings.recheck());
    }

    private boolean rechecks() {
        return settings.wantsStates() && reads.isIncremental();
    }

    /** What was lost unnoticed, by another replica or on the way to us, is in no gap that this process knows. */
    private void recheckIfDue() throws Exception {
        Instant now = clock.instant();
        if (!rechecks() || now.isBefore(readAgainAt())) {
            return;
        }
        int handed = reads.recheckChanges(this::settledUntil);
        recheckAt = nextRecheck(now);
        if (!now.isBefore(restAt)) {
            restAt = Instant.MAX;
        }
        if (failures.isFailing()) {
            observer.caughtUp();
        }
        if (handed > 0) {
            LOG.info(
                    "{} changed records of {} for connection '{}' had not arrived yet, and were read and handed over",
                    handed,
                    settings.model(),
                    settings.connection());
        }
    }
}
