package io.camelclio.testkit.clio.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Field;
import io.camelclio.testkit.clio.catalogue.RecordType;
import io.camelclio.testkit.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parsed {@code fields} parameter: {@code id,status,client{id,name}}, one nested level deep. Every name is known to
 * the record type, so selecting cannot fail; a field the record does not carry is null in the answer. Without the
 * parameter the selection is {@code id,etag}.
 */
public final class FieldSelection {

    private final Catalogue catalogue;
    private final Map<Field, List<String>> chosen;

    private FieldSelection(Catalogue catalogue, Map<Field, List<String>> chosen) {
        this.catalogue = catalogue;
        this.chosen = chosen;
    }

    /**
     * Parses a selection.
     *
     * @param text the parameter's value; null means the defaults
     * @throws ApiError 400 {@code InvalidFields} at the first name the type does not have, at a second nested level
     *     and at unbalanced braces
     */
    public static FieldSelection parse(Catalogue catalogue, RecordType type, String text) {
        if (text == null || text.isBlank()) {
            return defaults(catalogue, type);
        }
        Map<Field, List<String>> chosen = new LinkedHashMap<>();
        new FieldListParser(text).parse().forEach((name, nested) -> {
            Field field = known(type, name);
            chosen.put(field, nested == null ? defaultsOf(catalogue, field) : check(catalogue, field, nested));
        });
        return new FieldSelection(catalogue, chosen);
    }

    private static FieldSelection defaults(Catalogue catalogue, RecordType type) {
        Map<Field, List<String>> chosen = new LinkedHashMap<>();
        type.defaults().forEach(name -> chosen.put(type.fields().get(name), List.of()));
        return new FieldSelection(catalogue, chosen);
    }

    private static Field known(RecordType type, String name) {
        if (!type.has(name)) {
            throw ApiError.invalidField(name);
        }
        return type.fields().get(name);
    }

    private static List<String> check(Catalogue catalogue, Field field, List<String> nested) {
        if (!field.nested()) {
            throw ApiError.invalidField(field.name() + "{" + String.join(",", nested) + "}");
        }
        RecordType type = catalogue.type(field.kind());
        nested.forEach(name -> known(type, name));
        return nested;
    }

    /** Our reading for nested objects without id and etag, such as a rate: all their fields. */
    private static List<String> defaultsOf(Catalogue catalogue, Field field) {
        if (!field.nested()) {
            return List.of();
        }
        RecordType type = catalogue.type(field.kind());
        return type.defaults().isEmpty() ? List.copyOf(type.fields().keySet()) : type.defaults();
    }

    /** Whether a field of the record itself is chosen. */
    public boolean names(String field) {
        return chosen.keySet().stream().anyMatch(each -> each.name().equals(field));
    }

    /** The chosen fields of a record, in the order in which they were asked for. */
    public ObjectNode select(ObjectNode record) {
        ObjectNode selected = Json.object();
        chosen.forEach((field, nested) -> selected.set(field.name(), select(record.get(field.name()), field, nested)));
        return selected;
    }

    private JsonNode select(JsonNode value, Field field, List<String> nested) {
        if (value == null) {
            return Json.tree(null);
        }
        if (!field.nested() || !value.isContainerNode()) {
            return value;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode selected = array.arrayNode();
            array.forEach(item -> selected.add(pick(item, field, nested)));
            return selected;
        }
        return pick(value, field, nested);
    }

    private JsonNode pick(JsonNode object, Field field, List<String> names) {
        ObjectNode selected = Json.object();
        for (String name : names) {
            JsonNode value = object.get(name);
            boolean deeper = value instanceof ObjectNode;
            selected.set(name, deeper ? defaultsOfDeeper((ObjectNode) value) : value);
        }
        return selected;
    }

    private static JsonNode defaultsOfDeeper(ObjectNode value) {
        if (!value.has("id")) {
            return value;
        }
        ObjectNode defaults = Json.object();
        defaults.set("id", value.get("id"));
        defaults.set("etag", value.get("etag"));
        return defaults;
    }
}
