package io.camelclio.app.smokeball;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is where it should be, though no store need know of it: deletions, and rows without an identity, which went to the
 * dead letters. So a read that meets them again says nothing. Bounded: what was forgotten is said once more. Thread-safe.
 */
final class Confirmed {

    private final Map<String, Boolean> names;

    /** @param most how many are remembered; the one that was met least recently is forgotten first */
    Confirmed(int most) {
        names = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void add(String name) {
        names.put(name, true);
    }

    synchronized boolean contains(String name) {
        return names.get(name) != null;
    }
}
