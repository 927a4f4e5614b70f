package io.camelclio.kafka.published;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Of each record of a vendor the last changes: which of them are as they should be, with nothing but newer ones of it behind
 * them, and which were delivered, by the CloudEvents headers alone. Bounded in changes: of a record the last ones are remembered,
 * and the record that has not changed for longest is forgotten first. Not safe for several threads.
 */
final class LastChanges {

    /** Of one record: more than change within the hour for which Clio repeats. */
    private static final int MOST_OF_A_RECORD = 30;

    private static final int DATE = "2026-03-02".length();
    private static final int SHORTEST_TIME = "2026-03-02T15:00:00Z".length();

    private final Map<String, Deque<Change>> bySubject = new LinkedHashMap<>();
    private final int most;
    private int size;

    /**
     * One that is there.
     *
     * @param time without its Z, so that the order of texts is that of times
     * @param asOf likewise
     * @param delivered whether the vendor told of it
     * @param overtaken whether one that is not newer is behind it
     * @param outweighed whether another of the same time counts for more: with a later as-of, or behind it with the same
     */
    private record Change(
            String identity, String time, String asOf, boolean delivered, boolean overtaken, boolean outweighed) {

        Change(String identity, String time, String asOf, boolean delivered) {
            this(identity, time, asOf, delivered, false, false);
        }

        Change before(Change next) {
            int order = time.compareTo(next.time);
            return order < 0
                    ? this
                    : new Change(identity, time, asOf, delivered, true, outweighed || next.outweighs(this));
        }

        Change behind(Change before) {
            return before.time.equals(time) && !outweighs(before)
                    ? new Change(identity, time, asOf, delivered, overtaken, true)
                    : this;
        }

        Change asDelivered() {
            return new Change(identity, time, asOf, true, overtaken, outweighed);
        }

        /** By the rule of what is newer, of one that lies before. */
        private boolean outweighs(Change before) {
            return before.time.equals(time) && before.asOf.compareTo(asOf) <= 0;
        }
    }

    /** @param most how many changes are remembered */
    LastChanges(int most) {
        this.most = most;
    }

    /** One more record, behind all before; what is no change is passed over. */
    void take(Headers headers) {
        String identity = null;
        String subject = null;
        String time = null;
        String asOf = "";
        boolean delivered = false;
        for (Header header : headers) {
            switch (header.key()) {
                case "ce_id" -> identity = text(header);
                case "ce_subject" -> subject = text(header);
                case "ce_time" -> time = comparable(text(header));
                case "ce_asof" -> asOf = text(header);
                case "ce_vendorevent" -> delivered = true;
                default -> {}
            }
        }
        if (identity == null || subject == null || time == null) {
            return;
        }
        Deque<Change> before = bySubject.remove(subject);
        Deque<Change> now = with(new Change(identity, time, withoutZ(asOf), delivered), before);
        bySubject.put(subject, now);
        size += now.size() - (before == null ? 0 : before.size());
        Iterator<Deque<Change>> oldest = bySubject.values().iterator();
        while (size > most) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    private static Deque<Change> with(Change next, Deque<Change> before) {
        Deque<Change> changes = new ArrayDeque<>(1);
        Change last = next;
        if (before != null) {
            for (Change change : before) {
                if (change.identity().equals(next.identity())) {
                    last = change.delivered() ? last.asDelivered() : last;
                } else {
                    changes.addLast(change.before(next));
                    last = last.behind(change);
                }
            }
        }
        if (changes.size() == MOST_OF_A_RECORD) {
            changes.removeFirst();
        }
        changes.addLast(last);
        return changes;
    }

    /** Whether a change is there, and all of its record that is behind it is newer. */
    boolean isInOrder(String subject, String identity) {
        return find(subject, identity).filter(change -> !change.overtaken()).isPresent();
    }

    /** Whether a change is there, and counts for more than all others of the same time. */
    boolean holds(String subject, String identity) {
        return find(subject, identity).filter(change -> !change.outweighed()).isPresent();
    }

    /** Whether a change is there as a delivery brought it, whatever is behind it. */
    boolean isDelivered(String subject, String identity) {
        return find(subject, identity).filter(Change::delivered).isPresent();
    }

    private Optional<Change> find(String subject, String identity) {
        Deque<Change> changes = bySubject.get(subject);
        return changes == null
                ? Optional.empty()
                : changes.stream()
                        .filter(change -> change.identity().equals(identity))
                        .findFirst();
    }

    /** Whether a change of this record is remembered. */
    boolean knows(String subject) {
        return bySubject.containsKey(subject);
    }

    void clear() {
        bySubject.clear();
        size = 0;
    }

    /** Null for what is no time as {@link java.time.Instant} writes it. Parsing each takes longer than all else here. */
    private static String comparable(String time) {
        boolean isTime =
                time != null && time.length() >= SHORTEST_TIME && time.charAt(DATE) == 'T' && time.endsWith("Z");
        return isTime ? withoutZ(time) : null;
    }

    private static String withoutZ(String time) {
        return time == null || time.isEmpty() ? "" : time.substring(0, time.length() - 1);
    }

    private static String text(Header header) {
        return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
