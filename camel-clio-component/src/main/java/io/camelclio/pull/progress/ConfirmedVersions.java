package io.camelclio.pull.progress;

import io.camelclio.event.ChangeEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last confirmed change of each record lately seen, so that what an overlap or a second way reads again is not
 * published again. Only the last one counts: a record that goes back to an earlier state is a change. Bounded; what was
 * forgotten is published once more, with the same identity.
 */
public final class ConfirmedVersions {

    private final Map<String, String> lastIdByHistory;

    /** @param capacity how many records are remembered; the least recently used is forgotten first */
    public ConfirmedVersions(int capacity) {
        lastIdByHistory = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Whether this change is the last one confirmed of its record. */
    public synchronized boolean isLast(ChangeEvent event) {
        return event.id().equals(lastIdByHistory.get(event.history()));
    }

    /** Nothing is confirmed as it is wanted now. */
    public synchronized void forgetAll() {
        lastIdByHistory.clear();
    }

    /** This change is safe where it was sent to. */
    public synchronized void confirm(ChangeEvent event) {
        lastIdByHistory.put(event.history(), event.id());
    }
}
