package io.camelclio.kafka.topics;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One file with a Strimzi {@code KafkaTopic}, as described in "Configuring Strimzi", KafkaTopic schema reference. A field
 * of {@code spec} that is not known is an error, since it is most likely misspelt; {@code metadata} may hold anything.
 */
final class TopicFile {

    private static final String API = "kafka.strimzi.io/";
    private static final String KIND = "KafkaTopic";
    private static final Set<String> SPEC_FIELDS = Set.of("topicName", "partitions", "replicas", "config");

    private final String file;

    private TopicFile(String file) {
        this.file = file;
    }

    static TopicDefinition parse(String file, InputStream content) {
        return new TopicFile(file).definition(document(file, content));
    }

    private static Object document(String file, InputStream content) {
        try {
            return new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(content);
        } catch (YamlEngineException e) {
            throw TopicException.notYaml(file, e);
        }
    }

    private TopicDefinition definition(Object document) {
        Map<?, ?> root = object("the file", document);
        if (!text("apiVersion", root.get("apiVersion")).startsWith(API)) {
            throw bad("apiVersion", "must be that of Strimzi, such as " + API + "v1beta2");
        }
        if (!text("kind", root.get("kind")).equals(KIND)) {
            throw bad("kind", "must be " + KIND);
        }
        Map<?, ?> spec = object("spec", root.get("spec"));
        spec.keySet().stream()
                .filter(field -> !SPEC_FIELDS.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    throw bad(
                            "spec." + field,
                            "is not known; known are " + String.join(", ", new TreeSet<>(SPEC_FIELDS)));
                });
        return new TopicDefinition(
                file, name(root, spec), partitions(spec), replicas(spec.get("replicas")), config(spec.get("config")));
    }

    /** As with Strimzi, the resource's own name is the topic's unless the specification carries one. */
    private String name(Map<?, ?> root, Map<?, ?> spec) {
        if (spec.containsKey("topicName")) {
            return text("spec.topicName", spec.get("topicName"));
        }
        return text("metadata.name", object("metadata", root.get("metadata")).get("name"));
    }

    private int partitions(Map<?, ?> spec) {
        return number("spec.partitions", spec.get("partitions"), Integer.MAX_VALUE);
    }

    private Short replicas(Object value) {
        return value == null ? null : (short) number("spec.replicas", value, Short.MAX_VALUE);
    }

    private Map<String, String> config(Object value) {
        Map<String, String> config = new TreeMap<>();
        if (value != null) {
            object("spec.config", value).forEach((name, setting) -> {
                String field = "spec.config." + name;
                if (setting == null || setting instanceof Map || setting instanceof Iterable) {
                    throw bad(field, "must be a text, a number, or true or false");
                }
                config.put(name.toString(), setting.toString());
            });
        }
        return config;
    }

    private Map<?, ?> object(String field, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw bad(field, value == null ? "is missing" : "must be an object with fields");
    }

    private String text(String field, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw bad(field, value == null ? "is missing" : "must be a text, was " + value);
    }

    private int number(String field, Object value, int highest) {
        if (value instanceof Integer number && number >= 1 && number <= highest) {
            return number;
        }
        throw bad(
                field,
                value == null ? "is missing" : "must be a whole number from 1 to %d, was %s".formatted(highest, value));
    }

    private TopicException bad(String field, String problem) {
        return TopicException.badField(file, field, problem);
    }
}
