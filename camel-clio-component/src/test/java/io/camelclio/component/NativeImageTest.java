package io.camelclio.component;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.pull.record.MalformedRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Camel, Jackson or a route finds by name only is in the metadata that a native image is made with, and the index that
 * Quarkus goes by is in the jar. To write the metadata anew, run {@value #COMMAND} in the project's folder and commit it.
 */
class NativeImageTest {

    private static final String COMMAND = "mvn test -pl camel-clio-component -am -Dtest=NativeImageTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    private static final Path FOLDER = Path.of("src/main/resources/META-INF/native-image/io.camelclio/camel-clio");
    private static final Path GENERATED = Path.of("src/generated/resources");

    /** Beans and exceptions that routes and properties name, and whose properties they ask for. */
    private static final List<Class<?>> NAMED_BY_ROUTES =
            List.of(ClioConnection.class, ClioException.class, MalformedRecordException.class);

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void namesEveryClassThatIsFoundByReflection() throws Exception {
        ArrayNode classes = JSON.createArrayNode();
        namedByServiceFiles().forEach(name -> type(classes, name));
        NAMED_BY_ROUTES.forEach(bean -> type(classes, bean.getName()).put("allPublicMethods", true));
        readFromJson().forEach(type -> type(classes, type.getName())
                .put("allDeclaredMethods", true)
                .put("allDeclaredFields", true));

        assertThat(namedByServiceFiles()).contains(ClioComponent.class.getName());
        assertThat(readFromJson()).hasSizeGreaterThan(3);
        assertIs("reflect-config.json", JSON.writeValueAsString(classes));
    }

    @Test
    void namesEveryResourceOfTheJar() throws Exception {
        ObjectNode resources = JSON.createObjectNode();
        ArrayNode included = resources.putObject("resources").putArray("includes");
        Stream.of(
                        "META-INF/services/org/apache/camel/.*clio.*",
                        "META-INF/services/org/apache/camel/transformer/.*",
                        "META-INF/services/org/apache/camel/(component|dev-consoles|transformer)\\.properties",
                        "META-INF/org/apache/camel/.*clio.*\\.json",
                        "META-INF/io/camelclio/.*\\.json",
                        "io/camelclio/component/.*\\.json")
                .forEach(pattern -> included.addObject().put("pattern", pattern));

        assertThat(files(GENERATED).map(file -> GENERATED.relativize(file).toString()))
                .allMatch(file -> included.findValuesAsText("pattern").stream().anyMatch(file::matches));
        assertIs("resource-config.json", JSON.writeValueAsString(resources));
    }

    @Test
    void isIndexedForQuarkus() throws IOException {
        try (InputStream index = ClioComponent.class.getResourceAsStream("/META-INF/jandex.idx")) {
            assertThat(new String(index.readAllBytes(), ISO_8859_1))
                    .contains("ClioComponent", "ClioWebhookComponent", "ClioActionComponent");
        }
    }

    private static void assertIs(String file, String wanted) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, wanted + "\n");
        }
        assertThat(Files.readString(path))
                .as("%s lacks something; write it anew with: %s", path, COMMAND)
                .isEqualTo(wanted + "\n");
    }

    private static ObjectNode type(ArrayNode classes, String name) {
        return classes.addObject().put("name", name).put("allDeclaredConstructors", true);
    }

    private static Set<String> namedByServiceFiles() throws IOException {
        return files(GENERATED.resolve("META-INF/services"))
                .map(NativeImageTest::properties)
                .map(service -> service.getProperty("class"))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (InputStream content = Files.newInputStream(file)) {
            properties.load(content);
            return properties;
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    /** The form of the catalogue's file, with the records and enums of which it is made. */
    private static List<Class<?>> readFromJson() {
        Set<Class<?>> found = new LinkedHashSet<>();
        Arrays.stream(Catalogue.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .forEach(form -> collect(form, found));
        return List.copyOf(found);
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        } else if (type instanceof Class<?> form
                && form.getName().startsWith("io.camelclio.")
                && found.add(form)
                && form.isRecord()) {
            Arrays.stream(form.getRecordComponents())
                    .map(RecordComponent::getGenericType)
                    .forEach(component -> collect(component, found));
        }
    }
}
