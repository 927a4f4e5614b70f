package io.camelclio.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.ClioConnection;
import io.camelclio.component.catalogue.ClioOperation;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show works: an option that does not exist, or a value that is not allowed, fails here. */
class ExamplesTest {

    /** A URI in the running text or in code; what stands for something else is in angle brackets. */
    private static final Pattern URI_IN_TEXT =
            Pattern.compile("`\\+?(clio(?:-webhook|-action)?:[a-z][^`<>\\s+]*)\\+?`");

    private static final Pattern URI_IN_JAVA = Pattern.compile("\"(clio:[a-z][^\"]*)\"");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\{\\{env:\\w+}}");

    static Stream<Example> yaml() throws IOException {
        return examples("yaml");
    }

    static Stream<Example> java() throws IOException {
        return examples("java");
    }

    static Stream<Example> properties() throws IOException {
        return examples("properties");
    }

    static Stream<Example> uris() throws IOException {
        List<Example> uris = new ArrayList<>();
        for (Page page : Page.all()) {
            URI_IN_TEXT.matcher(page.text()).results().forEach(found -> {
                long line = page.text().substring(0, found.start()).lines().count();
                uris.add(new Example(page.file().getFileName() + ":" + line, found.group(1)));
            });
        }
        return uris.stream();
    }

    private static Stream<Example> examples(String language) throws IOException {
        return Page.all().stream().flatMap(page -> page.examples(language).stream());
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void yamlIsLoaded(Example example) throws Exception {
        try (ExampleApplication application = new ExampleApplication()) {
            int connections = application.connections();

            application.loadYaml(example.code());

            assertThat(application.routes() + application.connections())
                    .as("routes and connections of the example")
                    .isGreaterThan(connections);
        }
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaIsCompiledAndItsRoutesAreLoaded(Example example, @TempDir Path folder) throws Exception {
        try (ExampleApplication application = new ExampleApplication()) {
            RoutesBuilder routes = new JavaExample(example).compile(folder).orElse(null);

            if (routes != null) {
                application.loadJava(routes);
                assertThat(application.routes()).isPositive();
                return;
            }
            Matcher uris = URI_IN_JAVA.matcher(example.code());
            while (uris.find()) {
                application.checkProducer(uris.group(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesAreThoseOfTheApplication(Example example) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(ENVIRONMENT.matcher(example.code()).replaceAll("none")));
        Main main = main(properties);
        try {
            main.start();

            assertThat(main.getCamelContext().getComponentNames().contains("clio")
                            || !main.getCamelContext()
                                    .getRegistry()
                                    .findByType(ClioConnection.class)
                                    .isEmpty())
                    .isTrue();
        } finally {
            main.stop();
        }
    }

    private static Main main(Properties properties) {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(properties);
        return main;
    }

    @ParameterizedTest
    @MethodSource("uris")
    void urisInTheTextAreThoseOfEndpoints(Example uri) throws Exception {
        try (ExampleApplication application = new ExampleApplication()) {
            if (uri.code().startsWith("clio:")) {
                application.checkProducer(uri.code());
            } else {
                application.checkConsumer(uri.code());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ClioOperation.class)
    void everyOperationHasAnExampleInYamlAndInJava(ClioOperation operation) throws Exception {
        assertThat(yaml().map(Example::code)).anyMatch(code -> code.contains("operation: " + operation + "\n"));
        assertThat(java().map(Example::code))
                .anyMatch(code -> code.matches("(?s).*[?&]operation=" + operation + "\\b.*"));
    }

    @Test
    void aWrongOptionInARouteIsNoticed() {
        try (ExampleApplication application = new ExampleApplication()) {
            String route = """
                    - route:
                        from:
                          uri: direct:activities
                          steps:
                            - to:
                                uri: clio:activities
                                parameters:
                                  fields: feild
                    """;

            assertThatThrownBy(() -> application.loadYaml(route)).rootCause().hasMessageContaining("feild");
        }
    }

    @Test
    void aWrongOptionOfAPollIsNoticed() {
        try (ExampleApplication application = new ExampleApplication()) {
            assertThatThrownBy(() -> application.checkConsumer("clio:activities?since=yesterday"))
                    .hasMessageContaining("yesterday");
        }
    }

    @Test
    void aWrongPropertyIsNoticed() {
        Properties properties = new Properties();
        properties.setProperty("camel.component.clio.regoin", "eu");
        Main main = main(properties);

        assertThatThrownBy(main::start).hasMessageContaining("regoin");

        main.stop();
    }

    @Test
    void codeThatDoesNotCompileIsNoticed(@TempDir Path folder) {
        Example example = new Example("page:1", "connection.renew();\n");

        assertThatThrownBy(() -> new JavaExample(example).compile(folder))
                .hasMessageContaining("page:1")
                .hasMessageContaining("renew");
    }
}
