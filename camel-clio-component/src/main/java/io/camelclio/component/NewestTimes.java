package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the newest confirmed state of each record lately seen is from: a read shows states that a delivery may have
 * overtaken meanwhile. Bounded; of what was forgotten nothing is known to be newer.
 */
final class NewestTimes {

    private final Map<String, Newest> newestById;

    /** @param goneAsOf when a read found that the record is gone; null if none did */
    private record Newest(Instant time, Instant goneAsOf) {}

    /** @param capacity how many records are remembered; the least recently used is forgotten first */
    NewestTimes(int capacity) {
        newestById = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Newest> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether a change is older than one that was confirmed of the record, and does not bring it back. */
    synchronized boolean isAfter(String recordId, ChangeEvent change) {
        Newest newest = newestById.get(recordId);
        return newest != null && newest.time().isAfter(change.time()) && !isBack(recordId, change);
    }

    /**
     * Whether a read shows a record that an earlier read found gone, as it may be that a permission had hidden it. The
     * time of such a deletion is that of its discovery, so it says nothing of what is newer.
     */
    synchronized boolean isBack(String recordId, ChangeEvent change) {
        Newest newest = newestById.get(recordId);
        return newest != null
                && newest.goneAsOf() != null
                && change.vendorEvent() == null
                && change.asOf().isAfter(newest.goneAsOf());
    }

    /** A change is confirmed; gives back whether none that is newer was. */
    synchronized boolean take(String recordId, ChangeKind kind, ChangeEvent change) {
        if (isAfter(recordId, change)) {
            return false;
        }
        boolean foundGone = kind.equals(ChangeKind.DELETED) && change.vendorEvent() == null;
        newestById.put(recordId, new Newest(change.time(), foundGone ? change.asOf() : null));
        return true;
    }
}
