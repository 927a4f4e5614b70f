package io.camelclio.app;

import io.camelclio.app.cursor.Cursor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Watches lists that were set back, until the application has read each as far again as it had been read before. A list
 * counts once, and stays read.
 */
final class CatchUpWatch {

    private final Supplier<List<Cursor>> cursors;
    private final SortedMap<String, Instant> missing = new TreeMap<>();
    private final Clock clock;

    /**
     * @param cursors all of them as they are now
     * @param before how far each list had been read; each has a time
     */
    CatchUpWatch(Supplier<List<Cursor>> cursors, List<Cursor> before, Clock clock) {
        this.cursors = cursors;
        this.clock = clock;
        before.forEach(cursor -> missing.put(cursor.name(), cursor.time().orElseThrow()));
    }

    /** The names of those that are not read again, sorted. */
    Set<String> missing() {
        return Collections.unmodifiableSet(missing.keySet());
    }

    /**
     * Returns when all are read again, or the time is over.
     *
     * @param pause between two looks
     * @param read takes each that is read again
     */
    void await(Duration atMost, Duration pause, Consumer<Cursor> read) throws InterruptedException {
        Instant end = clock.instant().plus(atMost);
        look(read);
        while (!missing.isEmpty() && clock.instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            look(read);
        }
    }

    private void look(Consumer<Cursor> read) {
        for (Cursor cursor : cursors.get()) {
            Instant before = missing.get(cursor.name());
            if (before != null
                    && cursor.time().filter(now -> !now.isBefore(before)).isPresent()) {
                missing.remove(cursor.name());
                read.accept(cursor);
            }
        }
    }
}
