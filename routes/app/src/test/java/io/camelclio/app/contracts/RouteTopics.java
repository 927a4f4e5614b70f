package io.camelclio.app.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.camelclio.app.kafka.RouteProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics that routes name, whether a setting stands there or the topic itself: in the parameters {@code topic} and
 * {@code memory}, and in addresses of Kafka. A template names those of each route that is made of it.
 */
final class RouteTopics {

    static final Path FOLDER = Path.of("../camel");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> PARAMETERS = Set.of("topic", "memory");
    private static final Pattern ADDRESS = Pattern.compile("kafka(?:-[^:]+)?:/*([^?]+).*");

    /** The innermost one, with its default. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(?::([^{}]*))?}}");

    private final RouteProperties properties;
    private final Map<String, JsonNode> templates = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();

    private RouteTopics(RouteProperties properties) {
        this.properties = properties;
    }

    /** Those of all files of a folder. */
    static Set<String> in(Path folder, RouteProperties properties) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                YAML.readTree(file.toFile()).forEach(steps::add);
            }
        }
        return of(steps, properties);
    }

    static Set<String> in(String yaml, RouteProperties properties) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        YAML.readTree(yaml).forEach(steps::add);
        return of(steps, properties);
    }

    private static Set<String> of(List<JsonNode> steps, RouteProperties properties) {
        RouteTopics routes = new RouteTopics(properties);
        steps.stream()
                .map(step -> step.path("routeTemplate"))
                .forEach(template -> routes.templates.put(template.path("id").asText(), template));
        for (JsonNode step : steps) {
            if (step.has("templatedRoute")) {
                routes.addMade(step.path("templatedRoute"));
            } else if (!step.has("routeTemplate")) {
                routes.add(step, Map.of());
            }
        }
        return routes.topics;
    }

    private void addMade(JsonNode made) {
        JsonNode template = templates.get(made.path("routeTemplateRef").asText());
        Map<String, String> values = new HashMap<>();
        for (JsonNode parameter : template.path("parameters")) {
            if (parameter.has("defaultValue")) {
                values.put(
                        parameter.path("name").asText(),
                        parameter.path("defaultValue").asText());
            }
        }
        for (JsonNode parameter : made.path("parameters")) {
            values.put(parameter.path("name").asText(), parameter.path("value").asText());
        }
        add(template.path("route"), values);
    }

    private void add(JsonNode node, Map<String, String> values) {
        node.forEach(inner -> add(inner, values));
        node.properties().forEach(field -> {
            String text = field.getValue().asText();
            Matcher address = ADDRESS.matcher(text);
            if (PARAMETERS.contains(field.getKey())) {
                topics.add(resolved(text, values));
            } else if (field.getKey().equals("uri") && address.matches()) {
                topics.add(resolved(address.group(1), values));
            }
        });
    }

    private String resolved(String text, Map<String, String> values) {
        String resolved = text;
        for (Matcher found = PLACEHOLDER.matcher(resolved); found.find(); found = PLACEHOLDER.matcher(resolved)) {
            String name = found.group(1);
            String value = values.containsKey(name)
                    ? values.get(name)
                    : properties.value(name).orElse(found.group(2));
            if (value == null) {
                throw new AssertionError("'%s' names '%s', which nothing sets".formatted(text, name));
            }
            resolved = resolved.substring(0, found.start()) + value + resolved.substring(found.end());
        }
        return resolved;
    }
}
