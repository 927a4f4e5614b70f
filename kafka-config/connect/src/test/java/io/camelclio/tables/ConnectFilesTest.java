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
            fields += paths(view).size();
            unknown.addAll(unknownPaths(view));
        }

        assertThat(unknown).isEmpty();
        assertThat(fields).isGreaterThan(100);
    }

    /** The test before would not see a path that it takes for none. */
    @Test
    void fieldThatNoSchemaKnowsIsFoundInEveryKindOfPath() throws Exception {
        String view = """
                create or replace view some.bills as
                select json ->> 'nummber', json -> 'client' ->> 'nane', json -> 'user' -> 'id' ->> 'no',
                  json #>> '{matters,0,it}', json #> '{matters,0,id}', json ? 'totall', json ?| 'x', matter ->> 'display_numbr',
                  json ->> 'number', json -> 'client' ->> 'name', json #>> '{matters,0,id}', json ? 'total', matter ->> 'id'
                from integration.clio_bill, jsonb_array_elements(json -> 'matters') as matter""";

        assertThat(unknownPaths(view))
                .containsExactly(
                        "clio_bill json ->> 'nummber'",
                        "clio_bill json -> 'client' ->> 'nane'",
                        "clio_bill json -> 'user' -> 'id' ->> 'no'",
                        "clio_bill json #>> '{matters,0,it}'",
                        "clio_bill json ? 'totall'",
                        "clio_bill json ?|",
                        "clio_bill matter ->> 'display_numbr'");
    }

    /** The paths of a view that its table's schema does not know, or that cannot be read here. */
    private static List<String> unknownPaths(String view) throws IOException {
        String table = matches(view, "from integration\\.(\\w+)").get(0);
        JsonNode schema = schema(table);
        List<String> arrays = matches(view, "jsonb_array_elements\\(.*json -> '(\\w+)'.*\\) as matter");
        JsonNode matter = schema.path("properties")
                .path(arrays.isEmpty() ? "" : arrays.get(0))
                .path("items");
        return paths(view).stream()
                .filter(path -> !isKnown(path.group(1).equals("json") ? schema : matter, path.group(2)))
                .map(path -> table + " " + path.group().strip())
                .toList();
    }

    private static boolean isKnown(JsonNode root, String path) {
        JsonNode schema = root;
        List<String> steps = matches(path, "(\\w+)");
        for (String step : steps) {
            schema = step.matches("\\d+")
                    ? schema.path("items")
                    : schema.path("properties").path(step);
        }
        return !steps.isEmpty() && !schema.isMissingNode();
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
                .contains("io.debezium:debezium-connector-jdbc:" + debezium + ":tar.gz:plugin")
                .contains("PostgreSQL " + postgres);
    }

    /** Whatever is asked of a record, or of an element of it: fields of any depth. */
    private static List<MatchResult> paths(String view) {
        return Pattern.compile("\\b(json|matter) ((?:->>? '\\w+' ?)+|#>>? '\\{[\\w,]+}'|\\? '\\w+'|[-#?@|&]+)")
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
