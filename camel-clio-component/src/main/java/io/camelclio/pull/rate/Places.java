package io.camelclio.pull.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * The places of a rate limit. A place is taken from a call's start until one window after its answer: whatever moment in
 * between the vendor counts, no window of its count then holds more calls than there are places. A call whose end nobody
 * tells counts as answered {@link #LONGEST_CALL} after its start. Guarded by its owner's lock.
 */
final class Places {

    /** No call is in flight for longer. */
    static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final Duration window;
    private final TreeSet<Place> taken = new TreeSet<>();
    private int limit;
    private int foreign;
    private Instant foreignUntil = Instant.MIN;
    private long numbers;
    private long freed;

    Places(int limit, Duration window) {
        this.limit = limit;
        this.window = window;
    }

    Place take(Instant now) {
        free(now);
        Place place = new Place(numbers++, freed, now.plus(LONGEST_CALL).plus(window));
        taken.add(place);
        return place;
    }

    void answered(Place place, Instant now) {
        free(now);
        if (!place.inFlight) {
            return;
        }
        place.inFlight = false;
        if (taken.remove(place)) {
            place.freeAt = now.plus(window);
            taken.add(place);
        }
    }

    void giveBack(Place place) {
        if (place.inFlight) {
            place.inFlight = false;
            taken.remove(place);
        }
    }

    void limit(int callsPerWindow) {
        if (callsPerWindow >= 1) {
            limit = callsPerWindow;
        }
    }

    /**
     * The vendor admitted so many more calls when it counted this one. What it counts beyond all calls of ours that it
     * could have counted by then belongs to somebody else. A smaller number does not lift a larger one before its time:
     * calls of ours that are in flight may hide the difference.
     */
    void remaining(Place place, int remaining, Duration untilReset, Instant now) {
        free(now);
        long ours = taken.size() + freed - place.freedBefore;
        long others = Math.min((long) limit - Math.max(0, remaining) - ours, limit);
        if (others > 0 && others >= foreign) {
            foreign = (int) others;
            foreignUntil = now.plus(untilReset);
        }
    }

    int limit() {
        return limit;
    }

    int free(Instant now) {
        while (!taken.isEmpty() && !taken.first().freeAt.isAfter(now)) {
            taken.pollFirst();
            freed++;
        }
        if (!foreignUntil.isAfter(now)) {
            foreign = 0;
        }
        return Math.max(0, limit - taken.size() - foreign);
    }

    /** When the next place is free, as far as is known now: calls in flight may bring it forward. */
    Instant nextFree(Instant now) {
        if (free(now) > 0) {
            return now;
        }
        Instant withForeign = whenOnly(limit - foreign - 1, now);
        Instant withoutForeign = later(foreignUntil, whenOnly(limit - 1, now));
        return foreign > 0 && withoutForeign.isBefore(withForeign) ? withoutForeign : withForeign;
    }

    /** The soonest that {@link #nextFree} can come to be. */
    Instant soonestFree(Instant now) {
        Instant next = nextFree(now);
        Instant answeredNow = now.plus(window);
        return next.isBefore(answeredNow) ? next : answeredNow;
    }

    /** When no more than so many of our own places are taken. */
    private Instant whenOnly(int left, Instant now) {
        if (left < 0) {
            return Instant.MAX;
        }
        int leaving = taken.size() - left;
        return leaving <= 0
                ? now
                : taken.stream().skip(leaving - 1L).findFirst().orElseThrow().freeAt;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** One call's place; its order is that in which places become free. */
    static final class Place implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing((Place place) -> place.freeAt).thenComparing(place -> place.number);

        private final long number;
        /** How many places had become free when this one was taken: those that did so since may count beside it. */
        private final long freedBefore;

        private Instant freeAt;
        private boolean inFlight = true;

        private Place(long number, long freedBefore, Instant freeAt) {
            this.number = number;
            this.freedBefore = freedBefore;
            this.freeAt = freeAt;
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
