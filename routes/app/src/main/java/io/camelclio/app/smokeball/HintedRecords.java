package io.camelclio.app.smokeball;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The records, or the lists, of one collection that are to be read again because somebody hinted at them: each once, however
 * many hints wait. A hint is done when what follows from it is where it should be. How many wait is bounded by who hands them over.
 * Thread-safe.
 */
final class HintedRecords {

    /** Of reads that Smokeball does not answer; what one would have brought the next poll brings too. */
    private static final int MOST_TRIES = 5;

    private static final Duration FIRST_REST = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<List<String>, Hinted> waiting = new LinkedHashMap<>();
    private Instant restUntil = Instant.MIN;
    private int failuresInARow;

    HintedRecords(Clock clock) {
        this.clock = clock;
    }

    /**
     * One record, or the list under one parent.
     *
     * @param path ids of the records that it stands under, outermost first, and, of a record, its own
     * @param deletion whether it is deleted if Smokeball knows it no more
     * @param done what is to be told of it
     * @param since when the first hint of it came
     * @param tries how often it was read in vain
     * @param takenAt when it was taken to be read; null while it waits
     */
    record Hinted(
            List<String> path,
            boolean deletion,
            List<Consumer<HintOutcome>> done,
            Instant since,
            int tries,
            Instant takenAt) {

        private Hinted and(Hinted later) {
            List<Consumer<HintOutcome>> both = new ArrayList<>(done);
            both.addAll(later.done);
            return new Hinted(path, deletion || later.deletion, both, since, Math.min(tries, later.tries), null);
        }

        private Hinted taken(Instant now) {
            return new Hinted(path, deletion, done, since, tries, now);
        }

        private Hinted triedInVain() {
            return new Hinted(path, deletion, done, since, tries + 1, null);
        }

        String id() {
            return path.get(path.size() - 1);
        }

        List<String> parents() {
            return path.subList(0, path.size() - 1);
        }

        void end(HintOutcome outcome) {
            done.forEach(waiting -> waiting.accept(outcome));
        }
    }

    synchronized void add(List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        waiting.merge(path, new Hinted(path, deletion, List.of(done), clock.instant(), 0, null), Hinted::and);
    }

    /** The one that waits longest, which waits no more; none for a while after a failure. */
    synchronized Optional<Hinted> next() {
        if (!isReady()) {
            return Optional.empty();
        }
        Hinted first = waiting.remove(waiting.keySet().iterator().next());
        return Optional.of(first.taken(clock.instant()));
    }

    /** What followed from one is where it should be. */
    void succeeded(Hinted hinted, HintOutcome outcome) {
        synchronized (this) {
            failuresInARow = 0;
        }
        hinted.end(outcome);
    }

    /** One was read, but what followed from it is not where it should be: it comes again, after a rest. */
    synchronized void unpublished(Hinted hinted) {
        comeAgain(hinted);
    }

    /** One could not be read: it comes again, after a rest, unless it was tried often enough. */
    void unread(Hinted hinted) {
        Hinted tried = hinted.triedInVain();
        if (tried.tries() < MOST_TRIES) {
            comeAgain(tried);
        } else {
            tried.end(HintOutcome.GIVEN_UP);
        }
    }

    private synchronized void comeAgain(Hinted hinted) {
        restUntil = clock.instant().plus(FIRST_REST.multipliedBy(1L << Math.min(failuresInARow++, MOST_TRIES)));
        waiting.merge(hinted.path(), hinted, (newer, older) -> older.and(newer));
    }

    synchronized int count() {
        return waiting.size();
    }

    /** Whether there is a {@link #next} one now. */
    synchronized boolean isReady() {
        return !waiting.isEmpty() && !clock.instant().isBefore(restUntil);
    }

    /** All that wait wait no more, except for those that may be deleted. */
    synchronized List<Hinted> takeAllButDeletions() {
        List<Hinted> taken =
                waiting.values().stream().filter(hinted -> !hinted.deletion()).toList();
        taken.forEach(hinted -> waiting.remove(hinted.path()));
        return taken;
    }

    /** Those that have waited since before that wait no more, whatever they waited for. */
    void giveUp(Instant before) {
        List<Hinted> overdue;
        synchronized (this) {
            overdue = waiting.values().stream()
                    .filter(hinted -> hinted.since().isBefore(before))
                    .toList();
            overdue.forEach(hinted -> waiting.remove(hinted.path()));
        }
        overdue.forEach(hinted -> hinted.end(HintOutcome.GIVEN_UP));
    }

    /** Since when each of them waits. */
    synchronized List<Instant> waitingSince() {
        return waiting.values().stream().map(Hinted::since).toList();
    }

    /** Nobody waits for them any more. */
    synchronized void clear() {
        waiting.clear();
    }
}
