package io.camelclio.testkit.clio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contacts of a matter, put together from the matter's client and its relationships each time they are asked for.
 * Both lists and the client have the contact's id, etag and times.
 */
final class MatterContacts {

    private final Catalogue catalogue;
    private final Map<String, ClioRecords> records;

    MatterContacts(Catalogue catalogue, Map<String, ClioRecords> records) {
        this.catalogue = catalogue;
        this.records = records;
    }

    /** The client first, then whoever stands in a relationship to the matter. */
    RecordSource all(Action.Call call) {
        ClioRecord matter = matter(call);
        return new ComputedRecords(
                Stream.concat(client(matter).stream(), related(matter, "matters/{matter_id}/contacts")));
    }

    RecordSource related(Action.Call call) {
        return new ComputedRecords(related(matter(call), "matters/{matter_id}/related_contacts"));
    }

    ClioRecord client(Action.Call call) {
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
        return records.get("relationships").all().stream()
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
        return new ClioRecord(
                contact.id(),
                contact.version(),
                contact.createdAt(),
                contact.updatedAt(),
                contact.etag(),
                false,
                matter.id(),
                () -> fields);
    }

    private ClioRecord matter(Action.Call call) {
        return records.get("matters").find(call.id()).orElseThrow(() -> ApiError.notFound("Matter"));
    }

    private Optional<ClioRecord> contact(JsonNode reference) {
        return records.get("contacts").find(reference.path("id").asLong());
    }
}
