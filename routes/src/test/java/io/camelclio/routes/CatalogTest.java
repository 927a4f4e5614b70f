package io.camelclio.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.tooling.model.TransformerModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What designers know: Camel's catalogue takes our components, and by it every endpoint that we show is right. */
class CatalogTest {

    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    private static final Map<String, String> OURS = Map.of(
            "clio", "/META-INF/io/camelclio/component/clio.json",
            "clio-webhook", "/META-INF/io/camelclio/component/webhook/clio-webhook.json",
            "clio-action", "/META-INF/io/camelclio/component/action/clio-action.json");

    @BeforeAll
    static void addOurs() {
        OURS.forEach((scheme, file) -> {
            String json = read(file);
            CATALOG.addComponent(scheme, json.replaceAll("(?s).*?\"javaType\": \"([^\"]+)\".*", "$1"), json);
        });
    }

    static List<YamlEndpoints.Found> endpoints() {
        return Stream.concat(YamlEndpoints.ofRoutesAndKamelets().stream(), YamlEndpoints.ofPages().stream())
                // A Kamelet's own options are those of its definition, and Camel checks them when it makes the route.
                .filter(endpoint -> !endpoint.scheme().equals("kamelet"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void knowsTheEndpointAndEveryOptionOfIt(YamlEndpoints.Found endpoint) {
        // The sink's two producers are components of their own, see KafkaComponents.
        String line = endpoint.line()
                .replaceFirst("^kafka-\\{?\\{?\\w+}?}?:", "kafka:")
                // A bean that may be left out is a bean to the catalogue.
                .replaceAll("=\\{\\{\\?(\\w+)}}", "=#$1");

        EndpointValidationResult result = CATALOG.validateEndpointProperties(line);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void findsTheEndpointsOfRoutesKameletsAndPages() {
        assertThat(YamlEndpoints.ofRoutesAndKamelets())
                .extracting(YamlEndpoints.Found::scheme)
                .contains("clio-webhook", "clio", "kamelet", "direct");
        assertThat(YamlEndpoints.ofPages())
                .extracting(YamlEndpoints.Found::scheme)
                .contains("clio-webhook", "clio", "clio-action");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clio:activities?feilds=id",
                "clio-webhook:matter?maxInFlight=many",
                "clio-webhook:matter?handshake=never",
                "clio-action:archive?users=yes&colour=red"
            })
    void wouldFindAnOptionThatDoesNotExistOrAValueThatIsNotAllowed(String uri) {
        assertThat(CATALOG.validateEndpointProperties(uri).isSuccess()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clio", "clio-webhook", "clio-action"})
    void showsOurComponentsAsItShowsCamelsOwn(String scheme) {
        var model = CATALOG.componentModel(scheme);

        assertThat(model.getTitle()).isNotBlank();
        assertThat(model.getDescription()).isNotBlank();
        assertThat(model.getLabel()).isNotBlank();
        assertThat(model.getSyntax()).startsWith(scheme + ":");
        assertThat(model.getComponentOptions()).isNotEmpty();
        assertThat(model.getEndpointOptions()).isNotEmpty().allSatisfy(option -> {
            assertThat(option.getDescription()).as(option.getName()).isNotBlank();
            assertThat(option.getGroup()).as(option.getName()).isNotBlank();
        });
    }

    /** The generator writes them as Camel's catalogue holds its own. */
    @ParameterizedTest
    @ValueSource(strings = {"clio:application-cloudevents", "kafka-record:application-cloudevents"})
    void showsOurDataTypesAsItShowsCamelsOwn(String name) {
        String file = "/META-INF/services/org/apache/camel/transformer/" + name.replace(':', '-');

        TransformerModel model = JsonMapper.generateTransformerModel(read(file + ".json"));

        assertThat(model.getName()).isEqualTo(name);
        assertThat(model.getTitle()).isNotBlank();
        assertThat(model.getDescription()).isNotBlank();
        assertThat(read(file)).contains("class=" + model.getJavaType());
        assertThat(read("/META-INF/services/org/apache/camel/transformer.properties"))
                .contains(name);
    }

    private static String read(String file) {
        try (InputStream content = CatalogTest.class.getResourceAsStream(file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
