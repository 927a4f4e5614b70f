package io.camelclio.testkit.clio.records;

import io.camelclio.testkit.clio.catalogue.Resource;

/** Told of each change of a record, in the order of the changes, while the records are locked. */
@FunctionalInterface
public interface ChangeListener {

    /**
     * A record has changed.
     *
     * @param kind {@code created}, {@code updated} or {@code deleted}
     * @param before the former version, null when created
     * @param after the new version; when deleted, the last one with the deletion's etag
     */
    void changed(Resource resource, String kind, ClioRecord before, ClioRecord after);
}
