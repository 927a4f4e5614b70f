package io.camelclio.component.catalogue;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names of Clio's API, and which of them somebody meant who wrote another. */
public final class Names {

    private static final int MOST_SHOWN = 5;

    private Names() {}

    /** An unmodifiable copy in alphabetical order; empty for null. */
    static Set<String> sorted(Collection<String> names) {
        return names == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(names));
    }

    /**
     * What to tell somebody who wrote a name that is not there.
     *
     * @param names those there are, at least one
     * @return {@code did you mean 'x'?}, or up to five of the names when none is near
     */
    public static String hint(String written, Collection<String> names) {
        return hint("", written, names);
    }

    /** @param prefix what stands before each of the names where they are written */
    static String hint(String prefix, String written, Collection<String> names) {
        return near(written, names)
                .map(name -> "did you mean '" + prefix + name + "'?")
                .orElseGet(() -> (names.size() > MOST_SHOWN ? "allowed are, among others, " : "allowed: ")
                        + byNearness(written, names).stream()
                                .limit(MOST_SHOWN)
                                .map(name -> "'" + prefix + name + "'")
                                .collect(Collectors.joining(", ")));
    }

    /**
     * The name that was probably meant: one of which only the end is missing, else the one that takes fewest edits, as
     * long as these are no more than a third of the letters, or two.
     */
    static Optional<String> near(String written, Collection<String> names) {
        int mostEdits = Math.max(2, written.length() / 3);
        return byNearness(written, names).stream()
                .findFirst()
                .filter(name ->
                        !written.isEmpty() && (name.startsWith(written) || distance(name, written) <= mostEdits));
    }

    /** All names, the nearest first; equally near ones in alphabetical order. */
    static List<String> byNearness(String written, Collection<String> names) {
        return names.stream()
                .sorted(Comparator.comparing((String name) -> !name.startsWith(written))
                        .thenComparingInt(name -> distance(name, written))
                        .thenComparing(Comparator.naturalOrder()))
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
