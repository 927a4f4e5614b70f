package io.camelclio.testkit.clio.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Field;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.FirmRecords;

/**
 * Completes what a client sends as {@code "matter":{"id":5}} with the simple fields of that record, so that they can be
 * read back. A snapshot: later changes of the matter do not show in the records that name it.
 */
final class Associations {

    private final Catalogue catalogue;
    private final FirmRecords records;

    Associations(Catalogue catalogue, FirmRecords records) {
        this.catalogue = catalogue;
        this.records = records;
    }

    /** Completes the fields in place; an id that names no record is refused (the wording is ours). */
    void complete(Resource resource, ObjectNode fields) {
        resource.type().fields().values().stream()
                .filter(field ->
                        field.nested() && fields.path(field.name()).path("id").canConvertToLong())
                .forEach(field -> catalogue.resources().stream()
                        .filter(target -> target.name().equals(field.kind()))
                        .forEach(target -> fields.set(field.name(), reference(target, fields, field))));
    }

    private ObjectNode reference(Resource target, ObjectNode fields, Field field) {
        long id = fields.get(field.name()).get("id").asLong();
        return records.of(target.path())
                .find(id)
                .map(ClioRecord::reference)
                .orElseThrow(() -> ApiError.unprocessable(field.name() + " " + id + " does not exist"));
    }
}
