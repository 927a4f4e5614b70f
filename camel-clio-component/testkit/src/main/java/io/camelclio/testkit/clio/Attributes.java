package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Names a request may carry, as Clio's OpenAPI document lists them, and those it must carry.
 *
 * @param names all of them
 * @param required the ones that must be given
 */
record Attributes(Set<String> names, Set<String> required) {

    static final Attributes NONE = new Attributes(Set.of(), Set.of());

    /** Reads names joined by spaces; a {@code !} after a name marks a required one. */
    static Attributes parse(String text) {
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

    /** Refuses a body with an attribute that is not listed or without a required one; the wording is ours. */
    void check(ObjectNode body, String resource) {
        body.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw ApiError.unprocessable("'" + name + "' is not a valid attribute of " + resource);
            }
        });
        required.forEach(name -> {
            if (!body.has(name)) {
                throw ApiError.unprocessable(name + " is required");
            }
        });
    }
}
