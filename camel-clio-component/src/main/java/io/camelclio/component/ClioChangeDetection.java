package io.camelclio.component;

/** How a poll finds out what changed. */
public enum ClioChangeDetection {
    /** By {@code updatedSince} where Clio's list has it, else by {@code fullRead}. */
    auto,
    /** Asks Clio for what changed since the last read. */
    updatedSince,
    /** Reads the whole list and compares it with what is known: shows deletions too, and costs the whole list each time. */
    fullRead
}
