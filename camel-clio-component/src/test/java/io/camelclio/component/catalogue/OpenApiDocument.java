package io.camelclio.component.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the facts of the catalogue out of Clio's OpenAPI document: names, verbs, limits and types. */
final class OpenApiDocument {

    private static final Pattern MOST = Pattern.compile("between 1 and (\\d+)");
    private static final Pattern DEFAULT_ORDER = Pattern.compile("Default: `([^`]+)`");

    private static final Map<String, ClioOperation> STANDARD = Map.of(
            "index", ClioOperation.list,
            "show", ClioOperation.get,
            "create", ClioOperation.create,
            "update", ClioOperation.update,
            "destroy", ClioOperation.delete);

    /** Parameters that an operation has of its own accord. */
    private static final Set<String> OWN = Set.of("fields", "limit", "order", "page_token");

    private final JsonNode document;

    OpenApiDocument(Path file) throws IOException {
        this.document = new ObjectMapper().readTree(file.toFile());
    }

    /** One operation, the resource it belongs to, and the type of the record it answers with, empty if none. */
    record Found(String resource, Operation operation, String record) {}

    List<Found> operations() {
        List<Found> found = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(verb -> found.add(operation(path.getKey(), verb.getKey(), verb.getValue()))));
        return found;
    }

    private Found operation(String documentPath, String verb, JsonNode described) {
        String word = described.get("operationId").asText().split("#")[1];
        ClioOperation name = STANDARD.containsKey(word) ? STANDARD.get(word) : ClioOperation.valueOf(word);
        String path = documentPath
                .substring(1)
                .replaceFirst("\\.json$", "")
                .replace("{id}/versions/{document_version_id}", "{document_id}/versions/{id}")
                .replace("{id}/versions", "{document_id}/versions");
        String resource = STANDARD.containsKey(word) || name == ClioOperation.list
                ? path.replaceFirst("/\\{id}$", "")
                : path.replaceFirst("(/\\{id})?/" + word + "$", "");

        Map<String, JsonNode> query = parameters(described, "query");
        Map<String, JsonNode> ofPath = parameters(described, "path");
        Set<String> required = new LinkedHashSet<>();
        query.forEach((parameter, schema) -> {
            if (schema.path("required").asBoolean()) {
                required.add(parameter);
            }
        });
        // The document has the id of a document's versions twice, in the path and by mistake in the query.
        query.keySet().removeAll(ofPath.keySet());
        required.removeAll(ofPath.keySet());

        JsonNode limit = query.get("limit");
        JsonNode order = query.get("order");
        boolean selectsFields = query.containsKey("fields");
        query.keySet().removeAll(OWN);
        Map<String, JsonNode> headers = parameters(described, "header");
        String schema = answerSchema(described.get("responses"));
        return new Found(
                resource,
                new Operation(
                        name,
                        verb.toUpperCase(Locale.ROOT),
                        path,
                        answer(name, schema),
                        selectsFields,
                        headers.containsKey("IF-MATCH") || headers.containsKey("IF-NONE-MATCH"),
                        limit == null ? 0 : Integer.parseInt(firstGroup(MOST, limit)),
                        order == null ? null : firstGroup(DEFAULT_ORDER, order),
                        order == null ? List.of() : keys(order.at("/schema/enum")),
                        spelt(query),
                        required,
                        body(described.at("/requestBody/content/application~1json/schema/properties/data"))),
                selectsFields ? recordType(schema) : "");
    }

    private static Map<String, JsonNode> parameters(JsonNode described, String place) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        described.path("parameters").forEach(parameter -> {
            if (parameter.get("in").asText().equals(place)) {
                parameters.put(parameter.get("name").asText(), parameter);
            }
        });
        return parameters;
    }

    /** The names in the form that the prose below them asks for. */
    private static Set<String> spelt(Map<String, JsonNode> query) {
        Set<String> names = new LinkedHashSet<>();
        query.forEach((name, parameter) -> {
            String prose = parameter.path("description").asText();
            names.add(prose.contains(name + "[1]") ? name + Operation.BY_ID : name);
            String single = name.replace("[]", "");
            if (prose.contains("?" + single + "=")) {
                names.add(single);
            }
        });
        return names;
    }

    private static String firstGroup(Pattern pattern, JsonNode parameter) {
        Matcher matcher = pattern.matcher(parameter.get("description").asText());
        if (!matcher.find()) {
            throw new IllegalStateException("Nothing like " + pattern + " in " + parameter);
        }
        return matcher.group(1);
    }

    private static List<String> keys(JsonNode orders) {
        Set<String> keys = new LinkedHashSet<>();
        orders.forEach(order -> keys.add(order.asText().replaceFirst("\\((asc|desc)\\)$", "")));
        return List.copyOf(keys);
    }

    private static Body body(JsonNode data) {
        Set<String> fields = new LinkedHashSet<>();
        data.path("properties").fieldNames().forEachRemaining(fields::add);
        Set<String> required = new LinkedHashSet<>();
        data.path("required").forEach(name -> required.add(name.asText()));
        return new Body(fields, required);
    }

    private static String answerSchema(JsonNode responses) {
        for (String status : List.of("200", "201")) {
            for (JsonNode content : responses.path(status).path("content")) {
                return lastSegment(content.at("/schema/$ref").asText());
            }
        }
        return "";
    }

    private static Answer answer(ClioOperation name, String schema) {
        return switch (name) {
            case download, preview -> Answer.FILE;
            case ids -> Answer.LIST;
            // The one list that is a record: counts of internal notifications.
            case list -> schema.endsWith("_Show") ? Answer.RECORD : Answer.LIST;
            default -> schema.isEmpty() ? Answer.NOTHING : Answer.RECORD;
        };
    }

    private String recordType(String schema) {
        JsonNode data = document.at("/components/schemas").path(schema).at("/properties/data");
        String type = data.has("items")
                ? data.at("/items/$ref").asText()
                : data.path("$ref").asText(schema);
        return lastSegment(type);
    }

    /**
     * Per type the kind of each of its fields. The document gives a record's associations with their scalar fields only
     * ({@code Matter_base}); Clio lets one ask for their associations too, without choosing below (Clio, "Fields").
     */
    Map<String, Map<String, String>> types() {
        Map<String, Map<String, String>> types = new TreeMap<>();
        document.at("/components/schemas").properties().forEach(schema -> {
            String type = schema.getKey().replaceFirst("_base$", "");
            if (!type.endsWith("_List") && !type.endsWith("_Show")) {
                Map<String, String> kinds = types.computeIfAbsent(type, first -> new LinkedHashMap<>());
                schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(field -> kinds.putIfAbsent(field.getKey(), kind(field.getValue())));
                schema.getValue().path("allOf").forEach(part -> part.path("properties")
                        .properties()
                        .forEach(field -> kinds.put(field.getKey(), kind(field.getValue()))));
            }
        });
        return types;
    }

    private static String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            return lastSegment(schema.get("$ref").asText()).replaceFirst("_base$", "");
        }
        String type = schema.get("type").asText();
        if (type.equals("array")) {
            return kind(schema.get("items")) + "[]";
        }
        return switch (schema.path("format").asText()) {
            case "date" -> "date";
            case "date-time" -> "time";
            default -> type;
        };
    }

    private static String lastSegment(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
