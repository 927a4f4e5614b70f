package io.camelclio.component.webhook.repair;

import io.camelclio.component.webhook.subscription.Interruption;
import io.camelclio.component.webhook.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What this process knows of the times in which deliveries may have been lost. A gap stays open until a read that began
 * after it was noticed has brought what changed; one that comes about meanwhile is another gap. Told by any thread.
 */
final class Outages {

    private static final Set<Interruption.Cause> NOTHING_YET =
            EnumSet.of(Interruption.Cause.ABSENT, Interruption.Cause.UNCONFIRMED, Interruption.Cause.NOT_PERMITTED);

    private final PutOffs putOffs = new PutOffs();
    private Instant acceptingSince;
    private boolean accepting;
    private boolean comparing;
    private Live live;
    private boolean seenLive;
    private boolean neverDelivered;
    /** On Clio's clock; null when it may have been so for long. */
    private Instant liveSince;

    private Gap gap;
    private int gaps;
    private int terms;
    private int termOfTheRound;

    /** The subscription was live when Clio was last asked. */
    record Live(long webhookId, Instant checkedAt) {}

    /**
     * Changes may be missing.
     *
     * @param number tells it from others
     * @param cause why, as the end of a sentence
     * @param otherShape whether what was taken may have another shape than it is to have
     */
    record Gap(int number, String cause, boolean otherShape) {}

    /** How things stand at one moment. */
    record View(Optional<Live> live, Optional<Gap> gap, boolean accepting, Instant acceptingSince) {}

    synchronized View view() {
        return new View(Optional.ofNullable(live), Optional.ofNullable(gap), accepting, acceptingSince);
    }

    /** A comparison that is due by itself is made; it makes way for a gap. */
    synchronized void comparing(boolean begins) {
        comparing = begins;
    }

    /** This process leads anew: what it was about belongs to the time before. */
    synchronized void tookTheLead() {
        terms++;
    }

    /** Whether this process has taken the lead since the last round began. */
    synchronized boolean beginRound() {
        boolean anew = termOfTheRound != terms;
        termOfTheRound = terms;
        return anew;
    }

    /** Whether a read may take its next step: never in another term than it began in. */
    synchronized boolean allowRead() {
        return accepting && termOfTheRound == terms && !(comparing && (gap != null || putOffs.isGap()));
    }

    /** From now on deliveries are taken. */
    synchronized void accept(Instant now) {
        if (acceptingSince == null) {
            acceptingSince = now;
        } else {
            putOffs.putOff(now);
        }
        accepting = true;
    }

    /** From now on every delivery is put off. */
    synchronized void suspend(Instant now) {
        putOffs.putOff(now);
        accepting = false;
    }

    synchronized void seenLive(Subscription subscription, Instant checkedAt) {
        if (neverDelivered) {
            neverDelivered = false;
            liveSince = subscription.updatedAt();
        }
        seenLive = true;
        live = new Live(subscription.id(), checkedAt);
    }

    synchronized void interrupted(Interruption interruption) {
        // Whether a start left a gap is known by what was kept before it.
        if (interruption.cause() != Interruption.Cause.STARTED) {
            live = null;
            neverDelivered |= !seenLive && NOTHING_YET.contains(interruption.cause());
            open(interruption.cause().words(), interruption.cause() == Interruption.Cause.FIELDS_CHANGED);
        }
    }

    /**
     * Until when changes are settled: for what changed later a delivery may be under way, unless there was no subscription when
     * this process began. One that has come to its end may still have some.
     *
     * @param now on Clio's clock
     * @param underWay how long a delivery may be
     * @return {@link Instant#MAX} as long as nothing was ever delivered
     */
    synchronized Instant settledUntil(Instant now, Duration underWay) {
        if (neverDelivered || underWay.isZero()) {
            return Instant.MAX;
        }
        Instant settled = now.minus(underWay);
        return liveSince != null && liveSince.isAfter(settled) ? liveSince : settled;
    }

    synchronized void open(String cause) {
        open(cause, false);
    }

    /** Somebody else knew, and did not come to read it. */
    synchronized void openForOtherShape() {
        open(Interruption.Cause.FIELDS_CHANGED.words(), true);
    }

    private void open(String cause, boolean otherShape) {
        gap = new Gap(++gaps, cause, otherShape || gap != null && gap.otherShape());
    }

    synchronized void putOff(Instant now) {
        putOffs.putOff(now);
    }

    synchronized void taken() {
        putOffs.taken();
    }

    /** Opens a gap if something may have been put off for the last time. */
    synchronized void checkPutOffs() {
        if (gap == null && putOffs.isGap()) {
            open("deliveries could not be taken for longer than " + PutOffs.TOLERATED.toMinutes() + " minutes");
        }
    }

    /** A read that began at a time has brought what changed before; a gap that is younger stays. */
    synchronized void closed(Gap closed, Instant readAt) {
        if (gap != null && gap.number() == closed.number()) {
            gap = null;
        }
        putOffs.settled(readAt);
    }

    /** Nothing before this moment is wanted. */
    synchronized void forget() {
        gap = null;
    }
}
