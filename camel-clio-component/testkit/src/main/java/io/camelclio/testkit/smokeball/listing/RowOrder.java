package io.camelclio.testkit.smokeball.listing;

/**
 * The order of rows in a list. Smokeball documents none for most collections, so a client must be right with each of the
 * first three; with the last one no page edge holds, and only reading again finds everything.
 */
public enum RowOrder {
    /** By id, so in no order that means anything: a new row pushes others across the edges of pages. */
    ARBITRARY,
    /** As created: a new row comes last. */
    INSERTION,
    /** By last update: a row that changes moves to the end, and all behind it move up. */
    LAST_UPDATE,
    /** Another one for each request. */
    SHUFFLED
}
