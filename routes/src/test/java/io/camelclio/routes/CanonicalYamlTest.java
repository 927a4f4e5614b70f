package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Routes and Kamelets are written in the long form of Camel's YAML, which designers read and write: a step is an object,
 * options stand under {@code parameters}, an expression under {@code expression}.
 */
class CanonicalYamlTest {

    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "jsonpath", "header", "exchangeProperty", "variable", "method", "jq");

    /** Elements that Camel defines to hold a language themselves; of a bean {@code method} is the name of its method. */
    private static final Set<String> HOLDS_A_LANGUAGE = Set.of(
            "expression", "handled", "continued", "onWhen", "retryWhile", "correlationExpression", "bean", "method");

    static Stream<Path> files() {
        return Stream.concat(RouteFiles.routes().stream(), RouteFiles.kamelets().stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void isInTheLongForm(Path file) {
        assertThat(shortForms(RouteFiles.read(file))).isEmpty();
    }

    @Test
    void aShortFormIsNoticed() throws Exception {
        String steps = """
                steps:
                  - log: short
                  - to:
                      uri: direct:a?block=true
                  - setBody:
                      simple: ${header.a}
                """;

        assertThat(shortForms(new YAMLMapper().readTree(steps)))
                .containsExactly(
                        "/steps/0/log is no object",
                        "/steps/1/to/uri holds options",
                        "/steps/2/setBody/simple stands under no expression");
    }

    private static List<String> shortForms(JsonNode file) {
        List<String> found = new ArrayList<>();
        look(file, "", "", found);
        return found;
    }

    private static void look(JsonNode node, String path, String name, List<String> found) {
        if (node.isArray()) {
            for (int at = 0; at < node.size(); at++) {
                JsonNode item = node.get(at);
                String place = path + "/" + at;
                if (name.equals("steps")) {
                    item.properties().stream()
                            .filter(step -> !step.getValue().isObject())
                            .forEach(step -> found.add(place + "/" + step.getKey() + " is no object"));
                }
                look(item, place, "", found);
            }
        }
        node.properties().forEach(part -> {
            String place = path + "/" + part.getKey();
            if (part.getKey().equals("uri") && part.getValue().asText().contains("?")) {
                found.add(place + " holds options");
            }
            if (LANGUAGES.contains(part.getKey()) && !HOLDS_A_LANGUAGE.contains(name) && !isAnOption(path)) {
                found.add(place + " stands under no expression");
            }
            look(part.getValue(), place, part.getKey(), found);
        });
    }

    /** Options of an endpoint, or properties of a Kamelet, may be called anything. */
    private static boolean isAnOption(String path) {
        return path.endsWith("/parameters") || path.endsWith("/properties") || path.contains("/constructors");
    }
}
