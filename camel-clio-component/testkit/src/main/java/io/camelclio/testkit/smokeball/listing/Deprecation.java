package io.camelclio.testkit.smokeball.listing;

/** What becomes of query parameters whose withdrawal the API reference announces. */
public enum Deprecation {
    /** They work (documented: as of today). */
    TAKEN,
    /** They do nothing: the whole list comes. */
    IGNORED,
    /** They are refused with 400. */
    REFUSED
}
