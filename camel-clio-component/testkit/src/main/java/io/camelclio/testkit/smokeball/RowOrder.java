package io.camelclio.testkit.smokeball;

/**
 * The order of rows in a list. Smokeball documents none for activity codes, so a client must be right with each of these.
 */
public enum RowOrder {
    /** By id, so in no order that means anything: a new row pushes others across the edges of pages. */
    ARBITRARY,
    /** As created: a new row comes last. */
    INSERTION,
    /** By last update: a row that changes moves to the end, and all behind it move up. */
    LAST_UPDATE
}
