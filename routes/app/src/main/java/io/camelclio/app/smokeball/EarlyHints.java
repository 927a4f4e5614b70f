package io.camelclio.app.smokeball;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Hints that came before the route that polls their collection began, as when this copy of the application has just taken
 * over. How many wait is bounded by who hands them over. Thread-safe.
 */
final class EarlyHints {

    private final Clock clock;
    private final List<Early> waiting = new ArrayList<>();

    EarlyHints(Clock clock) {
        this.clock = clock;
    }

    /**
     * What {@link PolledRoutes#readAgain} was asked for.
     *
     * @param since when
     */
    record Early(String entity, List<String> path, boolean deletion, Consumer<HintOutcome> done, Instant since) {}

    synchronized void add(String entity, List<String> path, boolean deletion, Consumer<HintOutcome> done) {
        waiting.add(new Early(entity, path, deletion, done, clock.instant()));
    }

    /** Those of an entity, in the order in which they came, which wait no more. */
    List<Early> take(String entity) {
        return take(hint -> hint.entity().equals(entity));
    }

    /** Those that have waited since before that wait no more. */
    void giveUp(Instant before) {
        take(hint -> hint.since().isBefore(before)).forEach(hint -> hint.done().accept(HintOutcome.GIVEN_UP));
    }

    private synchronized List<Early> take(Predicate<Early> which) {
        List<Early> taken = waiting.stream().filter(which).toList();
        waiting.removeAll(taken);
        return taken;
    }

    /** Since when each of them waits. */
    synchronized List<Instant> waitingSince() {
        return waiting.stream().map(Early::since).toList();
    }

    /** Nobody waits for them any more. */
    synchronized void clear() {
        waiting.clear();
    }
}
