package io.camelclio.testkit.clio.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Operation;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.RecordType;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ComputedRecords;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.records.RecordSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contacts of a matter, put together from the matter's client and its relationships each time they are asked for.
 * Both lists and the client have the contact's id, etag and times.
 */
final class MatterContacts {

    private final Catalogue catalogue;
    private final FirmRecords records;

    MatterContacts(Catalogue catalogue, FirmRecords records) {
        this.catalogue = catalogue;
        this.records = records;
    }

    /** The client first, then whoever stands in a relationship to the matter. */
    RecordSource all(Operation.Call call) {
        ClioRecord matter = matter(call);
        return new ComputedRecords(
                Stream.concat(client(matter).stream(), related(matter, "matters/{matter_id}/contacts")));
    }

    RecordSource related(Operation.Call call) {
        return new ComputedRecords(related(matter(call), "matters/{matter_id}/related_contacts"));
    }

    ClioRecord client(Operation.Call call) {
        ClioRecord matter = matter(call);
        return contact(matter.fields().path("client"))
                .map(contact -> view("matters/{matter_id}/client", matter, contact, true, null))
                .orElseThrow(() -> ApiError.notFound("Client"));
    }

    private Optional<ClioRecord> client(ClioRecord matter) {
        return contact(matter.fields().path("client"))
                .map(contact -> view("matters/{matter_id}/contacts", matter, contact, true, null));
    }

    private Stream<ClioRecord> related(ClioRecord matter, String path) {
        return records.of("relationships").all().stream()
                .filter(relationship -> relationship.fields().at("/matter/id").asLong() == matter.id())
                .flatMap(relationship -> contact(relationship.fields().path("contact")).stream()
                        .map(contact -> view(path, matter, contact, false, relationship)));
    }

    private ClioRecord view(
            String path, ClioRecord matter, ClioRecord contact, boolean client, ClioRecord relationship) {
        RecordType type = catalogue.resource(path).orElseThrow().type();
        ObjectNode all = contact.json();
        all.put("is_client", client).put("is_matter_client", client).put("contact_id", contact.id());
        all.put("matter_id", matter.id());
        all.set("matter_number", matter.fields().get("display_number"));
        if (relationship != null) {
            all.set("description", relationship.fields().get("description"));
            all.set("relationship_name", relationship.fields().get("description"));
            all.set("relationship", relationship.reference());
        }
        ObjectNode fields = all.retain(type.fields().keySet());
        return contact.seenFrom(matter.id(), fields);
    }

    private ClioRecord matter(Operation.Call call) {
        return records.of("matters").find(call.id()).orElseThrow(() -> ApiError.notFound("Matter"));
    }

    private Optional<ClioRecord> contact(JsonNode reference) {
        return records.of("contacts").find(reference.path("id").asLong());
    }
}
