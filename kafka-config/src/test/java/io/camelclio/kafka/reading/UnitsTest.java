package io.camelclio.kafka.reading;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables of units in {@code ANALYTICS.md} name every field with a unit that the schemas know, and no field that they do not. */
class UnitsTest {

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
