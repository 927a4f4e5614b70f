package io.camelclio.app.smokeball;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which records stand under which parent, of a collection whose records' ids do not tell. A record that another parent
 * shows has moved there, so that its former parent's next list is no proof that it is gone. Holds ids only, of records that
 * are known and no more.
 */
final class Members {

    private final Map<String, String> parentById = new HashMap<>();
    private final Map<String, Set<String>> idsByParent = new HashMap<>();

    synchronized void met(String id, String parent) {
        String before = parentById.put(id, parent);
        if (before != null && !before.equals(parent)) {
            leave(id, before);
        }
        idsByParent.computeIfAbsent(parent, any -> new HashSet<>()).add(id);
    }

    synchronized void gone(String id) {
        String before = parentById.remove(id);
        if (before != null) {
            leave(id, before);
        }
    }

    /** The ids under a parent, as a copy. */
    synchronized Set<String> under(String parent) {
        return Set.copyOf(idsByParent.getOrDefault(parent, Set.of()));
    }

    private void leave(String id, String parent) {
        Set<String> ids = idsByParent.get(parent);
        ids.remove(id);
        if (ids.isEmpty()) {
            idsByParent.remove(parent);
        }
    }
}
