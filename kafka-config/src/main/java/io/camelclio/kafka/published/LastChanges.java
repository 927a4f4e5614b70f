package io.camelclio.kafka.published;

import java.nio.charset.StandardCharsets;
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

    private static final int DATE = "2026-03-02".length();
    private static final int SHORTEST_TIME = "2026-03-02T15:00:00Z".length();

    private final Map<String, Deque<Change>> bySubject;

    /** @param time without its Z, so that the order of texts is that of times */
    private record Change(String identity, String time) {

        boolean isBefore(String other) {
            return time.compareTo(other) < 0;
        }
    }

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
        String identity = null;
        String subject = null;
        String time = null;
        for (Header header : headers) {
            switch (header.key()) {
                case "ce_id" -> identity = text(header);
                case "ce_subject" -> subject = text(header);
                case "ce_time" -> time = comparable(text(header));
                default -> {}
            }
        }
        if (identity == null || subject == null || time == null) {
            return;
        }
        Deque<Change> changes = bySubject.remove(subject);
        if (changes == null) {
            changes = new ArrayDeque<>(1);
        }
        while (!changes.isEmpty() && !changes.getLast().isBefore(time)) {
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

    /** Whether a change of this record is remembered. */
    boolean knows(String subject) {
        return bySubject.containsKey(subject);
    }

    void clear() {
        bySubject.clear();
    }

    /** Null for what is no time as {@link java.time.Instant} writes it. Parsing each takes longer than all else here. */
    private static String comparable(String time) {
        boolean isTime =
                time != null && time.length() >= SHORTEST_TIME && time.charAt(DATE) == 'T' && time.endsWith("Z");
        return isTime ? time.substring(0, time.length() - 1) : null;
    }

    private static String text(Header header) {
        return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
