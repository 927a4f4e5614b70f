package io.camelclio.testkit.clio.catalogue;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Names a request may carry, as Clio's OpenAPI document lists them, and those it must carry.
 *
 * @param names all of them
 * @param required the ones that must be given
 */
public record Attributes(Set<String> names, Set<String> required) {

    static final Attributes NONE = new Attributes(Set.of(), Set.of());

    /** Reads names joined by spaces; a {@code !} after a name marks a required one. */
    public static Attributes parse(String text) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> required = new LinkedHashSet<>();
        for (String word : text.strip().split(" ")) {
            String name = word.endsWith("!") ? word.substring(0, word.length() - 1) : word;
            names.add(name);
            if (word.endsWith("!")) {
                required.add(name);
            }
        }
        return new Attributes(names, required);
    }
}
