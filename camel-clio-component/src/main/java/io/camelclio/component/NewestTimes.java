package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When the newest confirmed state of each record lately seen is from: a read shows states that a delivery may have
 * overtaken meanwhile. Bounded; of what was forgotten nothing is known to be newer.
 */
final class NewestTimes {

    private final Map<String, Instant> timeById;

    /** @param capacity how many records are remembered; the least recently used is forgotten first */
    NewestTimes(int capacity) {
        timeById = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether a change is older than one that was confirmed of the record. */
    synchronized boolean isAfter(String recordId, ChangeEvent change) {
        Instant newest = timeById.get(recordId);
        return newest != null && newest.isAfter(change.time());
    }

    /** A change is confirmed; gives back whether none that is newer was. */
    synchronized boolean take(String recordId, ChangeEvent change) {
        if (isAfter(recordId, change)) {
            return false;
        }
        timeById.put(recordId, change.time());
        return true;
    }
}
