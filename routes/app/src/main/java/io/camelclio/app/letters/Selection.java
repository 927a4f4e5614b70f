package io.camelclio.app.letters;

import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.LetterId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which letters are meant. What is empty, or null, is no condition; all others have to hold.
 *
 * @param ids letters by name
 * @param reasons of {@code error_reason}
 * @param entities such as {@code clio.contact} or {@code contact}
 * @param from letters of then and later
 * @param before letters before then
 */
public record Selection(Set<LetterId> ids, Set<String> reasons, Set<String> entities, Instant from, Instant before) {

    /**
     * What an operator types.
     *
     * @param newerThan a time, or how long ago (ISO 8601: {@code PT2H}, {@code P3D}); null for none
     * @param olderThan likewise
     * @throws IllegalArgumentException naming the option and what is allowed
     */
    public static Selection of(
            Collection<String> ids,
            Collection<String> reasons,
            Collection<String> entities,
            String newerThan,
            String olderThan,
            Clock clock) {
        Set<LetterId> named = new TreeSet<>();
        ids.forEach(id -> named.add(LetterId.parse(id)));
        return new Selection(
                named,
                Set.copyOf(reasons),
                Set.copyOf(entities),
                time("--newer-than", newerThan, clock),
                time("--older-than", olderThan, clock));
    }

    private static Instant time(String option, String text, Clock clock) {
        if (text == null) {
            return null;
        }
        try {
            return text.startsWith("P") ? clock.instant().minus(Duration.parse(text)) : Instant.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("Option " + option + " is '" + TerminalText.line(text)
                    + "'; allowed are a duration such as PT30M or P2D, and a time such as 2026-11-22T08:00:00Z");
        }
    }

    /** Whether nothing is said, so that all would be meant. */
    public boolean isUnlimited() {
        return ids.isEmpty() && reasons.isEmpty() && entities.isEmpty() && from == null && before == null;
    }

    /** Whether a letter is meant. */
    public boolean contains(DeadLetter letter) {
        return (ids.isEmpty() || ids.contains(letter.id()))
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (entities.isEmpty()
                        || Origin.entity(letter).filter(this::isMeant).isPresent())
                && (from == null || !letter.keptAt().isBefore(from))
                && (before == null || letter.keptAt().isBefore(before));
    }

    private boolean isMeant(String entity) {
        return entities.contains(entity) || entities.contains(entity.substring(entity.indexOf('.') + 1));
    }
}
