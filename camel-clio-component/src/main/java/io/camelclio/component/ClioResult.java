package io.camelclio.component;

/** The form in which records reach a route. In every form numbers keep the digits that Clio wrote. */
public enum ClioResult {
    /** Clio's own bytes: an object for a record, an array for a list. */
    bytes,
    /** The same as text. */
    string,
    /** {@code Map} and {@code List}, with {@code BigDecimal} and integers of any size. */
    map,
    /** A {@code JsonNode} of Jackson. */
    jsonNode
}
