package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.app.settings.Given;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredTopicsTest {

    @TempDir
    Path routes;

    @Test
    void topicsKeepTheNamesOfTheirFilesByDefault() {
        assertThat(names(topics(Optional.empty(), Map.of()).all()))
                .hasSize(16)
                .contains("clio.activity.v1", "smokeball.activity_code.v1", "integration.state.v1");
    }

    @Test
    void vendorThatIsOffNeedsNoTopics() {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of());

        assertThat(names(topics.of(true, false)))
                .contains("clio.matter.v1", "integration.state.v1")
                .noneMatch(name -> name.startsWith("smokeball."));
        assertThat(names(topics.of(false, true)))
                .containsExactlyInAnyOrder(
                        "smokeball.activity_code.v1", "smokeball.dead_letter.v1", "integration.state.v1");
    }

    @Test
    void propertyRenamesATopicAndKeepsWhatItsFileAsksFor() {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("clio.activity.topic", "firm.time"));

        TopicDefinition renamed = topics.all().stream()
                .filter(topic -> topic.name().equals("firm.time"))
                .findFirst()
                .orElseThrow();

        assertThat(renamed.file()).isEqualTo("clio-activity-v1.yaml");
        assertThat(renamed.partitions()).isEqualTo(3);
        assertThat(renamed.config()).containsEntry("retention.ms", "7776000000");
        assertThat(names(topics.all())).hasSize(16).doesNotContain("clio.activity.v1");
    }

    /** Which vendor a topic is needed for is told by its file, not by the name it is given. */
    @Test
    void renamedTopicIsStillItsVendors() {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("clio.activity.topic", "smokeball.time"));

        assertThat(names(topics.of(true, false))).contains("smokeball.time");
        assertThat(names(topics.of(false, true))).doesNotContain("smokeball.time");
    }

    @Test
    void furtherFilesOfATeamAreAdded() throws Exception {
        writeTopic("firm.extra");

        assertThat(names(topics(Optional.of(routes), Map.of()).all()))
                .hasSize(17)
                .contains("firm.extra", "clio.activity.v1");
    }

    @Test
    void fileOfATeamWinsOverThePackagedOneThatWasGivenItsName() throws Exception {
        writeTopic("firm.time");

        List<TopicDefinition> topics = topics(Optional.of(routes), Map.of("clio.activity.topic", "firm.time"))
                .all();

        assertThat(topics)
                .filteredOn(topic -> topic.name().equals("firm.time"))
                .singleElement()
                .extracting(TopicDefinition::file)
                .isEqualTo("extra.yaml");
    }

    @Test
    void topicsThatAreGivenOneNameAreOneTopic() {
        Map<String, String> both = Map.of("clio.activity.topic", "firm.all", "clio.bill.topic", "firm.all");

        assertThat(names(topics(Optional.empty(), both).all())).hasSize(15).containsOnlyOnce("firm.all");
    }

    @Test
    void fileOfATeamWithAnImpossibleNameIsNamed() throws Exception {
        writeTopic("no spaces allowed");

        assertThatThrownBy(() -> topics(Optional.of(routes), Map.of()).all())
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll("extra.yaml", "no spaces allowed");
    }

    private void writeTopic(String name) throws Exception {
        Path folder = Files.createDirectories(routes.resolve("topics"));
        Files.writeString(folder.resolve("extra.yaml"), """
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaTopic
                metadata:
                  name: extra
                spec:
                  topicName: %s
                  partitions: 1
                """.formatted(name));
    }

    private static ConfiguredTopics topics(Optional<Path> routes, Map<String, String> given) {
        return new ConfiguredTopics(RouteProperties.load(routes, Given.of(given::get)), routes);
    }

    private static List<String> names(List<TopicDefinition> topics) {
        return topics.stream().map(TopicDefinition::name).toList();
    }
}
