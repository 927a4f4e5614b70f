package io.camelclio.kafka.json;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One JSON object of our own making, read as the YAML that it is too (YAML 1.2.2, "1.2. YAML History"). What is not there,
 * or not of the kind asked for, is empty: other clients may write to a topic too.
 */
public final class JsonObject {

    private static final int LONGEST = 4_000_000;

    private final Map<?, ?> fields;

    private JsonObject(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Reads one object; empty if the bytes, which may be null, are none. */
    public static Optional<JsonObject> parse(byte[] json) {
        if (json == null) {
            return Optional.empty();
        }
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(LONGEST).build();
        try {
            Object read = new Load(settings).loadFromString(new String(json, StandardCharsets.UTF_8));
            return read instanceof Map<?, ?> map ? Optional.of(new JsonObject(map)) : Optional.empty();
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    /** The text of a field. */
    public Optional<String> text(String name) {
        return fields.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** The time of a field, in ISO 8601. */
    public Optional<Instant> time(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The texts of an array; none if there is no array. */
    public List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}
