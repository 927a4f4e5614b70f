package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes and Kamelets hold against the schema that Camel publishes with its YAML DSL. */
class CamelYamlSchemaTest {

    private static JsonSchema schema;

    @BeforeAll
    static void readCamelsSchema() throws IOException {
        try (InputStream content =
                CamelYamlSchemaTest.class.getClassLoader().getResourceAsStream("schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(content);
        }
    }

    static List<Path> routes() {
        return RouteFiles.routes();
    }

    static List<Path> kamelets() {
        return RouteFiles.kamelets();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void acceptsEveryFileOfRoutes(Path file) {
        assertThat(schema.validate(RouteFiles.read(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void acceptsTheTemplateOfEveryKamelet(Path file) {
        JsonNode template = RouteFiles.read(file).at("/spec/template");

        assertThat(schema.validate(asFile(template))).isEmpty();
    }

    @Test
    void refusesAStepThatCamelDoesNotKnow() {
        JsonNode file = RouteFiles.read(RouteFiles.routes().get(0)).deepCopy();
        file.findValues("steps").forEach(steps -> steps.forEach(step -> ((ObjectNode) step).put("teleport", "home")));

        assertThat(schema.validate(file)).isNotEmpty();
    }

    private static JsonNode asFile(JsonNode rootItem) {
        return JsonNodeFactory.instance.arrayNode().add(rootItem);
    }
}
