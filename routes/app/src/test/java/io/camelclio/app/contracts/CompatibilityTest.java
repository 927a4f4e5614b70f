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
 * A schema may learn of new fields, and must take every value that it ever took: those that were recorded once stay in the
 * file for good. A kind without any gets some by {@value #COMMAND}.
 */
class CompatibilityTest {

    private static final String COMMAND = "mvn test -pl routes/app -am -Dtest=CompatibilityTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    /** One line each: a topic, a space and a value. */
    private static final Path RECORDED = Path.of("src/test/resources/contracts/recorded-values.txt");

    /** Stands for the played one's, which is another each time. */
    private static final String ADDRESS = "https://api.smokeball.com";

    private static Map<String, List<JsonNode>> sent;

    @BeforeAll
    static void play() throws Exception {
        sent = PlayedVendors.values(RouteProperties.load(Optional.empty(), Given.of(name -> null)));
        if (Boolean.getBoolean("docs.write")) {
            record(sent);
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
