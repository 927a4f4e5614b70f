package io.camelclio.component.catalogue;

/** What Clio answers an operation with. */
public enum Answer {
    /** One record, under {@code data}. */
    RECORD,
    /** An array of records, or of ids, under {@code data}. */
    LIST,
    /** No body that Clio describes. */
    NOTHING,
    /** A file's bytes, mostly behind a redirect to a signed link. */
    FILE
}
