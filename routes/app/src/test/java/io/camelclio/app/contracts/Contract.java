package io.camelclio.app.contracts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What {@code kafka-config/schemas} promises of the values on one topic of changes. */
public final class Contract {

    static final Path FOLDER = Path.of("../../kafka-config/schemas");
    static final String EXTENSION = ".schema.json";

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Map<String, Contract> KNOWN = new ConcurrentHashMap<>();

    private final String topic;
    private final JsonNode text;
    private final JsonSchema schema;

    private Contract(Path file) {
        this(read(file));
    }

    Contract(JsonNode text) {
        this.text = text;
        topic = text.path("$id").asText().replaceFirst("^urn:camel-clio:", "");
        schema = SCHEMAS.getSchema(text);
    }

    /** That of a topic of changes; latest state has the same. */
    public static Contract of(String topic) {
        String name = fileName(topic.replace(".latest.v1", ".v1"));
        return KNOWN.computeIfAbsent(name, none -> new Contract(FOLDER.resolve(name)));
    }

    static List<Contract> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .map(name -> KNOWN.computeIfAbsent(name, none -> new Contract(FOLDER.resolve(name))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a topic holds the changes of some kind of record. */
    static boolean isOfChanges(String topic) {
        return topic.matches("(clio|smokeball)\\.(?!dead_letter)[a-z_]+\\.v1");
    }

    /** The schema of a topic is named as its topic file is. */
    static String fileName(String topic) {
        return topic.replaceAll("[._]", "-") + EXTENSION;
    }

    static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode array(List<JsonNode> items) {
        return JSON.createArrayNode().addAll(items);
    }

    /** What is wrong with a value; empty when it is as promised. */
    public List<String> breaches(byte[] value) {
        return breaches(json(value));
    }

    List<String> breaches(JsonNode value) {
        return schema.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    String topic() {
        return topic;
    }

    JsonNode text() {
        return text;
    }

    JsonNode examples() {
        return text.path("examples");
    }

    private static JsonNode read(Path file) {
        try {
            return json(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @Override
    public String toString() {
        return topic;
    }
}
