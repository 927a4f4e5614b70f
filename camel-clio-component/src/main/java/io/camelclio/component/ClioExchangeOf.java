package io.camelclio.component;

/** What a poll makes one exchange of. */
public enum ClioExchangeOf {
    /** Each record that is new or changed. */
    record,
    /** All that is new or changed on one page, confirmed as a whole. */
    page
}
