package io.camelclio.pull.rate;

/** Who goes first when calls wait for the vendor's rate limit. */
public enum Priority {

    /** Somebody waits for the answer. */
    INTERACTIVE,

    /** Reading that may take its time, such as a poll or a full load. */
    BACKFILL
}
