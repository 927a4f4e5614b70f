package io.camelclio.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What editors complete is what the components have. To write the file anew, run {@value #COMMAND} in the project's folder
 * and commit it.
 */
class ConfigurationMetadataTest {

    private static final String COMMAND = "mvn test -pl camel-clio-component/starter -am"
            + " -Dtest=ConfigurationMetadataTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

    private static final Map<String, String> TYPES = Map.of(
            "clio", "io.camelclio.component.ClioComponent",
            "clio-webhook", "io.camelclio.component.webhook.ClioWebhookComponent",
            "clio-action", "io.camelclio.component.action.ClioActionComponent");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void isWhatTheComponentsSayOfThemselves() throws IOException {
        String wanted = text(metadata());

        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, wanted);
        }
        assertThat(Files.readString(FILE))
                .as("%s is not what the components say; write it anew with: %s", FILE, COMMAND)
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.clio.client-id",
                "camel.component.clio.webhook-secrets",
                "camel.component.clio-webhook.public-url",
                "camel.component.clio-action.bridge-error-handler"
            })
    void describesAndTypesEveryProperty(String name) throws IOException {
        JsonNode properties = JSON.readTree(FILE.toFile()).path("properties");

        assertThat(properties).allSatisfy(property -> {
            assertThat(property.path("type").asText()).matches("java\\..+|boolean");
            assertThat(property.path("description").asText()).isNotBlank();
        });
        assertThat(properties.findValuesAsText("name")).doesNotHaveDuplicates().contains(name);
    }

    private static ObjectNode metadata() throws IOException {
        ObjectNode metadata = JSON.createObjectNode();
        ArrayNode groups = metadata.putArray("groups");
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            for (String scheme : new TreeSet<>(TYPES.keySet())) {
                String prefix = "camel.component." + scheme;
                groups.addObject().put("name", prefix).put("type", TYPES.get(scheme));
                property(properties, prefix + ".enabled", "java.lang.Boolean")
                        .put("description", "Whether the component's options are taken from these properties.")
                        .put("defaultValue", true);
                for (Option option : Options.of(context, scheme).all()) {
                    describe(properties, prefix, option);
                    hint(hints, prefix, option);
                }
            }
        }
        return metadata;
    }

    private static void describe(ArrayNode properties, String prefix, Option option) {
        ObjectNode property = property(properties, prefix + "." + option.property(), type(option));
        property.put("description", option.json().getString("description"));
        Object byDefault = option.json().get("defaultValue");
        if (byDefault != null) {
            property.putPOJO("defaultValue", byDefault);
        }
        if (option.json().getBooleanOrDefault("deprecated", false)) {
            property.putObject("deprecation");
        }
    }

    private static ObjectNode property(ArrayNode properties, String name, String type) {
        return properties.addObject().put("name", name).put("type", type);
    }

    /** A bean is given by its name. */
    private static String type(Option option) {
        if (option.isBean()) {
            return "java.lang.String";
        }
        return switch (option.json().getString("type")) {
            case "duration" -> "java.time.Duration";
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Long";
            default -> option.javaType();
        };
    }

    private static void hint(ArrayNode hints, String prefix, Option option) {
        if (option.json().get("enum") != null) {
            ArrayNode values = hints.addObject()
                    .put("name", prefix + "." + option.property())
                    .putArray("values");
            option.json().getCollection("enum").forEach(value -> values.addObject()
                    .put("value", String.valueOf(value)));
        }
    }

    private static String text(JsonNode json) throws IOException {
        DefaultPrettyPrinter form = new DefaultPrettyPrinter();
        form.indentArraysWith(new DefaultIndenter("  ", "\n"));
        form.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(form).writeValueAsString(json) + "\n";
    }
}
