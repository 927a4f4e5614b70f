package io.camelclio.component;

/** What a producer does with its resource. */
public enum ClioOperation {
    /** Reads records of a list: one page, or all of them. */
    list,
    /** Reads one record by its id. */
    get
}
