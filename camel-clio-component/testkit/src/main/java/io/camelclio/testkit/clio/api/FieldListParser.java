package io.camelclio.testkit.clio.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the grammar of {@code fields}: names joined by commas, each with at most one list of names in braces. Knows
 * nothing of which names exist.
 */
final class FieldListParser {

    private final String text;
    private int at;

    FieldListParser(String text) {
        this.text = text;
    }

    /** The names in order; the value is the list in braces, or null where there are none. */
    Map<String, List<String>> parse() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        do {
            String name = name();
            names.put(name, skip('{') ? nested(name) : null);
        } while (skip(','));
        if (at < text.length()) {
            throw ApiError.invalidField(text.substring(at));
        }
        return names;
    }

    private List<String> nested(String parent) {
        List<String> names = new ArrayList<>();
        do {
            String name = name();
            if (skip('{')) {
                throw ApiError.invalidField(parent + "{" + name + "{" + text.substring(at));
            }
            names.add(name);
        } while (skip(','));
        if (!skip('}')) {
            throw ApiError.invalidField(parent + "{" + String.join(",", names));
        }
        return names;
    }

    private String name() {
        int start = at;
        while (at < text.length() && ",{}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private boolean skip(char expected) {
        boolean found = at < text.length() && text.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }
}
