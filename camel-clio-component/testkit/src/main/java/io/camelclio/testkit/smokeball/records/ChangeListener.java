package io.camelclio.testkit.smokeball.records;

import io.camelclio.testkit.smokeball.catalogue.Resource;

/** Hears of every change while the records are locked: it must be quick and must not change records. */
@FunctionalInterface
public interface ChangeListener {

    /**
     * A record was changed.
     *
     * @param accountId the account it belongs to
     * @param resource its collection
     * @param change what happened
     * @param before its former fields; equal to the new ones for a new record
     * @param after its new version
     */
    void changed(String accountId, Resource resource, Change change, RecordVersion before, RecordVersion after);
}
