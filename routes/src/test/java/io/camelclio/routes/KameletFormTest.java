package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.v1.Kamelet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kamelets have the form of those in Camel's catalogue, so that tools which show the catalogue show ours. */
class KameletFormTest {

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean");
    private static final String SVG = "data:image/svg+xml;base64,";
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

    /** Designers show it, and sort by its group. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void hasAnIconAndAGroup(Path file) throws Exception {
        JsonNode annotations = RouteFiles.read(file).at("/metadata/annotations");
        String icon = annotations.path("camel.apache.org/kamelet.icon").asText();

        assertThat(icon).startsWith(SVG);
        byte[] picture = Base64.getDecoder().decode(icon.substring(SVG.length()));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(picture))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
        assertThat(annotations.path("camel.apache.org/kamelet.group").asText()).isNotBlank();
        assertThat(annotations.path("camel.apache.org/provider").asText()).isEqualTo("camel-clio");
    }

    /** A designer hides it then, and may keep it elsewhere. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void marksWhatSoundsLikeACredential(Path file) {
        RouteFiles.read(file).at("/spec/definition/properties").properties().stream()
                .filter(property -> property.getKey().matches("(?i).*(secret|token|password|key|credential).*"))
                .forEach(property -> {
                    assertThat(property.getValue().path("format").asText())
                            .as(property.getKey())
                            .isEqualTo("password");
                    assertThat(property.getValue().path("x-descriptors").toString())
                            .as(property.getKey())
                            .contains("urn:camel:group:credentials");
                });
    }

    /** What Kubernetes, and so Camel K, takes: nothing in the file that its definition does not know. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void isAKameletAsKubernetesDefinesIt(Path file) throws Exception {
        Kamelet kamelet = new YAMLMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(file.toFile(), Kamelet.class);

        assertThat(kamelet.getSpec().getDefinition().getTitle()).isNotBlank();
        assertThat(kamelet.getSpec().getTemplate()).isNotNull();
        assertThat(kamelet.getSpec().getDependencies()).isNotEmpty();
    }

    @Test
    void aWordThatKubernetesDoesNotKnowIsNoticed() {
        String kamelet = "{apiVersion: camel.apache.org/v1, kind: Kamelet, spec: {definitoin: {}}}";

        assertThatThrownBy(() -> new YAMLMapper()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .readValue(kamelet, Kamelet.class))
                .hasMessageContaining("definitoin");
    }
}
