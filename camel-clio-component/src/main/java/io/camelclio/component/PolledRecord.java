package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.record.MalformedRecordException;

/**
 * One record that a poll met, read as far as its identity needs.
 *
 * @param bytes as Clio sent them, or as they would be for a record that vanished
 * @param id null when the record is unreadable
 * @param change what it shows; null when the record is unreadable
 * @param deleted whether it shows that the record is deleted
 * @param fault why it is unreadable; null when it is not
 */
record PolledRecord(byte[] bytes, String id, ChangeEvent change, boolean deleted, MalformedRecordException fault) {

    static PolledRecord unreadable(byte[] bytes, MalformedRecordException fault) {
        return new PolledRecord(bytes, null, null, false, fault);
    }

    boolean isReadable() {
        return fault == null;
    }
}
