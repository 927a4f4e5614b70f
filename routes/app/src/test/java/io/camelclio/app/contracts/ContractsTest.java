package io.camelclio.app.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas themselves: right as such, as lenient as the vendors ask for, and true of their own examples. */
class ContractsTest {

    /** Whatever else JSON Schema has would refuse what a vendor may send tomorrow, or says nothing to a reader. */
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "title",
            "description",
            "type",
            "format",
            "required",
            "properties",
            "items",
            "examples",
            "deprecated");

    private static final JsonSchema META =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));

    private static final RouteProperties PROPERTIES = RouteProperties.load(Optional.empty(), Given.of(name -> null));

    /** A field of Clio's, with those of its own that are asked for. */
    private static final Pattern FIELD = Pattern.compile("(?<name>\\w+)(\\{(?<nested>[^}]*)})?");

    static List<Contract> contracts() {
        return Contract.all();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isAJsonSchema(Contract contract) {
        assertThat(contract.text().path("$schema").asText()).isEqualTo(SchemaId.V202012);
        assertThat(META.validate(contract.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void refusesNothingThatMayCome(Contract contract) {
        assertThat(keywords(contract.text())).isSubsetOf(KEYWORDS);
        assertThat(contract.text().findValues("required")).hasSizeLessThanOrEqualTo(1);
        assertThat(contract.text().path("required"))
                .allMatch(name -> name.asText().equals("id"));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void isTrueOfItsExamples(Contract contract) {
        assertThat(contract.examples())
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(example -> assertThat(contract.breaches(example)).isEmpty());
        assertThat(contract.examples())
                .as("a deletion that nobody delivered")
                .last()
                .satisfies(deletion ->
                        assertThat(deletion.fieldNames()).toIterable().containsExactly("id"));
    }

    /** Only what its description says can be told from an example; so an example that shows nothing is none. */
    @ParameterizedTest
    @MethodSource("contracts")
    void examplesShowFieldsThatAreDescribed(Contract contract) {
        assertThat(contract.examples()).filteredOn(JsonNode::isObject).allSatisfy(example -> assertThat(
                        example.fieldNames())
                .toIterable()
                .isSubsetOf(names(contract.text().path("properties"))));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void takesNullsAndNewFieldsAndNewValues(Contract contract) {
        for (JsonNode example : objects(contract)) {
            ObjectNode changed = example.deepCopy();
            names(example).stream().filter(not("id")).forEach(changed::putNull);
            assertThat(contract.breaches(changed)).as("nulls").isEmpty();

            changed.putObject("invented").put("since", "tomorrow");
            assertThat(contract.breaches(changed)).as("a new field").isEmpty();

            names(example).stream()
                    .filter(not("id"))
                    .filter(name -> example.path(name).isTextual())
                    .forEach(name -> changed.put(name, "another value"));
            assertThat(contract.breaches(changed)).as("new values").isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void refusesAnotherType(Contract contract) {
        for (JsonNode example : objects(contract)) {
            ObjectNode changed = example.deepCopy();
            changed.putArray("id");

            assertThat(contract.breaches(changed)).hasSize(1);
        }
    }

    static List<String> fieldLists() {
        return PROPERTIES.names().stream()
                .filter(name -> name.matches("clio\\..+\\.fields"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fieldLists")
    void clioDescribesExactlyTheFieldsThatAreAskedFor(String fieldList) {
        JsonNode properties =
                Contract.of(fieldList.replace(".fields", ".v1")).text().path("properties");
        Matcher fields = FIELD.matcher(PROPERTIES.value(fieldList).orElseThrow());
        List<String> asked = new ArrayList<>();
        while (fields.find()) {
            asked.add(fields.group("name"));
            assertThat(nestedNames(properties.path(fields.group("name"))))
                    .as(fields.group())
                    .containsExactlyElementsOf(
                            fields.group("nested") == null
                                    ? List.of()
                                    : List.of(fields.group("nested").split(",")));
        }

        assertThat(names(properties)).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void everyFieldListHasAContract() {
        assertThat(fieldLists()).hasSize(12);
    }

    @Test
    void anInventedBreachIsFound() {
        Contract matter = Contract.of("clio.matter.v1");

        assertThat(matter.breaches("{\"id\":1,\"number\":\"forty-two\"}".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("number");
        assertThat(matter.breaches("{\"status\":\"Open\"}".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("id");
    }

    private static List<JsonNode> objects(Contract contract) {
        List<JsonNode> objects = new ArrayList<>();
        contract.examples().forEach(objects::add);
        objects.removeIf(example -> !example.isObject());
        return objects;
    }

    private static List<String> nestedNames(JsonNode property) {
        return names(property.has("items") ? property.at("/items/properties") : property.path("properties"));
    }

    /** Keywords of a schema and of all schemas in it. */
    private static List<String> keywords(JsonNode schema) {
        List<String> found = new ArrayList<>(names(schema));
        schema.path("properties").forEach(property -> found.addAll(keywords(property)));
        if (schema.has("items")) {
            found.addAll(keywords(schema.path("items")));
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Predicate<String> not(String name) {
        return other -> !other.equals(name);
    }
}
