package io.camelclio.component.catalogue;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
    private final Map<String, Set<String>> nestedByName;

    private FieldList(String text, Map<String, Set<String>> nestedByName) {
        this.text = text;
        this.nestedByName = nestedByName;
    }

    /**
     * Reads a list; white space is dropped.
     *
     * @throws IllegalArgumentException naming the fault and where it is
     */
    public static FieldList parse(String list) {
        String text = list.replaceAll("\\s", "");
        Map<String, Set<String>> nestedByName = new LinkedHashMap<>();
        Set<String> nested = Set.of();
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
                    nested = nestedByName.computeIfAbsent(name, first -> new LinkedHashSet<>());
                } else {
                    nested.add(name);
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
        return new FieldList(text, nestedByName);
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
        return nestedByName.containsKey(name);
    }

    /**
     * Checks every name against what Clio's records of that kind have.
     *
     * @return this list
     * @throws IllegalArgumentException naming the first unknown name and the nearest one there is, or some of them
     */
    public FieldList check(RecordFields record) {
        nestedByName.forEach((name, nested) -> {
            if (!record.has(name)) {
                throw unknown(name, name, record);
            }
            if (!nested.isEmpty() && !record.isAssociation(name)) {
                throw new IllegalArgumentException("Option fields has '" + name + "{" + String.join(",", nested)
                        + "}', but the " + name + " of Clio's " + record.type()
                        + " has no fields of its own; ask for '" + name + "'");
            }
            record.association(name).ifPresent(associated -> nested.stream()
                    .filter(field -> !associated.has(field))
                    .findFirst()
                    .ifPresent(field -> {
                        throw unknown(name + "{" + field + "}", field, associated);
                    }));
        });
        return this;
    }

    private static IllegalArgumentException unknown(String written, String name, RecordFields record) {
        return new IllegalArgumentException("Option fields has '" + written + "', and Clio's " + record.type()
                + " has no field '" + name + "'; " + Names.hint(name, record.names()));
    }

    /** Lists are equal that ask for the same fields, in whatever order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FieldList list && nestedByName.equals(list.nestedByName);
    }

    @Override
    public int hashCode() {
        return nestedByName.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
