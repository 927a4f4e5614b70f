package io.camelclio.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The properties that routes and Kamelets ask for, with the parameters of templates filled in. */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(:[^{}]*)?}}");

    private final Set<String> names = new TreeSet<>();

    /** All properties asked for by these files. */
    static Set<String> of(List<JsonNode> rootItems, List<JsonNode> kamelets) {
        Placeholders placeholders = new Placeholders();
        for (JsonNode item : rootItems) {
            if (item.has("routeTemplate")) {
                placeholders.addTemplate(item.path("routeTemplate"), rootItems);
            } else {
                placeholders.add(item.toString(), Map.of());
            }
        }
        kamelets.forEach(placeholders::addKamelet);
        return placeholders.names;
    }

    private void addTemplate(JsonNode template, List<JsonNode> rootItems) {
        String id = template.path("id").asText();
        rootItems.stream()
                .map(item -> item.path("templatedRoute"))
                .filter(use -> use.path("routeTemplateRef").asText().equals(id))
                .forEach(use -> {
                    Map<String, String> parameters = defaults(template);
                    parameters.putAll(parameters(use));
                    add(template.path("route").toString(), parameters);
                });
    }

    /** What a use of the template need not give. */
    private static Map<String, String> defaults(JsonNode template) {
        Map<String, String> parameters = new HashMap<>();
        template.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asText();
            if (parameter.has("defaultValue")) {
                parameters.put(name, parameter.path("defaultValue").asText());
            } else if (!parameter.path("required").asBoolean(true)) {
                parameters.put("?" + name, "");
            }
        });
        return parameters;
    }

    private static Map<String, String> parameters(JsonNode use) {
        Map<String, String> parameters = new HashMap<>();
        use.path("parameters")
                .forEach(parameter -> parameters.put(
                        parameter.path("name").asText(), parameter.path("value").asText()));
        return parameters;
    }

    private void addKamelet(JsonNode kamelet) {
        Map<String, String> parameters = new HashMap<>();
        kamelet.at("/spec/definition/properties")
                .fieldNames()
                .forEachRemaining(name -> parameters.put(name, "a-value"));
        // Camel gives every use of a Kamelet a route id of its own.
        parameters.put("routeId", "a-value");
        add(kamelet.at("/spec/template").toString(), parameters);
    }

    private void add(String text, Map<String, String> parameters) {
        String filled = text;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            filled = filled.replace("{{" + parameter.getKey() + "}}", parameter.getValue());
        }
        Matcher matcher = PLACEHOLDER.matcher(filled);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
