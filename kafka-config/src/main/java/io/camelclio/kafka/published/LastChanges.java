package io.camelclio.kafka.published;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Of each record of a vendor the changes that are as they should be: those with nothing but newer ones of it behind them, by
 * the CloudEvents headers alone. Bounded: of a record the last ones are remembered, and the record that has not changed for
 * longest is forgotten first. Not safe for several threads.
 */
final class LastChanges {

    /** Of one record: as many as may be repeated at a time. */
    private static final int MOST_OF_A_RECORD = 4;

    private final Map<String, Deque<Change>> bySubject;

    private record Change(String identity, Instant time) {}

    /** @param most how many records are remembered */
    LastChanges(int most) {
        this.bySubject = new LinkedHashMap<>() {
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
        String subject = text(headers, "ce_subject");
        Instant time = time(headers);
        if (identity == null || subject == null || time == null) {
            return;
        }
        Deque<Change> changes = bySubject.remove(subject);
        if (changes == null) {
            changes = new ArrayDeque<>(1);
        }
        while (!changes.isEmpty() && !changes.getLast().time().isBefore(time)) {
            changes.removeLast();
        }
        if (changes.size() == MOST_OF_A_RECORD) {
            changes.removeFirst();
        }
        changes.addLast(new Change(identity, time));
        bySubject.put(subject, changes);
    }

    /** Whether a change is there, and all of its record that is behind it is newer. */
    boolean holds(String subject, String identity) {
        Deque<Change> changes = bySubject.get(subject);
        return changes != null
                && changes.stream().anyMatch(change -> change.identity().equals(identity));
    }

    void clear() {
        bySubject.clear();
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
