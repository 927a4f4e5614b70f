package io.camelclio.testkit.smokeball.catalogue;

import java.util.List;
import java.util.Locale;

/**
 * A query parameter that selects rows by what stands in them (API reference, each list's parameters).
 *
 * @param name such as {@code MatterId}
 * @param kind what it does
 * @param words JSON pointers of the fields it looks at, and options
 */
public record Filter(String name, Kind kind, List<String> words) {

    /** What a filter does. */
    public enum Kind {
        /** A field, or the id of a link in a list, is the value; repeated values are alternatives. */
        EQUALS,
        /** Like equals, with a choosable default. */
        ANYOF,
        /** A field holds the value, in any case. */
        CONTAINS,
        /** The value is {@code field:value}; a bare word is refused (seen at contacts). */
        TERMIN,
        /** A record has one of several fields, as {@code value=pointer} says. */
        HOLDS,
        /** The value true drops rows whose field is true. */
        EXCLUDES,
        /** A time is not before the value; option {@code now}: the default is the time of the request. */
        FROM,
        /** A time is not after the value. */
        TO,
        /** {@code Matters}, {@code Leads} or both; the first is the default. */
        LEADS,
        /** The deprecated flag for leads. */
        ONLYLEADS
    }

    static Filter parse(String text) {
        String[] words = text.split(" ");
        return new Filter(
                words[0],
                Kind.valueOf(words[1].toUpperCase(Locale.ROOT)),
                List.of(words).subList(2, words.length));
    }

    /** The JSON pointers among the words. */
    public List<String> pointers() {
        return words.stream().filter(word -> word.startsWith("/")).toList();
    }
}
