package io.camelclio.kafka.published;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Of each history the changes that are as they should be: those with nothing but newer ones behind them, by the CloudEvents
 * headers of records alone. Bounded: of a history the last ones are remembered, and the history that has not changed for
 * longest is forgotten first. Not safe for several threads.
 */
final class LastChanges {

    /** Of one history: as many as may be repeated at a time. */
    private static final int MOST_OF_A_HISTORY = 4;

    private final BinaryOperator<String> historyOf;
    private final Map<String, Deque<Change>> histories;

    private record Change(String identity, Instant time) {}

    /**
     * @param most how many histories are remembered
     * @param historyOf what {@code ce_type} and {@code ce_subject} say of the history that a change belongs to
     */
    LastChanges(int most, BinaryOperator<String> historyOf) {
        this.historyOf = historyOf;
        this.histories = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Deque<Change>> eldest) {
                return size() > most;
            }
        };
    }

    /** One more record, behind all before; what is no change is passed over. */
    void take(Headers headers) {
        String identity = text(headers, "ce_id");
        String type = text(headers, "ce_type");
        String subject = text(headers, "ce_subject");
        Instant time = time(headers);
        if (identity == null || type == null || subject == null || time == null) {
            return;
        }
        String history = historyOf.apply(type, subject);
        Deque<Change> changes = histories.remove(history);
        if (changes == null) {
            changes = new ArrayDeque<>(1);
        }
        while (!changes.isEmpty() && !changes.getLast().time().isBefore(time)) {
            changes.removeLast();
        }
        if (changes.size() == MOST_OF_A_HISTORY) {
            changes.removeFirst();
        }
        changes.addLast(new Change(identity, time));
        histories.put(history, changes);
    }

    /** Whether a change is there, and all that is behind it is newer. */
    boolean holds(String history, String identity) {
        Deque<Change> changes = histories.get(history);
        return changes != null
                && changes.stream().anyMatch(change -> change.identity().equals(identity));
    }

    void clear() {
        histories.clear();
    }

    private static Instant time(Headers headers) {
        String time = text(headers, "ce_time");
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
