package io.camelclio.testkit.smokeball.catalogue;

import java.util.Locale;

/**
 * What stands around the rows of a list.
 *
 * @param kind its kind
 * @param array the name of the array in it, empty for a bare array
 */
public record Envelope(Kind kind, String array) {

    /** Kinds of envelopes. */
    public enum Kind {
        /** {@code value[]} with offset, limit, size and links. */
        PAGED,
        /** {@code value[]} alone. */
        VALUE,
        /** A bare array. */
        ARRAY,
        /** An object with a {@code versionId} of its own and an array. */
        OBJECT,
        /** {@code value[]} of one node, whose children are the rows that {@code size} counts (seen at folders). */
        TREE
    }

    static Envelope parse(String text) {
        String[] words = text.split(" ");
        Kind kind = Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
        return new Envelope(kind, words.length > 1 ? words[1] : kind == Kind.ARRAY ? "" : "value");
    }
}
