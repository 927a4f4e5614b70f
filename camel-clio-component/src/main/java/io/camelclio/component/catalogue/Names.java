package io.camelclio.component.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names of Clio's API, and which of them somebody meant who wrote another. */
final class Names {

    private Names() {}

    /** An unmodifiable copy in alphabetical order; empty for null. */
    static Set<String> sorted(Collection<String> names) {
        return names == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /** The name that was probably meant: one of which only the end is missing, else the one that takes fewest edits. */
    static String nearest(String written, Collection<String> names) {
        return byNearness(written, names).get(0);
    }

    /** All names, the nearest first; equally near ones stay in their order. */
    static List<String> byNearness(String written, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.comparing((String name) -> !name.startsWith(written))
                        .thenComparingInt(name -> distance(name, written)))
                .toList();
    }

    /** How many letters have to be put in, taken out or replaced to make one text of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
