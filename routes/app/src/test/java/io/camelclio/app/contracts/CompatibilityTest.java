package io.camelclio.app.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A schema may learn of new fields and new types, and must take every value that it ever took: values, and the types at each
 * place of a value, that were recorded once stay in their files for good. What is not recorded yet is by {@value #COMMAND}.
 */
class CompatibilityTest {

    private static final String COMMAND = "mvn test -pl routes/app -am -Dtest=CompatibilityTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    /** One line each: a topic, a space and a value. */
    private static final Path RECORDED = Path.of("src/test/resources/contracts/recorded-values.txt");

    /** One line each: a topic, a space, a place in its values, a space, and types that were allowed there. */
    private static final Path TYPES = Path.of("src/test/resources/contracts/recorded-types.txt");

    /** Stands for the played one's, which is another each time. */
    private static final String ADDRESS = "https://api.smokeball.com";

    private static Map<String, List<JsonNode>> sent;

    @BeforeAll
    static void play() throws Exception {
        sent = PlayedVendors.values(RouteProperties.load(Optional.empty(), Given.of(name -> null)));
        if (Boolean.getBoolean("docs.write")) {
            record(sent);
            recordTypes();
        }
    }

    @Test
    void everyValueEverRecordedIsStillTaken() throws Exception {
        assertThat(recorded()).isNotEmpty().allSatisfy(line -> assertThat(
                        Contract.of(topic(line)).breaches(value(line)))
                .isEmpty());
    }

    @Test
    void whatThePlayedVendorsSendIsTaken() {
        assertThat(sent.keySet()).containsAll(changeTopics());
        assertThat(sent.values()).noneMatch(List::isEmpty);
        sent.forEach((topic, values) -> assertThat(
                        values.stream().flatMap(value -> Contract.of(topic).breaches(value).stream()))
                .as(topic)
                .isEmpty());
    }

    @Test
    void everyKindHasRecordedValues() throws Exception {
        assertThat(recorded().stream().map(CompatibilityTest::topic).collect(Collectors.toSet()))
                .as("to record some: " + COMMAND)
                .containsAll(changeTopics());
    }

    @Test
    void everyTypeEverAllowedIsStillTakenHoweverDeepItStands() throws Exception {
        List<AllowedType> types = AllowedType.read(TYPES);

        assertThat(types).hasSizeGreaterThan(3_000);
        assertThat(types)
                .filteredOn(type -> !type.isTakenBy(Contract.of(type.topic())))
                .isEmpty();
    }

    @Test
    void everyTypeIsRecorded() throws Exception {
        assertThat(AllowedType.read(TYPES))
                .as("to record the others: " + COMMAND)
                .containsAll(Contract.all().stream()
                        .flatMap(contract -> AllowedType.of(contract).stream())
                        .toList());
    }

    /** Each place of the deepest schema in turn; the tests before would be worth little if one went unseen. */
    @Test
    void aTypeThatIsNarrowedIsFoundAtEveryDepth() {
        Contract role = Contract.of("smokeball.role.v1");
        List<AllowedType> types = AllowedType.of(role);
        assertThat(types)
                .filteredOn(type -> !type.type().equals("object"))
                .extracting(AllowedType::depth)
                .contains(1, 2, 3, 4, 5);

        assertThat(types).allSatisfy(type -> {
            Contract narrowed = new Contract(type.takenFrom(role.text()));
            assertThat(type.isTakenBy(role)).isTrue();
            assertThat(type.isTakenBy(narrowed)).isFalse();
        });
    }

    private static void recordTypes() throws IOException {
        Set<AllowedType> known = Set.copyOf(AllowedType.read(TYPES));
        List<AllowedType> others = Contract.all().stream()
                .flatMap(contract -> AllowedType.of(contract).stream())
                .filter(type -> !known.contains(type))
                .toList();
        Files.write(TYPES, AllowedType.lines(others), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void record(Map<String, List<JsonNode>> sent) throws IOException {
        Set<String> known = recorded().stream().map(CompatibilityTest::topic).collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        sent.forEach((topic, values) -> {
            if (!known.contains(topic)) {
                lines.add(topic + " " + values.get(0).toString().replaceAll("http://127\\.0\\.0\\.1:\\d+", ADDRESS));
            }
        });
        Files.write(RECORDED, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static List<String> recorded() throws IOException {
        return Files.exists(RECORDED) ? Files.readAllLines(RECORDED) : List.of();
    }

    private static String topic(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    private static byte[] value(String line) {
        return line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> changeTopics() {
        return TopicFiles.packaged().stream()
                .map(TopicDefinition::name)
                .filter(Contract::isOfChanges)
                .toList();
    }
}
