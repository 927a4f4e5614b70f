package io.camelclio.app.smokeball;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was hinted at and is not read again yet.
 *
 * @param count how many records, and whole collections
 * @param oldest since when the first of them waits; empty where none does
 */
public record WaitingHints(int count, Optional<Instant> oldest) {

    static WaitingHints since(List<Instant> times) {
        return new WaitingHints(times.size(), times.stream().min(Comparator.naturalOrder()));
    }
}
