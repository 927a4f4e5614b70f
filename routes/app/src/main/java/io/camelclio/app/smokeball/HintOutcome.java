package io.camelclio.app.smokeball;

import java.util.Locale;

/** What became of a hint that a record may have changed. */
public enum HintOutcome {
    /** The record was read again, and published. */
    PUBLISHED,
    /** It was read again, and is published already. */
    UNCHANGED,
    /** Smokeball knows no such record, or not yet; nothing said that it was deleted, or it was not known here either. */
    ABSENT,
    /** Smokeball does not show this record. */
    FORBIDDEN,
    /** The collection was polled, or the list under a parent was read, because of it. */
    POLLED,
    /** It could not be read in several tries, or within some time; the next poll brings what it would have brought. */
    GIVEN_UP,
    /** No route polls the whole collection, or it has no such record or list. */
    NOT_POLLED;

    /** Its name in meters, such as {@code given_up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
