package io.camelclio.app.smokeball;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which records stand under which parent. A record that another parent shows has moved there, so that its former parent's
 * next list is no proof that it is gone. Holds keys only, of records that are known and no more. Thread-safe.
 */
final class Members {

    private final Map<String, String> parentByKey = new HashMap<>();
    private final Map<String, Set<String>> keysByParent = new HashMap<>();

    synchronized void met(String key, String parent) {
        String before = parentByKey.put(key, parent);
        if (before != null && !before.equals(parent)) {
            leave(key, before);
        }
        keysByParent.computeIfAbsent(parent, any -> new HashSet<>()).add(key);
    }

    /** All others are gone. */
    synchronized void retain(Set<String> keys) {
        List.copyOf(parentByKey.keySet()).stream()
                .filter(key -> !keys.contains(key))
                .forEach(this::gone);
    }

    synchronized void gone(String key) {
        String before = parentByKey.remove(key);
        if (before != null) {
            leave(key, before);
        }
    }

    /** What a record was met under last; empty where it was not met. */
    synchronized Optional<String> parentOf(String key) {
        return Optional.ofNullable(parentByKey.get(key));
    }

    /** The keys under a parent, as a copy. */
    synchronized Set<String> under(String parent) {
        return Set.copyOf(keysByParent.getOrDefault(parent, Set.of()));
    }

    /** All parents that have any, as a copy. */
    synchronized Set<String> parents() {
        return Set.copyOf(keysByParent.keySet());
    }

    private void leave(String key, String parent) {
        Set<String> keys = keysByParent.get(parent);
        keys.remove(key);
        if (keys.isEmpty()) {
            keysByParent.remove(parent);
        }
    }
}
