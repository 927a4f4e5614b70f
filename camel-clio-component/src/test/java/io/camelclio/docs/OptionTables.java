package io.camelclio.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;

/**
 * The tables of options and headers of one component, from the JSON that the build makes of its annotations. A default of
 * an endpoint is the one that a new endpoint really has: Camel's own JSON does not know what a constructor sets.
 */
final class OptionTables {

    private final JsonNode metadata;
    private final Endpoint endpoint;
    private final PropertyConfigurerGetter values;

    /**
     * @param folder of the JSON below {@code META-INF}
     * @param sample the URI of any endpoint of the component
     */
    OptionTables(CamelContext context, String folder, String scheme, String sample) throws Exception {
        metadata = read("/META-INF/" + folder + "/" + scheme + ".json");
        endpoint = context.getComponent(scheme).createEndpoint(sample);
        PropertyConfigurer configurer =
                PluginHelper.getConfigurerResolver(context).resolvePropertyConfigurer(scheme + "-endpoint", context);
        values = (PropertyConfigurerGetter) configurer;
    }

    private static JsonNode read(String resource) throws IOException {
        try (InputStream in = OptionTables.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        }
    }

    String ofComponent() {
        return table(options("componentProperties", option -> true), false);
    }

    String ofPath() {
        return table(options("properties", OptionTables::isPath), true);
    }

    String ofQuery() {
        return table(options("properties", option -> !isPath(option)), true);
    }

    String ofHeaders() {
        Table table = new Table("2,5,1", "Name", "Description", "Type");
        options("headers", option -> true)
                .forEach(header -> table.row(List.of(
                        name(header), header.getValue().path("description").asText() + ".", type(header))));
        return table.text();
    }

    private static boolean isPath(JsonNode option) {
        return option.path("kind").asText().equals("path");
    }

    private List<Map.Entry<String, JsonNode>> options(String part, Predicate<JsonNode> wanted) {
        List<Map.Entry<String, JsonNode>> options = new ArrayList<>();
        metadata.path(part).properties().stream()
                .filter(option -> wanted.test(option.getValue()))
                .forEach(options::add);
        return options;
    }

    private String table(List<Map.Entry<String, JsonNode>> options, boolean ofEndpoint) {
        Table table = new Table("2,5,1,1", "Name", "Description", "Default", "Type");
        options.forEach(option -> table.row(
                List.of(name(option), description(option.getValue()), defaultValue(option, ofEndpoint), type(option))));
        return table.text();
    }

    private static String name(Map.Entry<String, JsonNode> option) {
        String group = option.getValue().path("group").asText();
        String shown = option.getValue().has("prefix")
                ? option.getValue().path("prefix").asText() + "*"
                : option.getKey() + (option.getKey().endsWith(".") ? "*" : "");
        return Table.code(shown) + (group.isEmpty() ? "" : " (" + group + ")");
    }

    private static String description(JsonNode option) {
        StringBuilder text = new StringBuilder();
        if (option.path("required").asBoolean()) {
            text.append("*Required.* ");
        }
        text.append(option.path("description").asText());
        if (option.has("enum")) {
            List<String> allowed = new ArrayList<>();
            option.path("enum").forEach(value -> allowed.add(Table.code(value.asText())));
            text.append(" Allowed: ").append(String.join(", ", allowed)).append('.');
        }
        return text.toString();
    }

    private String defaultValue(Map.Entry<String, JsonNode> option, boolean ofEndpoint) {
        String documented = option.getValue().path("defaultValue").asText();
        if (documented.isEmpty()) {
            return "";
        }
        Object real = ofEndpoint ? values.getOptionValue(endpoint, option.getKey(), true) : null;
        // Below zero, Camel means: not set.
        boolean unset = real == null || real instanceof Number number && number.longValue() < 0;
        return Table.code(unset ? documented : real.toString());
    }

    private static String type(Map.Entry<String, JsonNode> option) {
        String type = option.getValue().path("type").asText();
        String javaType = option.getValue().path("javaType").asText().replaceAll("<.*", "");
        return type.isEmpty() || type.equals("object") ? javaType.substring(javaType.lastIndexOf('.') + 1) : type;
    }
}
