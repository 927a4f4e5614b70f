package io.camelclio.component;

import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.util.Optional;
import java.util.Set;

/** What is known of the one list that is read: see {@link KnownRecords}. */
record KnownList(KnownRecords records, RecordList list) {

    boolean isShared() {
        return records.isShared();
    }

    /** The list is about to be read and compared; may wait. */
    void prepare() {
        records.prepare(list);
    }

    Optional<String> version(String id) {
        return records.version(list, id);
    }

    /** Whether a readable record is known as it is. */
    boolean holds(PolledRecord record) {
        return isKnownAs(record.id(), record.change().id());
    }

    boolean isKnownAs(String id, String version) {
        return version(id).filter(version::equals).isPresent();
    }

    Set<String> ids() {
        return records.ids(list);
    }

    /** A readable record is confirmed as it is. */
    void remember(PolledRecord record) {
        remember(record.id(), record.change().id());
    }

    void remember(String id, String version) {
        records.remember(list, id, version);
    }

    void forget(String id) {
        records.forget(list, id);
    }
}
