package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.listing.ListEndpoint;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * What an event holds of a change: the record; of a matter's roles, items and layouts what the specification has for all of
 * them together (Smokeball, {@code MatterRoles}, {@code MatterItems}, {@code LayoutMatter}), here with the changed one only.
 * The id of that is none of theirs.
 *
 * @param id the id in it
 */
record Payload(String id, JsonNode json) {

    static Payload of(String type, RecordVersion record, URI apiUri) {
        JsonNode shown = record.shown(apiUri, Set.of());
        return switch (type) {
            case "roles.updated" ->
                of(versioned(together("roles", record, shown, apiUri), record)
                        .put("matterId", record.key().parents().get(0)));
            case "matteritems.updated" -> of(versioned(together("items", record, shown, apiUri), record));
            case "layoutmatter.created", "layoutmatter.updated" -> of(together("items", record, shown, apiUri));
            case "files.updated" ->
                new Payload(record.key().id(), ((ObjectNode) shown).put("cursor", ListEndpoint.cursor(record)));
            default -> new Payload(record.key().id(), shown);
        };
    }

    private static Payload of(ObjectNode together) {
        return new Payload(together.path("id").asText(), together);
    }

    private static ObjectNode together(String field, RecordVersion record, JsonNode shown, URI apiUri) {
        String href = apiUri + record.resource().path(record.key().parents());
        String id = guid(href);
        ObjectNode json = Json.object().put("id", id).put("href", href).put("method", "GET");
        json.putObject("self").put("id", id).put("href", href).put("relation", "self");
        json.putArray(field).add(shown);
        return json;
    }

    private static ObjectNode versioned(ObjectNode together, RecordVersion record) {
        return together.put("versionId", guid(together.path("id").asText() + record.updatedTicks()));
    }

    private static String guid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
