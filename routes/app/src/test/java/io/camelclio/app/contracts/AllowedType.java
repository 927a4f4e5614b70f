package io.camelclio.app.contracts;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type that a schema allows at one place in the values of a topic, however deep.
 *
 * @param place such as {@code $.bills[].matter.id}; {@code $} is the value itself
 * @param type as JSON Schema names it
 */
record AllowedType(String topic, String place, String type) {

    private static final String ROOT = "$";
    private static final String ITEM = "[]";
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[]");

    private static final Map<String, String> SAMPLES = Map.of(
            "string", "\"a text\"",
            "integer", "7",
            "number", "7.25",
            "boolean", "true",
            "null", "null",
            "object", "{}",
            "array", "[]");

    /** All that a schema allows. */
    static List<AllowedType> of(Contract contract) {
        List<AllowedType> types = new ArrayList<>();
        add(types, contract.topic(), ROOT, contract.text());
        return types;
    }

    private static void add(List<AllowedType> types, String topic, String place, JsonNode schema) {
        JsonNode here = schema.path("type");
        if (here.isTextual()) {
            types.add(new AllowedType(topic, place, here.asText()));
        }
        here.forEach(type -> types.add(new AllowedType(topic, place, type.asText())));
        schema.path("properties")
                .properties()
                .forEach(property -> add(types, topic, place + "." + property.getKey(), property.getValue()));
        if (schema.has("items")) {
            add(types, topic, place + ITEM, schema.path("items"));
        }
    }

    static List<AllowedType> read(Path file) throws IOException {
        List<AllowedType> types = new ArrayList<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] words = line.split(" ");
            for (String type : words[2].split(",")) {
                types.add(new AllowedType(words[0], words[1], type));
            }
        }
        return types;
    }

    /** One for each place, as {@link #read} takes them. */
    static List<String> lines(List<AllowedType> types) {
        return types.stream()
                .collect(groupingBy(
                        type -> type.topic + " " + type.place, TreeMap::new, mapping(AllowedType::type, joining(","))))
                .entrySet()
                .stream()
                .map(line -> line.getKey() + " " + line.getValue())
                .toList();
    }

    /** How many steps lead to the place. */
    int depth() {
        return (int) STEP.matcher(place).results().count();
    }

    /** Whether the schema takes a record with nothing in it but what leads to the place, and a sample of the type there. */
    boolean isTakenBy(Contract contract) {
        String value = SAMPLES.get(type);
        String rest = place;
        while (!rest.equals(ROOT)) {
            boolean item = rest.endsWith(ITEM);
            int cut = item ? rest.length() - ITEM.length() : rest.lastIndexOf('.');
            value = item ? "[" + value + "]" : "{\"" + rest.substring(cut + 1) + "\":" + value + "}";
            rest = rest.substring(0, cut);
        }
        JsonNode examples = contract.examples();
        JsonNode json = Contract.json(value.getBytes(StandardCharsets.UTF_8));
        if (json instanceof ObjectNode record && !record.has("id")) {
            record.set("id", examples.path(examples.size() - 1).path("id"));
        }
        return contract.breaches(json).isEmpty();
    }

    /** The schema as it would be without this type. */
    JsonNode takenFrom(JsonNode schema) {
        JsonNode narrowed = schema.deepCopy();
        JsonNode here = narrowed;
        Matcher step = STEP.matcher(place);
        while (step.find()) {
            here = step.group(1) == null
                    ? here.path("items")
                    : here.path("properties").path(step.group(1));
        }
        if (here.path("type") instanceof ArrayNode types) {
            types.removeIf(one -> one.asText().equals(type));
        } else {
            ((ObjectNode) here).put("type", type.equals("boolean") ? "null" : "boolean");
        }
        return narrowed;
    }
}
