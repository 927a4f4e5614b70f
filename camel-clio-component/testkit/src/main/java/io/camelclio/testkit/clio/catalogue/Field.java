package io.camelclio.testkit.clio.catalogue;

/**
 * One field of a record: its name, its kind ({@code integer}, {@code time}, … or the name of a record type) and
 * whether it holds a list of such.
 */
public record Field(String name, String kind, boolean many) {

    static Field parse(String line) {
        String[] words = line.strip().split(" ");
        boolean many = words[1].endsWith("[]");
        return new Field(words[0], many ? words[1].substring(0, words[1].length() - 2) : words[1], many);
    }

    /** Whether the value is a record or a list of records, whose fields may be chosen in braces. */
    public boolean nested() {
        return Character.isUpperCase(kind.charAt(0));
    }
}
