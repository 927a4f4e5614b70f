package io.camelclio.testkit.clio;

import java.util.List;
import java.util.Map;

/** Knows which records the records of a sub-resource belong to: a phone number to a contact, a trigger to a court. */
final class Parents {

    private final Map<String, ClioRecords> records;

    Parents(Map<String, ClioRecords> records) {
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
        ClioRecords parents = records.get(resource.parent().get());
        long id = ids.get(0);
        if (parents.find(id).isEmpty()) {
            throw ApiError.notFound(parents.resource().name());
        }
        return id;
    }
}
