package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import java.net.URI;
import java.time.Instant;
import java.util.Set;

/**
 * One state of a record; never changes.
 *
 * @param number counts up in the order of creation
 * @param fields all fields but the record's own links; links to others begin with a slash
 * @param updatedTicks the time of the change
 * @param visibleFrom when the API begins to show it
 * @param gone whether the record is in no list any more
 */
public record RecordVersion(
        Resource resource,
        RecordKey key,
        long number,
        ObjectNode fields,
        long updatedTicks,
        Instant visibleFrom,
        boolean gone) {

    /** The version as the record shows it, or empty if it shows none. */
    public String version() {
        return fields.has("versionId")
                ? fields.get("versionId").asText()
                : resource.updated()
                        .map(updated -> fields.path(updated.field()).asText())
                        .orElse("");
    }

    /** Whether it is gone or marked as deleted. */
    public boolean isDeleted() {
        return gone
                || resource.deletion()
                        .filter(deletion -> deletion.value().equals(fields.get(deletion.field())))
                        .isPresent();
    }

    /** The field at a JSON pointer, a missing node if there is none. */
    public JsonNode at(String pointer) {
        return fields.at(pointer);
    }

    /** Its path, without the API's address. */
    public String path() {
        String list = resource.path(key.parents());
        return resource.hasId() ? list + "/" + key.id() : list;
    }

    /**
     * The record as the API shows it.
     *
     * @param base the API's address, with the account's prefix if the request had one
     * @param asked the fields named in {@code Fields}
     */
    public JsonNode shown(URI base, Set<String> asked) {
        if (resource.plain()) {
            return fields.get("value");
        }
        ObjectNode record = Json.object();
        if (resource.hasLinks()) {
            String href = base + path();
            record.put("href", href).put("relation", resource.relation()).put("method", "GET");
            record.putObject("self").put("href", href).put("relation", "self").put("method", "GET");
        }
        fields.properties().forEach(field -> {
            if (!resource.optionalFields().contains(field.getKey()) || asked.contains(field.getKey())) {
                record.set(field.getKey(), absolute(field.getValue(), base));
            }
        });
        return record;
    }

    private static JsonNode absolute(JsonNode node, URI base) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = Json.object();
            object.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            field.getKey().equals("href")
                                            && field.getValue().asText().startsWith("/")
                                    ? Json.tree(base + field.getValue().textValue())
                                    : absolute(field.getValue(), base)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = Json.array();
            array.forEach(element -> copy.add(absolute(element, base)));
            return copy;
        }
        return node;
    }
}
