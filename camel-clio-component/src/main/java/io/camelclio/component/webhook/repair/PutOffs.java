package io.camelclio.component.webhook.repair;

import java.time.Duration;
import java.time.Instant;

/**
 * Deliveries that were put off, so that they come again: Clio repeats one after 2, 4, 8, 16 and 32 minutes more (Clio,
 * "Webhook retries"), and then never. As long as no more than {@link #TOLERATED} lie between the first and the last that
 * was put off, each of them is repeated after the last, and once {@link #REPEATED} have passed since, all of them have
 * come; one that is taken in between shows that they will be. When it goes on for longer, some may have been put off for the last time: that is a gap.
 */
final class PutOffs {

    /** A delivery first tried at any time is tried again at least once more this much later. */
    static final Duration TOLERATED = Duration.ofMinutes(30);

    /** Longer than Clio repeats a delivery, 62 minutes and the time each try takes. */
    static final Duration REPEATED = Duration.ofMinutes(75);

    private Instant first;
    private Instant last;

    /** A delivery was put off. */
    synchronized void putOff(Instant now) {
        forgetWhatHasCome(now);
        if (first == null) {
            first = now;
        }
        last = now;
    }

    /** A delivery was taken: what was put off until now, if that was not for too long, comes again to be taken too. */
    synchronized void taken() {
        if (!isGap()) {
            first = null;
            last = null;
        }
    }

    /** Whether something may have been put off for the last time. */
    synchronized boolean isGap() {
        return first != null && Duration.between(first, last).compareTo(TOLERATED) > 0;
    }

    /** What was put off before has been read meanwhile. */
    synchronized void settled(Instant readAt) {
        if (last != null && last.isBefore(readAt)) {
            first = null;
            last = null;
        } else if (first != null && first.isBefore(readAt)) {
            first = readAt;
        }
    }

    private void forgetWhatHasCome(Instant now) {
        if (!isGap() && last != null && Duration.between(last, now).compareTo(REPEATED) > 0) {
            first = null;
            last = null;
        }
    }
}
