package io.camelclio.component.api;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A field list in Clio's grammar: names separated by commas, each with at most one nested level in braces, such as
 * {@code id,etag,client{id,name}} (Clio, "Fields").
 */
public final class FieldList {

    /** Longer lists are refused by Clio for webhooks (Clio, "Webhooks"), in characters. */
    public static final int MAX_WEBHOOK_LENGTH = 1_000;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private final String text;
    private final Set<String> topLevel;

    private FieldList(String text, Set<String> topLevel) {
        this.text = text;
        this.topLevel = topLevel;
    }

    /**
     * Reads a list; white space is dropped.
     *
     * @throws IllegalArgumentException naming the fault and where it is
     */
    public static FieldList parse(String list) {
        String text = list.replaceAll("\\s", "");
        Set<String> topLevel = new LinkedHashSet<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            char c = at == text.length() ? ',' : text.charAt(at);
            if (c != ',' && c != '{' && c != '}') {
                continue;
            }
            String name = text.substring(start, at);
            boolean closed = at > 0 && text.charAt(at - 1) == '}' && c != '{';
            if (!name.isEmpty() && start > 0 && text.charAt(start - 1) == '}') {
                throw fault("has no comma", text, start);
            }
            if (!(name.isEmpty() && closed)) {
                checkName(name, text, start);
                if (depth == 0) {
                    topLevel.add(name);
                }
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth > 1) {
                throw fault("nests deeper than the one level Clio allows", text, at);
            }
            if (depth < 0) {
                throw fault("closes a brace that is not open", text, at);
            }
            start = at + 1;
        }
        if (depth != 0) {
            throw fault("leaves a brace open", text, text.length());
        }
        return new FieldList(text, topLevel);
    }

    private static void checkName(String name, String text, int at) {
        if (!NAME.matcher(name).matches()) {
            throw fault(name.isEmpty() ? "has an empty name" : "has the impossible name '" + name + "'", text, at);
        }
    }

    private static IllegalArgumentException fault(String what, String text, int at) {
        return new IllegalArgumentException("Option fields " + what + " at character " + (at + 1) + " of '" + text
                + "'; allowed are names separated by commas, each with one nested level in braces, like"
                + " id,etag,client{id,name}");
    }

    /** The list without white space, as Clio is asked. */
    public String text() {
        return text;
    }

    /** Whether a record asked for with this list has the field. */
    public boolean has(String name) {
        return topLevel.contains(name);
    }
}
