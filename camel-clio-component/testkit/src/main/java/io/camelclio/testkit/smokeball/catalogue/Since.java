package io.camelclio.testkit.smokeball.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * A query parameter that asks for what was updated since a time (API reference, each list's parameters).
 *
 * @param name such as {@code UpdatedSince}
 * @param form how its value is written
 * @param deprecated whether the reference announces that it goes
 * @param exclusive whether it must not stand beside another exclusive one
 */
public record Since(String name, Form form, boolean deprecated, boolean exclusive) {

    /** How a time is written. */
    public enum Form {
        /** .NET ticks of a UTC time. */
        TICKS,
        /** ISO 8601 with whole seconds, {@code 2022-04-23T14:00:00Z}; fractions are refused (seen on staging). */
        ISO,
        /** ISO 8601 with whole seconds and without a zone, or .NET ticks (documented for events). */
        LOCAL,
        /** An opaque text from a webhook (documented for files); what it holds is our choice. */
        CURSOR
    }

    static Since parse(String text) {
        List<String> words = List.of(text.split(" "));
        return new Since(
                words.get(0),
                Form.valueOf(words.get(1).toUpperCase(Locale.ROOT)),
                words.contains("deprecated"),
                words.contains("exclusive"));
    }
}
