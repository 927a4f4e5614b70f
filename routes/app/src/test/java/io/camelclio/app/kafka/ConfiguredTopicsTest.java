package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.component.ClioChanges;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicException;
import io.camelclio.kafka.topics.TopicFiles;
import io.camelclio.pull.record.JsonRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredTopicsTest {

    private static final Map<String, String> OFF = Map.of("latest_state", "off");
    private static final Set<String> CLIO = Set.of("clio");
    private static final Set<String> SMOKEBALL = Set.of("smokeball");

    private static final int OFF_BY_DEFAULT = 35;

    /** All that are packaged, without the changes and latest states of the collections that are off. */
    private static final int NEEDED = TopicFiles.packaged().size() - 2 * OFF_BY_DEFAULT;

    @TempDir
    Path routes;

    @Test
    void topicsKeepTheNamesOfTheirFilesByDefault() throws Exception {
        assertThat(names(topics(Optional.empty(), Map.of()).all()))
                .hasSize(NEEDED)
                .contains("clio.activity.v1", "smokeball.activity_code.v1", "integration.state.v1");
    }

    @Test
    void vendorThatIsOffNeedsNoTopics() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("smokeball.collections", "activity_code"));

        assertThat(names(topics.of(CLIO)))
                .contains("clio.matter.v1", "integration.state.v1")
                .noneMatch(name -> name.contains("smokeball"));
        assertThat(names(topics.of(SMOKEBALL)))
                .containsExactlyInAnyOrder(
                        "smokeball.activity_code.v1",
                        "smokeball.activity_code.latest.v1",
                        "smokeball.dead_letter.v1",
                        "integration.erasure.v1",
                        "integration.hint.smokeball.v1",
                        "integration.latest.smokeball.v1-versions-changelog",
                        "integration.leadership.v1",
                        "integration.replay.v1",
                        "integration.state.v1");
    }

    @Test
    void collectionThatIsNotReadNeedsNoTopics() throws Exception {
        assertThat(names(topics(Optional.empty(), Map.of()).all()))
                .contains("smokeball.staff.v1", "smokeball.staff.latest.v1")
                .doesNotContain("smokeball.payment_method.v1", "smokeball.payment_method.latest.v1");
        assertThat(names(topics(Optional.empty(), Map.of("smokeball.collections", "default, payment_method, -staff"))
                        .all()))
                .contains("smokeball.payment_method.v1", "smokeball.payment_method.latest.v1")
                .doesNotContain("smokeball.staff.v1", "smokeball.staff.latest.v1");
    }

    @Test
    void propertyRenamesATopicAndKeepsWhatItsFileAsksFor() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("clio.activity.topic", "firm.time"));

        TopicDefinition renamed = topic(topics, "firm.time");

        assertThat(renamed.file()).isEqualTo("clio-activity-v1.yaml");
        assertThat(renamed.partitions()).isEqualTo(3);
        assertThat(renamed.config()).containsEntry("retention.ms", "7776000000");
        assertThat(names(topics.all())).hasSize(NEEDED).doesNotContain("clio.activity.v1");
    }

    /** Which vendor a topic is needed for is told by its file, not by the name it is given. */
    @Test
    void renamedTopicIsStillItsVendors() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("clio.activity.topic", "smokeball.time"));

        assertThat(names(topics.of(CLIO))).contains("smokeball.time");
        assertThat(names(topics.of(SMOKEBALL))).doesNotContain("smokeball.time");
    }

    @Test
    void furtherFilesOfATeamAreAdded() throws Exception {
        writeTopic("firm.extra");

        assertThat(names(topics(Optional.of(routes), Map.of()).all()))
                .hasSize(NEEDED + 1)
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
    void topicsThatAreGivenOneNameAreOneTopic() throws Exception {
        Map<String, String> both = new HashMap<>(OFF);
        both.putAll(Map.of("clio.activity.topic", "firm.all", "clio.bill.topic", "firm.all"));

        assertThat(names(topics(Optional.empty(), both).all()))
                .hasSize(names(topics(Optional.empty(), OFF).all()).size() - 1)
                .containsOnlyOnce("firm.all");
    }

    @Test
    void twoKindsOfRecordInOneTopicHaveNoLatestState() {
        Map<String, String> both = Map.of("clio.activity.topic", "firm.all", "clio.bill.topic", "firm.all");

        assertThatThrownBy(() -> topics(Optional.empty(), both))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("clio.bill.topic", "firm.all", "latest_state = off");
    }

    @Test
    void latestStateThatIsOffNeedsNoTopicsOfItsOwn() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("LATEST_STATE", "off"));

        assertThat(names(topics.all()))
                .contains("clio.matter.v1", "integration.state.v1")
                .noneMatch(name -> name.contains("latest"));
        assertThat(topics.latest(Settings.VENDORS)).isEmpty();
        assertThat(topics.latestNames(Settings.VENDORS)).isEmpty();
        assertThat(topics.latestEntities()).isEmpty();
        assertThat(names(topics.holding("clio.matter")))
                .as("what it left behind can still be erased")
                .contains("clio.matter.latest.v1");
    }

    /** So that all copies of the application that have the vendor take the same, whatever else each of them does. */
    @Test
    void latestStateOfAVendorTakesEveryKindOfItsRecordsThatHasFiles() throws Exception {
        writeTopic("clio.relationship.v1", 1);
        writeTopic("clio.relationship.latest.v1", 1);
        writeTopic("clio.note.v1", 1);
        ConfiguredTopics topics = topics(
                Optional.of(routes),
                Map.of("topics.prefix", "acme.", "clio.bill.topic", "bills", "clio.bill.latest.topic", "bills-now"));

        LatestTopics clio = only(topics.latest(CLIO));
        assertThat(clio.applicationId()).isEqualTo("acme.integration.latest.clio.v1");
        assertThat(clio.changelog()).isEqualTo("acme.integration.latest.clio.v1-versions-changelog");
        assertThat(clio.kinds())
                .contains(
                        new LatestKind("clio.bill", "acme.bills", "acme.bills-now"),
                        new LatestKind("clio.document", "acme.clio.document.v1", "acme.clio.document.latest.v1"),
                        new LatestKind(
                                "clio.relationship", "acme.clio.relationship.v1", "acme.clio.relationship.latest.v1"))
                .extracting(LatestKind::entity)
                .doesNotContain("clio.note");
        LatestTopics smokeball = only(topics.latest(SMOKEBALL));
        assertThat(smokeball.applicationId()).isEqualTo("acme.integration.latest.smokeball.v1");
        assertThat(smokeball.kinds()).extracting(LatestKind::vendor).containsOnly("smokeball");
        assertThat(topics.latest(Settings.VENDORS)).containsExactly(clio, smokeball);
        assertThat(names(topics.of(CLIO))).containsAll(topics.latestNames(CLIO)).doesNotContain(smokeball.changelog());
    }

    private static LatestTopics only(List<LatestTopics> latest) {
        assertThat(latest).hasSize(1);
        return latest.get(0);
    }

    /** Both lists are the vendor's, one in each of two modules that know nothing of each other. */
    @Test
    void whatCanBeRestoredIsTheSameForDeletionsAndForLatestState() throws Exception {
        List<LatestKind> kinds =
                only(topics(Optional.empty(), Map.of()).latest(CLIO)).kinds();

        assertThat(kinds).extracting(LatestKind::isRestorable).contains(true, false);
        assertThat(kinds)
                .allSatisfy(kind -> assertThat(deletion(kind.name(), "one").equals(deletion(kind.name(), "two")))
                        .as("one deletion of a record of %s is like the other", kind.entity())
                        .isEqualTo(!kind.isRestorable()));
    }

    private static String deletion(String entity, String etag) throws Exception {
        byte[] record = ("{\"id\":1,\"etag\":\"" + etag + "\"}").getBytes(StandardCharsets.UTF_8);
        return new ClioChanges(new ChangeSource("clio", "us"))
                .of(
                        entity,
                        JsonRecord.read(record, ClioChanges.IDENTITY_FIELDS),
                        ChangeKind.DELETED,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        "deleted")
                .id();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clio.matter.v1", "clio.matter.latest.v1", "integration.latest.clio.v1-versions-changelog"})
    void routeOfATeamThatWritesToATopicOfLatestStateIsRefused(String taken) throws Exception {
        Files.writeString(routes.resolve("application.properties"), "clio.relationship.topic = " + taken);

        assertThatThrownBy(() -> topics(Optional.of(routes), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("clio.relationship.topic", taken, "latest_state = off");
        assertThatCode(() -> topics(Optional.of(routes), OFF)).doesNotThrowAnyException();
    }

    @Test
    void kindOfRecordOfATeamsOwnVendorNeedsAChangelogOfItsOwn() throws Exception {
        writeTopic("acme.deed.v1", 1);
        writeTopic("acme.deed.latest.v1", 1);

        assertThatThrownBy(() -> topics(Optional.of(routes), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("acme.deed.latest.v1", "integration.latest.acme.v1-versions-changelog");

        writeTopic("integration.latest.acme.v1-versions-changelog", 1);
        assertThat(topics(Optional.of(routes), Map.of()).latest(CLIO))
                .extracting(LatestTopics::vendor)
                .containsExactly("acme", "clio");
    }

    @Test
    void topicsOfLatestStateHaveThePartitionsThatGoWithTheChanges() throws Exception {
        ConfiguredTopics topics =
                topics(Optional.empty(), Map.of("topics.partitions", "2", "clio.bill.topic.partitions", "12"));

        assertThat(topic(topics, "clio.matter.latest.v1").partitions()).isEqualTo(2);
        assertThat(topic(topics, "clio.bill.latest.v1").partitions()).isEqualTo(12);
        assertThat(topic(topics, "integration.latest.clio.v1-versions-changelog")
                        .partitions())
                .isEqualTo(12);
        assertThat(topic(topics, "integration.latest.smokeball.v1-versions-changelog")
                        .partitions())
                .isEqualTo(2);
    }

    @Test
    void collectionThatIsOffHasNoLatestStateAndNoSayInThePartitionsOfTheChangelog() throws Exception {
        ConfiguredTopics topics = topics(
                Optional.empty(),
                Map.of(
                        "smokeball.collections", "matter,contact",
                        "smokeball.contact.topic.partitions", "2",
                        "smokeball.task.topic.partitions", "5"));

        assertThat(only(topics.latest(SMOKEBALL)).kinds())
                .extracting(LatestKind::entity)
                .containsExactly("smokeball.contact", "smokeball.matter");
        assertThat(topic(topics, "integration.latest.smokeball.v1-versions-changelog")
                        .partitions())
                .isEqualTo(2);
    }

    @Test
    void changelogHasThePartitionsOfATeamsOwnTopicToo() throws Exception {
        writeTopic("clio.relationship.v1", 7);
        writeTopic("clio.relationship.latest.v1", 1);

        ConfiguredTopics topics = topics(Optional.of(routes), Map.of());

        assertThat(topic(topics, "clio.relationship.latest.v1").partitions()).isEqualTo(7);
        assertThat(topic(topics, "integration.latest.clio.v1-versions-changelog")
                        .partitions())
                .isEqualTo(7);
    }

    @Test
    void saysWhatIsWrongWithThePartitionsOfTheChangelogAndWhatToDo() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of());
        String changelog = "integration.latest.clio.v1-versions-changelog";
        Map<String, Integer> partitions = new HashMap<>();
        topics.latestNames(CLIO).forEach(name -> partitions.put(name, 3));
        assertThat(topics.changelogProblems(Settings.VENDORS, partitions)).isEmpty();

        partitions.put("clio.bill.v1", 6);
        assertThat(topics.changelogProblems(Settings.VENDORS, partitions))
                .singleElement(STRING)
                .contains(changelog + " has 3 partitions but needs 6, as many as clio.bill.v1 has", "topics apply");

        partitions.put(changelog, 8);
        assertThat(topics.changelogProblems(Settings.VENDORS, partitions))
                .singleElement(STRING)
                .contains(
                        changelog + " has 8 partitions but needs 6", "delete that topic", "integration.latest.clio.v1");
    }

    @Test
    void fileOfATeamWithAnImpossibleNameIsNamed() throws Exception {
        writeTopic("no spaces allowed");

        assertThatThrownBy(() -> topics(Optional.of(routes), Map.of()).all())
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll("extra.yaml", "no spaces allowed");
    }

    @Test
    void prefixStandsBeforeEveryNameForTopicsAndRoutesAlike() throws Exception {
        writeTopic("firm.extra");
        ConfiguredTopics topics =
                topics(Optional.of(routes), Map.of("topics.prefix", "acme.", "clio.activity.topic", "firm.time"));

        assertThat(names(topics.all()))
                .hasSize(NEEDED + 1)
                .contains("acme.firm.time", "acme.clio.bill.v1", "acme.integration.state.v1", "acme.firm.extra")
                .allMatch(name -> name.startsWith("acme."));
        assertThat(topics.routeProperties())
                .containsEntry("clio.activity.topic", "acme.firm.time")
                .containsEntry("clio.dead_letter.topic", "acme.clio.dead_letter.v1")
                .containsEntry("firm.extra.topic", "acme.firm.extra");
        String every = String.join(
                ",", Collections.read(Optional.empty(), Optional.empty()).entities());
        ConfiguredTopics all = topics(
                Optional.of(routes),
                Map.of("topics.prefix", "acme.", "clio.activity.topic", "firm.time", "smokeball.collections", every));
        assertThat(names(all.all())).containsAll(all.routeProperties().values());
        assertThat(topics.name("integration.state.topic")).isEqualTo("acme.integration.state.v1");
        assertThatCode(() -> topics.requireFiles(Settings.VENDORS)).doesNotThrowAnyException();
    }

    @Test
    void prefixMayComeFromTheEnvironment() throws Exception {
        assertThat(names(topics(Optional.empty(), Map.of("TOPICS_PREFIX", "acme-"))
                        .all()))
                .contains("acme-clio.bill.v1");
    }

    @Test
    void partitionsAndRetentionAreSetForAllAndForOne() throws Exception {
        ConfiguredTopics topics = topics(
                Optional.empty(),
                Map.of(
                        "topics.partitions", "6",
                        "topics.retention", "10d",
                        "topics.replicas", "2",
                        "clio.bill.topic.partitions", "12",
                        "clio.bill.topic.retention", "36h"));

        TopicDefinition matter = topic(topics, "clio.matter.v1");
        assertThat(matter.partitions()).isEqualTo(6);
        assertThat(matter.replicas()).isEqualTo((short) 2);
        assertThat(matter.config()).containsEntry("retention.ms", "864000000").containsEntry("segment.ms", "86400000");
        TopicDefinition bill = topic(topics, "clio.bill.v1");
        assertThat(bill.partitions()).isEqualTo(12);
        assertThat(bill.config()).containsEntry("retention.ms", "129600000");
        TopicDefinition state = topic(topics, "integration.state.v1");
        assertThat(state.partitions()).isEqualTo(1);
        assertThat(state.replicas()).isEqualTo((short) 2);
        assertThat(state.config()).doesNotContainKey("retention.ms");
    }

    /** Kafka deletes whole segments: a day's segment would keep an hour's records for a day. */
    @Test
    void segmentsLastNoLongerThanTheirRecords() throws Exception {
        ConfiguredTopics topics = topics(Optional.empty(), Map.of("clio.contact.topic.retention", "2h"));

        assertThat(topic(topics, "clio.contact.v1").config())
                .containsEntry("retention.ms", "7200000")
                .containsEntry("segment.ms", "7200000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics.partitions                  | 0          | from 1 to 1000",
                "topics.partitions                  | many       | from 1 to 1000",
                "clio.bill.topic.partitions         | 1001       | from 1 to 1000",
                "topics.replicas                    | 40000      | from 1 to 32767",
                "topics.retention                   | 30         | such as 30d or 36h",
                "topics.retention                   | soon       | such as 30d or 36h",
                "topics.retention                   | 0h         | such as 30d or 36h",
                "clio.bill.topic.retention          | -1         | such as 30d or 36h",
                "integration.state.topic.partitions | 3          | partitions of its file",
                "integration.state.topic.retention  | 3d         | is compacted",
                "clio.bill.topic                    | no spaces  | 'no spaces'",
                "clio.bill.latest.topic.partitions  | 3          | clio.bill.topic.partitions",
                "integration.latest.clio.topic.partitions | 3          | as many as the change topic with the most",
                "integration.latest.clio.topic      | latest     | -versions-changelog",
                "latest_state                       | maybe      | on, off",
                "latest_state.max_records           | lots       | from 1000",
                "latest_state.max_records           | 10         | from 1000",
            })
    void namesThePropertyThatIsWrongAndWhatIsAllowed(String property, String value, String allowed) {
        assertThatThrownBy(() -> topics(Optional.empty(), Map.of(property, value)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("Property " + property + " ", allowed);
    }

    @Test
    void namesEveryWrongPropertyAtOnceAndEachOnce() {
        assertThatThrownBy(() ->
                        topics(Optional.empty(), Map.of("topics.partitions", "0", "clio.bill.topic.retention", "no")))
                .isInstanceOf(SettingsException.class)
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .hasSize(3)
                        .anyMatch(line -> line.contains("topics.partitions"))
                        .anyMatch(line -> line.contains("clio.bill.topic.retention")));
    }

    @Test
    void prefixThatMakesNoNameIsNamed() {
        assertThatThrownBy(() -> topics(Optional.empty(), Map.of("topics.prefix", "acme/")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("clio.bill.topic", "topics.prefix", "acme/clio.bill.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics.prefx", "clio.bill.topic.partition", "clio.unicorn.topic.partitions"})
    void misspeltPropertyIsNamed(String property) throws Exception {
        Files.writeString(routes.resolve("application.properties"), property + " = 6");

        assertThatThrownBy(() -> topics(Optional.of(routes), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("Property " + property + " is not known");
    }

    private void writeTopic(String name) throws Exception {
        writeTopic("extra", name, 1);
    }

    private void writeTopic(String name, int partitions) throws Exception {
        writeTopic(name, name, partitions);
    }

    private void writeTopic(String file, String name, int partitions) throws Exception {
        Path folder = Files.createDirectories(routes.resolve("topics"));
        Files.writeString(folder.resolve(file + ".yaml"), """
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaTopic
                metadata:
                  name: extra
                spec:
                  topicName: %s
                  partitions: %d
                """.formatted(name, partitions));
    }

    private static ConfiguredTopics topics(Optional<Path> routes, Map<String, String> given) throws SettingsException {
        return ConfiguredTopics.read(RouteProperties.load(routes, Given.of(given::get)), routes);
    }

    private static TopicDefinition topic(ConfiguredTopics topics, String name) {
        return topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsWhatHoldsAKindOfRecordUnderWhateverName() throws Exception {
        ConfiguredTopics topics =
                topics(Optional.empty(), Map.of("topics.prefix", "acme.", "clio.contact.topic", "people"));

        assertThat(names(topics.holding("clio.contact")))
                .containsExactlyInAnyOrder("acme.people", "acme.clio.contact.latest.v1", "acme.clio.dead_letter.v1");
        assertThat(topics.holding("clio.unicorn")).isEmpty();
        assertThat(topics.holding("contact")).isEmpty();
    }

    private static List<String> names(List<TopicDefinition> topics) {
        return topics.stream().map(TopicDefinition::name).toList();
    }
}
