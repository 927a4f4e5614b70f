package io.camelclio.kafka.topics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagedTopicsTest {

    static Stream<TopicDefinition> topics() {
        return TopicFiles.packaged().stream();
    }

    @Test
    void coverEveryChangeTopicItsLatestStateTheDeadLettersAndTheState() {
        assertThat(topics().map(TopicDefinition::name))
                .containsExactly(
                        "clio.activity.latest.v1",
                        "clio.activity.v1",
                        "clio.activity_description.latest.v1",
                        "clio.activity_description.v1",
                        "clio.activity_rate.latest.v1",
                        "clio.activity_rate.v1",
                        "clio.bill.latest.v1",
                        "clio.bill.v1",
                        "clio.calendar_entry.latest.v1",
                        "clio.calendar_entry.v1",
                        "clio.clio_payments_payment.latest.v1",
                        "clio.clio_payments_payment.v1",
                        "clio.communication.latest.v1",
                        "clio.communication.v1",
                        "clio.contact.latest.v1",
                        "clio.contact.v1",
                        "clio.dead_letter.v1",
                        "clio.document.latest.v1",
                        "clio.document.v1",
                        "clio.folder.latest.v1",
                        "clio.folder.v1",
                        "clio.matter.latest.v1",
                        "clio.matter.v1",
                        "clio.task.latest.v1",
                        "clio.task.v1",
                        "integration.erasure.v1",
                        "integration.hint.smokeball.v1",
                        "integration.latest.clio.v1-versions-changelog",
                        "integration.latest.smokeball.v1-versions-changelog",
                        "integration.leadership.v1",
                        "integration.replay.v1",
                        "integration.state.v1",
                        "smokeball.activity_code.latest.v1",
                        "smokeball.activity_code.v1",
                        "smokeball.add_on.latest.v1",
                        "smokeball.add_on.v1",
                        "smokeball.bank_account.latest.v1",
                        "smokeball.bank_account.v1",
                        "smokeball.bank_transaction.latest.v1",
                        "smokeball.bank_transaction.v1",
                        "smokeball.charge.latest.v1",
                        "smokeball.charge.v1",
                        "smokeball.contact.latest.v1",
                        "smokeball.contact.v1",
                        "smokeball.contact_relation.latest.v1",
                        "smokeball.contact_relation.v1",
                        "smokeball.contact_tag.latest.v1",
                        "smokeball.contact_tag.v1",
                        "smokeball.dead_letter.v1",
                        "smokeball.event.latest.v1",
                        "smokeball.event.v1",
                        "smokeball.event_reminders.latest.v1",
                        "smokeball.event_reminders.v1",
                        "smokeball.expense.latest.v1",
                        "smokeball.expense.v1",
                        "smokeball.fee.latest.v1",
                        "smokeball.fee.v1",
                        "smokeball.file.latest.v1",
                        "smokeball.file.v1",
                        "smokeball.file_history_entry.latest.v1",
                        "smokeball.file_history_entry.v1",
                        "smokeball.firm_user.latest.v1",
                        "smokeball.firm_user.v1",
                        "smokeball.folder.latest.v1",
                        "smokeball.folder.v1",
                        "smokeball.folder_history_entry.latest.v1",
                        "smokeball.folder_history_entry.v1",
                        "smokeball.folder_path_segment.latest.v1",
                        "smokeball.folder_path_segment.v1",
                        "smokeball.group.latest.v1",
                        "smokeball.group.v1",
                        "smokeball.intake_form.latest.v1",
                        "smokeball.intake_form.v1",
                        "smokeball.intake_submission.latest.v1",
                        "smokeball.intake_submission.v1",
                        "smokeball.invoice.latest.v1",
                        "smokeball.invoice.v1",
                        "smokeball.invoice_of_subscription.latest.v1",
                        "smokeball.invoice_of_subscription.v1",
                        "smokeball.layout.latest.v1",
                        "smokeball.layout.v1",
                        "smokeball.layout_contact.latest.v1",
                        "smokeball.layout_contact.v1",
                        "smokeball.matter.latest.v1",
                        "smokeball.matter.v1",
                        "smokeball.matter_balance.latest.v1",
                        "smokeball.matter_balance.v1",
                        "smokeball.matter_item.latest.v1",
                        "smokeball.matter_item.v1",
                        "smokeball.matter_layout.latest.v1",
                        "smokeball.matter_layout.v1",
                        "smokeball.matter_stage.latest.v1",
                        "smokeball.matter_stage.v1",
                        "smokeball.matter_tag.latest.v1",
                        "smokeball.matter_tag.v1",
                        "smokeball.matter_type.latest.v1",
                        "smokeball.matter_type.v1",
                        "smokeball.matter_type_category.latest.v1",
                        "smokeball.matter_type_category.v1",
                        "smokeball.memo.latest.v1",
                        "smokeball.memo.v1",
                        "smokeball.payment_method.latest.v1",
                        "smokeball.payment_method.v1",
                        "smokeball.payment_system.latest.v1",
                        "smokeball.payment_system.v1",
                        "smokeball.plugin.latest.v1",
                        "smokeball.plugin.v1",
                        "smokeball.plugin_subscription.latest.v1",
                        "smokeball.plugin_subscription.v1",
                        "smokeball.promotion.latest.v1",
                        "smokeball.promotion.v1",
                        "smokeball.referral_type.latest.v1",
                        "smokeball.referral_type.v1",
                        "smokeball.relationship.latest.v1",
                        "smokeball.relationship.v1",
                        "smokeball.role.latest.v1",
                        "smokeball.role.v1",
                        "smokeball.root_folder.latest.v1",
                        "smokeball.root_folder.v1",
                        "smokeball.staff.latest.v1",
                        "smokeball.staff.v1",
                        "smokeball.stage_set.latest.v1",
                        "smokeball.stage_set.v1",
                        "smokeball.subscription.latest.v1",
                        "smokeball.subscription.v1",
                        "smokeball.subscription_changes.latest.v1",
                        "smokeball.subscription_changes.v1",
                        "smokeball.subscription_invoice.latest.v1",
                        "smokeball.subscription_invoice.v1",
                        "smokeball.subscription_payment_method.latest.v1",
                        "smokeball.subscription_payment_method.v1",
                        "smokeball.subscription_promotion.latest.v1",
                        "smokeball.subscription_promotion.v1",
                        "smokeball.subtask.latest.v1",
                        "smokeball.subtask.v1",
                        "smokeball.task.latest.v1",
                        "smokeball.task.v1",
                        "smokeball.task_document.latest.v1",
                        "smokeball.task_document.v1",
                        "smokeball.tier.latest.v1",
                        "smokeball.tier.v1",
                        "smokeball.tier_add_on.latest.v1",
                        "smokeball.tier_add_on.v1",
                        "smokeball.usage.latest.v1",
                        "smokeball.usage.v1",
                        "smokeball.usage_charge.latest.v1",
                        "smokeball.usage_charge.v1",
                        "smokeball.webhook_subscription.latest.v1",
                        "smokeball.webhook_subscription.v1",
                        "smokeball.webhook_type.latest.v1",
                        "smokeball.webhook_type.v1");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void haveOnlySettingsThatKafkaAccepts(TopicDefinition topic) {
        Properties config = new Properties();
        config.putAll(topic.config());

        assertThat(LogConfig.configNames()).containsAll(topic.config().keySet());
        assertThatCode(() -> LogConfig.validate(config)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void giveTheReasonForTheirRetention(TopicDefinition topic) throws Exception {
        assertThat(text(topic)).startsWith("# ").contains("\n# Retention: ");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void areNamedAsKubernetesAllows(TopicDefinition topic) throws Exception {
        String resource = topic.name().replace('.', '-').replace('_', '-');

        assertThat(topic.file()).isEqualTo(resource + ".yaml");
        assertThat(text(topic)).contains("\nmetadata:\n  name: " + resource + "\n");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void leaveReplicationToTheCluster(TopicDefinition topic) {
        assertThat(topic.replicas()).isNull();
        assertThat(topic.config()).doesNotContainKey("min.insync.replicas");
    }

    @ParameterizedTest
    @MethodSource("topics")
    void areBoundedByTimeOrCompacted(TopicDefinition topic) {
        assertThat(topic.isCompacted()).isNotEqualTo(topic.isBounded());
        if (topic.isCompacted()) {
            assertThat(number(topic, "max.compaction.lag.ms")).isPositive();
        } else {
            assertThat(number(topic, "retention.ms")).isPositive();
        }
    }

    /** What holds records holds personal data. */
    @ParameterizedTest
    @MethodSource("topics")
    void keepRecordsOfPeopleNoLongerThanAQuarter(TopicDefinition topic) {
        if (topic.isBounded() && !topic.name().startsWith("integration.")) {
            assertThat(number(topic, "retention.ms"))
                    .isLessThanOrEqualTo(Duration.ofDays(90).toMillis());
            assertThat(number(topic, "segment.ms"))
                    .isLessThanOrEqualTo(Duration.ofDays(1).toMillis());
        }
    }

    private static long number(TopicDefinition topic, String setting) {
        return Long.parseLong(topic.config().get(setting));
    }

    @Test
    void keepTheLatestStateOfEveryChangeTopicUntilItIsDeleted() {
        Map<String, TopicDefinition> byName = topics().collect(toMap(TopicDefinition::name, topic -> topic));
        List<TopicDefinition> changes = byName.values().stream()
                .filter(topic -> topic.name().matches("(clio|smokeball)\\.[a-z_]+\\.v1"))
                .filter(topic -> !topic.name().contains("dead_letter"))
                .toList();

        assertThat(changes).hasSize(71).allSatisfy(topic -> {
            TopicDefinition latest = byName.get(topic.name().replace(".v1", ".latest.v1"));
            assertThat(latest.isCompacted()).isTrue();
            assertThat(latest.partitions()).isEqualTo(topic.partitions());
            assertThat(number(latest, "max.compaction.lag.ms"))
                    .isLessThanOrEqualTo(Duration.ofDays(1).toMillis());
            assertThat(number(latest, "delete.retention.ms"))
                    .as("a reader that was away sees deletions")
                    .isGreaterThanOrEqualTo(Duration.ofDays(7).toMillis());
        });
    }

    /** Kafka Streams asks for exactly this. */
    @ParameterizedTest
    @ValueSource(strings = {"clio", "smokeball"})
    void giveAChangelogThePartitionsOfItsVendorsChangeTopicWithTheMost(String vendor) {
        int most = topics().filter(topic -> topic.name().matches(vendor + "\\.[a-z_]+\\.latest\\.v1"))
                .mapToInt(TopicDefinition::partitions)
                .max()
                .orElseThrow();

        assertThat(topics().filter(topic ->
                        topic.name().equals("integration.latest." + vendor + ".v1-versions-changelog")))
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).isEqualTo(most))
                .satisfies(topic -> assertThat(topic.isCompacted()).isTrue());
    }

    @Test
    void keepStateInOnePartition() {
        assertThat(topics().filter(topic -> topic.name().equals("integration.state.v1")))
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).isEqualTo(1))
                .satisfies(topic -> assertThat(topic.isCompacted()).isTrue());
    }

    @Test
    void takeDeadLettersAndLatestStateAsLargeAsAProducerSends() {
        for (ClientUse use : List.of(ClientUse.RECEIVING, ClientUse.PULLING)) {
            long sent = Long.parseLong(
                    ClientSettings.merge(use, "127.0.0.1:9092", null).get("max.request.size"));

            assertThat(topics().filter(topic -> topic.name().matches(".*\\.(dead_letter|latest)\\.v1")))
                    .hasSize(73)
                    .allSatisfy(
                            topic -> assertThat(Long.parseLong(topic.config().get("max.message.bytes")))
                                    .isGreaterThan(sent));
        }
    }

    @Test
    void areFoundInsideAJar(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("topics.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(TopicFiles.PACKAGED));
            out.putNextEntry(new JarEntry(TopicFiles.PACKAGED + "own.yaml"));
            out.write(TopicFileTest.VALID.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry(TopicFiles.PACKAGED + "deeper/other.yaml"));
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(TopicFiles.packaged(loader, Optional.empty()))
                    .extracting(TopicDefinition::file)
                    .containsExactly("own.yaml");
        }
    }

    @Test
    void givePrecedenceToTheFilesOfAFolder(@TempDir Path folder) throws Exception {
        TopicDefinition packaged = topics().findFirst().orElseThrow();
        Files.writeString(
                folder.resolve(packaged.file()),
                text(packaged).replace("partitions: " + packaged.partitions(), "partitions: 17"));
        Files.writeString(folder.resolve("one-more.yaml"), TopicFileTest.VALID);

        List<TopicDefinition> all = TopicFiles.packaged(Optional.of(folder));

        assertThat(all).hasSize((int) topics().count() + 1);
        assertThat(all.stream().filter(topic -> topic.partitions() == 17))
                .extracting(TopicDefinition::name)
                .containsExactly(packaged.name());
        assertThat(all).extracting(TopicDefinition::file).contains("one-more.yaml");
    }

    private static String text(TopicDefinition topic) throws Exception {
        try (InputStream content =
                TopicFiles.class.getClassLoader().getResourceAsStream(TopicFiles.PACKAGED + topic.file())) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
