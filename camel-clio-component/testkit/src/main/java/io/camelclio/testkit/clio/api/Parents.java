package io.camelclio.testkit.clio.api;

import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import java.util.List;

/** Knows which records the records of a sub-resource belong to: a phone number to a contact, a trigger to a court. */
final class Parents {

    private final FirmRecords records;

    Parents(FirmRecords records) {
        this.records = records;
    }

    /**
     * Refuses an id in the path that names no record.
     *
     * @param ids the ids in the path, the parent's first
     * @return the parent's id, 0 for a resource that has none
     */
    long check(Resource resource, List<Long> ids) {
        if (resource.parent().isEmpty()) {
            return 0;
        }
        ClioRecords parents = records.of(resource.parent().get());
        long id = ids.get(0);
        if (parents.find(id).isEmpty()) {
            throw ApiError.notFound(parents.resource().name());
        }
        return id;
    }
}
