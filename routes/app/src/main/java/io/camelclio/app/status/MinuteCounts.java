package io.camelclio.app.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A growing number, by minutes of the last hour. A minute in which nobody looked has no number, which is not the same as 0;
 * what has grown unseen counts for nobody. Not thread-safe.
 */
final class MinuteCounts {

    static final int MINUTES = 60;

    private final Duration longestBlink;
    private final Long[] counts = new Long[MINUTES];
    private long lastMinute = Long.MIN_VALUE;
    private Instant lastLook = Instant.MIN;
    private long lastTotal;

    /** @param longestBlink after a longer time between two looks, nobody knows when it has grown */
    MinuteCounts(Duration longestBlink) {
        this.longestBlink = longestBlink;
    }

    /** @param total the number now; smaller than before only when it began again */
    void look(Instant now, long total) {
        long minute = now.getEpochSecond() / 60;
        forget(minute);
        boolean seen = lastLook.isAfter(now.minus(longestBlink)) && !lastLook.isAfter(now);
        int place = place(minute);
        if (seen) {
            long grown = total >= lastTotal ? total - lastTotal : total;
            counts[place] = Optional.ofNullable(counts[place]).orElse(0L) + grown;
        }
        lastMinute = minute;
        lastLook = now;
        lastTotal = total;
    }

    private void forget(long minute) {
        long first = Math.max(lastMinute + 1, minute - MINUTES + 1);
        for (long passed = first; passed <= minute; passed++) {
            counts[place(passed)] = null;
        }
    }

    private static int place(long minute) {
        return Math.floorMod(minute, MINUTES);
    }

    /** The last hour, the present minute last; null for a minute that is not known. */
    List<Long> minutes() {
        List<Long> minutes = new ArrayList<>(Collections.nCopies(MINUTES, null));
        for (int back = 0; back < MINUTES; back++) {
            minutes.set(MINUTES - 1 - back, counts[place(lastMinute - back)]);
        }
        return minutes;
    }

    /** How much it has grown in the part of the last hour that is known. */
    long lastHour() {
        return minutes().stream()
                .mapToLong(minute -> minute == null ? 0 : minute)
                .sum();
    }
}
