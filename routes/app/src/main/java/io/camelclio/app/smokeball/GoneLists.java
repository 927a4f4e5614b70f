package io.camelclio.app.smokeball;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a list was read is kept no longer than its parent is there: two rounds in a row that met every parent did not meet
 * this one. Nothing is lost should it come back all the same, since its list is read from the beginning then.
 */
final class GoneLists {

    /** Each is a write to Kafka; the next rounds take the rest. */
    private static final int MOST_AT_ONCE = 100;

    private final CollectionTree tree;
    private final Set<String> asked = new HashSet<>();
    private Set<String> missing = Set.of();

    GoneLists(CollectionTree tree) {
        this.tree = tree;
    }

    /** A round begins, or goes on. */
    void begin() {
        asked.clear();
    }

    /** The list under these parents is about to be asked for. */
    void asked(List<String> parents) {
        asked.add(tree.watermarkOf(parents));
    }

    /** Two rounds in a row are needed from here on. */
    void forgetDoubts() {
        missing = Set.of();
    }

    /** The round is over, and met every parent; none at all looks the same as a permission that was taken away. */
    void end() {
        if (asked.isEmpty() || tree.collection().since().isEmpty()) {
            return;
        }
        Set<String> unasked = new HashSet<>(tree.watermarks());
        unasked.removeAll(asked);
        List<String> gone =
                unasked.stream().filter(missing::contains).limit(MOST_AT_ONCE).toList();
        gone.forEach(tree::takeAway);
        gone.forEach(unasked::remove);
        missing = unasked;
    }
}
