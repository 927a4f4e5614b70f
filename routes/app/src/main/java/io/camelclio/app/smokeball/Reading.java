package io.camelclio.app.smokeball;

import io.camelclio.pull.record.MalformedRecordException;
import java.util.List;
import java.util.Optional;

/**
 * What a poll does one after the other: it reads a list, looks for single records, or says what has vanished. Used by one
 * thread at a time, except that a record may fail on any thread.
 */
abstract class Reading {

    private volatile boolean unbroken = true;

    /** The list that it is about. */
    abstract PolledList of();

    /** What is to be asked next; empty where its next turn needs no answer. */
    abstract Optional<Request> request();

    /**
     * Takes the answer to {@link #request}.
     *
     * @param answer null where nothing was asked
     * @return what is to be published of it
     * @throws SmokeballException when Smokeball does not give what this needs
     */
    abstract List<SmokeballRecord> take(Answer answer) throws SmokeballException, MalformedRecordException;

    /** Whether it has another turn. */
    abstract boolean isUnfinished();

    /** Whether it has come to its end and every record was taken. */
    abstract boolean isComplete();

    /** Whether every record so far was taken; after one that was not, the rest is left to another reading. */
    final boolean isUnbroken() {
        return unbroken;
    }

    /** A record was not taken, or nothing is to be asked for now. */
    final void breakOff() {
        unbroken = false;
    }
}
