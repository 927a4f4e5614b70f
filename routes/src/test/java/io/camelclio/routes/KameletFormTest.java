package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kamelets have the form of those in Camel's catalogue, so that tools which show the catalogue show ours. */
class KameletFormTest {

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z]+)}}");

    static List<Path> kamelets() {
        return RouteFiles.kamelets();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void saysWhatItIs(Path file) {
        JsonNode kamelet = RouteFiles.read(file);

        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(file.getFileName()).hasToString(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
        assertThat(kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText())
                .isIn("source", "sink", "action");
        assertThat(kamelet.at("/spec/definition/title").asText()).isNotBlank();
        assertThat(kamelet.at("/spec/definition/description").asText()).isNotBlank();
        assertThat(kamelet.at("/spec/definition/type").asText()).isEqualTo("object");
        assertThat(kamelet.at("/spec/types")).isNotEmpty();
        assertThat(kamelet.at("/spec/dependencies")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describesAndTypesEveryProperty(Path file) {
        JsonNode definition = RouteFiles.read(file).at("/spec/definition");

        assertThat(definition.path("properties")).isNotEmpty();
        definition.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            assertThat(property.getValue().path("title").asText()).as(name).isNotBlank();
            assertThat(property.getValue().path("description").asText())
                    .as(name)
                    .isNotBlank();
            assertThat(property.getValue().path("type").asText()).as(name).isIn(TYPES);
        });
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void requiresExactlyThePropertiesWithoutDefault(Path file) {
        JsonNode definition = RouteFiles.read(file).at("/spec/definition");
        List<String> required = new ArrayList<>();
        definition.path("required").forEach(name -> required.add(name.asText()));
        List<String> withoutDefault = definition.path("properties").properties().stream()
                .filter(property -> !property.getValue().has("default"))
                .map(property -> property.getKey())
                .toList();

        assertThat(required).containsExactlyInAnyOrderElementsOf(withoutDefault);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void usesEveryPropertyItDeclaresAndNoOther(Path file) {
        JsonNode spec = RouteFiles.read(file).path("spec");
        Set<String> used = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(spec.path("template").toString());
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        Set<String> declared = new TreeSet<>();
        spec.at("/definition/properties").fieldNames().forEachRemaining(declared::add);
        // Camel gives every use of a Kamelet a route id of its own.
        used.remove("routeId");

        assertThat(used).isEqualTo(declared);
    }
}
