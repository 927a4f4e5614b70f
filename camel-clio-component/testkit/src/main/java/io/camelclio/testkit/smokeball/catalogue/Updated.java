package io.camelclio.testkit.smokeball.catalogue;

import java.util.Locale;

/**
 * The field of a record that tells when it was last changed.
 *
 * @param field such as {@code lastUpdated}
 * @param form how the time is written
 */
public record Updated(String field, Form form) {

    /** How a time of change is written in records (API reference, examples of the schemas). */
    public enum Form {
        /** .NET ticks, a JSON number beyond 2^53. */
        TICKS,
        /** Whole seconds with a Z: two changes within a second look the same. */
        ISO,
        /** Whole seconds without a zone. */
        LOCAL,
        /** Seven decimals and {@code +00:00}. */
        ISO7
    }

    static Updated parse(String text) {
        String[] words = text.split(" ");
        return new Updated(words[0], Form.valueOf(words[1].toUpperCase(Locale.ROOT)));
    }
}
