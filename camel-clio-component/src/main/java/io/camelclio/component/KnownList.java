package io.camelclio.component;

import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is known of the one list that is read: see {@link KnownRecords}.
 *
 * @param alike identities, besides its change's own, by which a record may be known as it is
 */
record KnownList(KnownRecords records, RecordList list, Function<PolledRecord, Set<String>> alike) {

    KnownList(KnownRecords records, RecordList list) {
        this(records, list, record -> Set.of());
    }

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
        Optional<String> known = version(record.id());
        return known.isPresent()
                && (known.get().equals(record.change().id())
                        || alike.apply(record).contains(known.get()));
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
