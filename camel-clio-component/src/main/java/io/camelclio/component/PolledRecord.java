package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.Instant;

/**
 * One record that a poll met, read as far as its identity needs.
 *
 * @param bytes as Clio sent them, or as they would be for a record that vanished
 * @param id null when the record is unreadable
 * @param change what it shows; null when the record is unreadable
 * @param isDated whether the time of that is the record's own, not the answer's
 * @param deleted whether it shows that the record is deleted
 * @param fault why it is unreadable; null when it is not
 */
record PolledRecord(
        byte[] bytes, String id, ChangeEvent change, boolean isDated, boolean deleted, MalformedRecordException fault) {

    static PolledRecord unreadable(byte[] bytes, MalformedRecordException fault) {
        return new PolledRecord(bytes, null, null, false, false, fault);
    }

    boolean isReadable() {
        return fault == null;
    }

    /** Whether it shows a change of its own time that is later. */
    boolean isChangedAfter(Instant time) {
        return isDated && change.time().isAfter(time);
    }
}
