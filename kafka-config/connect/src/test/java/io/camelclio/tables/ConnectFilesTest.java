package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the files here say agrees with topics, schemas and each other. */
class ConnectFilesTest {

    private static final Path TOPICS = Path.of("..", "topics");
    private static final Path SCHEMAS = Path.of("..", "schemas");

    @Test
    void everyLatestTopicHasATable() throws Exception {
        List<String> tables = matches(sql("tables.sql"), "(?m)^ +'((?:clio|smokeball)_\\w+)',?$");

        assertThat(tables)
                .containsExactlyElementsOf(latestTopics().stream()
                        .map(topic -> topic.replaceAll("(.*)\\.(.*)\\.latest\\.v1", "$1_$2"))
                        .sorted()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"clio", "smokeball"})
    void connectorReadsItsVendorsLatestTopicsIntoTheirTables(String vendor) throws Exception {
        JsonNode connector = connector(vendor);
        Pattern read = Pattern.compile(connector.path("topics.regex").asText());
        String routed = connector.path("transforms.table.regex").asText();
        String table = connector.path("transforms.table.replacement").asText();

        assertThat(topics())
                .filteredOn(topic -> read.matcher(topic).matches())
                .containsExactlyInAnyOrderElementsOf(latestTopics().stream()
                        .filter(topic -> topic.startsWith(vendor + "."))
                        .toList())
                .allSatisfy(topic ->
                        assertThat(topic.replaceAll(routed, table)).isEqualTo(vendor + "_" + topic.split("\\.")[1]));
        assertThat(("acme." + vendor + ".task.latest.v1").replaceAll(routed, table))
                .isEqualTo(vendor + "_task");
    }

    @Test
    void connectorsDifferInTheVendorOnly() throws Exception {
        String clio = Files.readString(Path.of("clio-tables.json"));

        assertThat(clio.replace("clio", "smokeball")).isEqualTo(Files.readString(Path.of("smokeball-tables.json")));
    }

    @Test
    void addressesAndCredentialsComeFromTheEnvironment() throws Exception {
        for (String vendor : List.of("clio", "smokeball")) {
            ObjectNode connector = connector(vendor);
            assertThat(connector.properties())
                    .filteredOn(property -> property.getKey().matches("connection\\.(url|username|password)"))
                    .hasSize(3)
                    .allSatisfy(
                            property -> assertThat(property.getValue().asText()).matches("\\$\\{env:TABLES_\\w+}"));
        }
        assertThat(Files.readString(Path.of("worker.properties"))).doesNotContainIgnoringCase("password=");
    }

    /** A view that asks for a field which no schema knows would show nothing, for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"clio", "smokeball"})
    void viewsReadFieldsThatTheSchemasKnow(String vendor) throws Exception {
        List<String> views = List.of(sql(vendor + ".sql").split("(?=create or replace view)"));
        List<String> unknown = new ArrayList<>();
        int fields = 0;
        for (String view : views.subList(1, views.size())) {
            String table = matches(view, "from integration\\.(\\w+)").get(0);
            JsonNode schema = schema(table);
            for (MatchResult path : paths(view)) {
                fields++;
                JsonNode outer = schema.path("properties").path(path.group(1));
                boolean known = path.group(2) == null
                        ? !outer.isMissingNode()
                        : outer.path("properties").has(path.group(2));
                if (!known) {
                    unknown.add(table + " " + path.group());
                }
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(fields).isGreaterThan(100);
    }

    @Test
    void readmeNamesTheVersionsThatAreTested() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String parent = Files.readString(Path.of("..", "..", "pom.xml"));
        String debezium = matches(pom, "<debezium.version>(.*)</").get(0);
        String postgres = matches(pom, "<postgres.version>(\\d+\\.\\d+)").get(0);
        String kafka = matches(parent, "<kafka.version>(.*)</").get(0);

        assertThat(Files.readString(Path.of("README.md")))
                .contains("Kafka Connect " + kafka)
                .contains("[Kafka " + kafka + "]")
                .contains("sink " + debezium)
                .contains("/" + debezium + "/debezium-connector-jdbc-" + debezium + "-plugin.tar.gz")
                .contains("PostgreSQL " + postgres);
    }

    /** Fields, and fields of fields. */
    private static List<MatchResult> paths(String view) {
        return Pattern.compile("\\bjson ->>? '(\\w+)'(?: ->>? '(\\w+)')?")
                .matcher(view)
                .results()
                .toList();
    }

    private static JsonNode schema(String table) throws IOException {
        Path file = SCHEMAS.resolve(table.replace('_', '-') + "-v1.schema.json");
        return Json.object(Files.readString(file));
    }

    private static ObjectNode connector(String vendor) throws IOException {
        return Json.object(Files.readString(Path.of(vendor + "-tables.json")));
    }

    private static String sql(String file) throws IOException {
        return Files.readString(Warehouse.SQL.resolve(file));
    }

    private static List<String> latestTopics() throws IOException {
        return topics().stream()
                .filter(topic -> topic.matches("(clio|smokeball)\\..*\\.latest\\.v1"))
                .toList();
    }

    private static List<String> topics() throws IOException {
        List<String> topics = new ArrayList<>();
        try (Stream<Path> files = Files.list(TOPICS)) {
            for (Path file : files.toList()) {
                topics.addAll(matches(Files.readString(file), "topicName: (\\S+)"));
            }
        }
        return topics;
    }

    private static List<String> matches(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }
}
