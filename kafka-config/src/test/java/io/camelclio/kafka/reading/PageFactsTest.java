package io.camelclio.kafka.reading;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code ANALYTICS.md} says of fields, headers and retention is what the contract has, no less and no more. */
class PageFactsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern UNIT = Pattern.compile(
            "\\b[Mm]oney|seconds|minutes|Ticks|hundredths|Bytes|\\bPercent\\b|names no unit|Pieces|PT1H30M");

    /** A field of a schema, with what the schema says of it. */
    private record Field(String name, String says) {

        boolean hasUnit() {
            return UNIT.matcher(says).find();
        }
    }

    @ParameterizedTest
    @CsvSource({"### Clio, clio", "### Smokeball, smokeball"})
    void tableNamesEveryFieldWithAUnit(String heading, String vendor) throws Exception {
        Map<String, Set<String>> named = named(heading);
        Map<String, Set<Field>> known = known(vendor);

        named.forEach((kind, fields) -> {
            assertThat(known).containsKey(kind);
            assertThat(fields).as(kind).allMatch(field -> known.get(kind).stream()
                    .anyMatch(one -> matches(field, one.name())));
        });
        known.forEach((kind, fields) -> assertThat(fields.stream().filter(Field::hasUnit))
                .as(kind)
                .allMatch(field ->
                        named.getOrDefault(kind, Set.of()).stream().anyMatch(one -> matches(one, field.name()))));
    }

    @Test
    void headersAreThoseOfTheContract() throws Exception {
        assertThat(Page.read().table("### The headers").stream().flatMap(row -> names(row.get(0)).stream()))
                .containsExactlyInAnyOrderElementsOf(headers("properties"));
    }

    /** Else what the page shows of them would be no example. */
    @Test
    void recordsOfTheExamplesHaveTheHeadersAndFieldsOfTheContract() throws Exception {
        Map<String, Set<Field>> fields = known("clio");
        List<ProducerRecord<byte[], byte[]>> records = Stream.of(
                        SampleFirm.activities(), SampleFirm.matters(), SampleFirm.laterMatters())
                .flatMap(List::stream)
                .filter(record -> record.value() != null)
                .toList();

        assertThat(records).isNotEmpty().allSatisfy(record -> {
            assertThat(Stream.of(record.headers().toArray()).map(Header::key))
                    .containsAll(headers("required"))
                    .isSubsetOf(headers("properties"));
            assertThat(JSON.readTree(record.value()).properties().stream().map(Map.Entry::getKey))
                    .isSubsetOf(fields.get(record.topic().split("\\.")[1]).stream()
                            .map(Field::name)
                            .toList());
        });
    }

    private static Collection<String> headers(String which) throws IOException {
        Object contract = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Page.FOLDER.resolve("asyncapi.yaml")));
        Object found = Stream.of("components", "schemas", "headers", which)
                .reduce(contract, (map, name) -> ((Map<?, ?>) map).get(name), (map, same) -> same);
        Collection<?> names = found instanceof Map<?, ?> map ? map.keySet() : (List<?>) found;
        return names.stream().map(Object::toString).toList();
    }

    @Test
    void retentionIsThatOfTheTopicFiles() throws Exception {
        Map<String, TopicDefinition> topics =
                TopicFiles.packaged().stream().collect(toMap(TopicDefinition::name, topic -> topic));
        List<List<String>> changes = Page.read().table("## How long records are kept").stream()
                .filter(row -> row.get(0).startsWith("change"))
                .toList();

        assertThat(changes).hasSize(4).allSatisfy(row -> assertThat(names(row.get(0)))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(topics.get(kind + ".v1").config().get("retention.ms"))
                        .isEqualTo(String.valueOf(
                                Duration.ofDays(Long.parseLong(row.get(1).replace(" days", "")))
                                        .toMillis()))));
    }

    /** By kind the fields, where {@code x.*} stands for all fields of x. */
    private static Map<String, Set<String>> named(String heading) throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        for (List<String> row : Page.read().table(heading)) {
            for (String kind : names(row.get(0))) {
                named.computeIfAbsent(kind, none -> new HashSet<>()).addAll(names(row.get(1)));
            }
        }
        assertThat(named).isNotEmpty();
        return named;
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(toSet());
    }

    private static boolean matches(String named, String field) {
        return named.endsWith(".*") ? field.startsWith(named.substring(0, named.length() - 1)) : field.equals(named);
    }

    private static Map<String, Set<Field>> known(String vendor) throws IOException {
        Map<String, Set<Field>> known = new TreeMap<>();
        for (File file :
                Page.FOLDER.resolve("schemas").toAbsolutePath().toFile().listFiles()) {
            JsonNode schema = JSON.readTree(file);
            String[] id =
                    schema.path("$id").asText().replace("urn:camel-clio:", "").split("\\.");
            if (id[0].equals(vendor)) {
                Set<Field> fields = known.computeIfAbsent(id[1], none -> new HashSet<>());
                collect("", schema, fields);
            }
        }
        return known;
    }

    private static void collect(String parent, JsonNode schema, Set<Field> fields) {
        schema.path("properties").properties().forEach(property -> {
            String name = parent + property.getKey();
            fields.add(new Field(name, property.getValue().path("description").asText()));
            collect(name + ".", property.getValue(), fields);
            collect(name + "[].", property.getValue().path("items"), fields);
        });
    }
}
