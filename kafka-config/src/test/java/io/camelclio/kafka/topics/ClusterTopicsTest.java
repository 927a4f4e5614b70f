package io.camelclio.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterTopicsTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = new EmbeddedKafkaExtension();

    private final EmbeddedKafka kafka = BROKER.kafka();
    private final ClusterTopics cluster = open(kafka.bootstrapServers(), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void createsThePackagedTopicsAndThenFindsNothingToDo() {
        List<TopicDefinition> topics = TopicFiles.packaged();
        TopicPlan first = cluster.plan(topics);
        assertThat(first.missing())
                .containsExactlyElementsOf(
                        topics.stream().map(TopicDefinition::name).toList());

        cluster.apply(first);

        TopicPlan second = cluster.plan(topics);
        assertThat(second.differences()).isEmpty();
        assertThat(second.asTable()).isEqualTo("All topics are as their files ask.");
        cluster.apply(first);
        assertThat(cluster.plan(topics).differences()).isEmpty();
    }

    @Test
    void setsWhatDiffersAndLeavesWhatNoFileNames() {
        kafka.createTopic("set.v1", 1, Map.of("retention.ms", "1000", "segment.ms", "5000"));
        TopicDefinition wanted =
                topic("set.v1", 1, Map.of("retention.ms", "2000", "min.cleanable.dirty.ratio", "0.10"));

        TopicPlan plan = cluster.plan(List.of(wanted));
        assertThat(plan.asTable().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "topic what now wanted action",
                        "set.v1 min.cleanable.dirty.ratio 0.5 0.10 set",
                        "set.v1 retention.ms 1000 2000 set");
        cluster.apply(plan);

        assertThat(cluster.plan(List.of(wanted)).isEmpty()).isTrue();
        TopicDefinition unnamed = topic("set.v1", 1, Map.of("segment.ms", "5000"));
        assertThat(cluster.plan(List.of(unnamed)).isEmpty()).isTrue();
    }

    @Test
    void saysWhichTopicsWouldLoseWhatTheyKeep() {
        kafka.createTopic("shorter.v1", 1, Map.of("retention.ms", "2000", "retention.bytes", "4000"));
        kafka.createTopic("for_ever.v1", 1, Map.of("retention.ms", "-1"));
        kafka.createTopic("newest.v2", 1, Map.of("cleanup.policy", "compact"));

        TopicPlan longer = cluster.plan(List.of(
                topic("shorter.v1", 1, Map.of("retention.ms", "3000", "retention.bytes", "-1")),
                topic("for_ever.v1", 1, Map.of("segment.ms", "1000")),
                topic("newest.v2", 1, Map.of("max.compaction.lag.ms", "1000")),
                topic("new.v2", 1, Map.of("retention.ms", "1"))));
        assertThat(longer.differences()).hasSize(5);
        assertThat(longer.losingRecords()).isEmpty();

        TopicPlan shorter = cluster.plan(List.of(
                topic("shorter.v1", 1, Map.of("retention.ms", "1000", "retention.bytes", "3000")),
                topic("for_ever.v1", 1, Map.of("retention.ms", "9000")),
                topic("newest.v2", 1, Map.of("cleanup.policy", "delete, compact"))));
        assertThat(shorter.losingRecords()).containsExactly("for_ever.v1", "newest.v2", "shorter.v1");
        assertThat(shorter.asTable().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("for_ever.v1 retention.ms -1 9000 set (Kafka deletes what it keeps now)");
    }

    @Test
    void raisesPartitionsAndNeverLowersThem() {
        kafka.createTopic("grow.v1", 2, Map.of());
        TopicDefinition more = topic("grow.v1", 3, Map.of());

        TopicPlan plan = cluster.plan(List.of(more));
        assertThat(plan.asTable()).contains("breaks the order of keys");
        cluster.apply(plan);
        assertThat(cluster.plan(List.of(more)).differences()).isEmpty();

        TopicPlan fewer = cluster.plan(List.of(topic("grow.v1", 1, Map.of())));
        assertThat(fewer.isEmpty()).isTrue();
        assertThat(fewer.asTable()).contains("leave as it is");
        cluster.apply(fewer);
        assertThat(cluster.plan(List.of(more)).differences()).isEmpty();
    }

    @Test
    void saysThatARaisedCompactedTopicKeepsOldValuesBesideNewOnes() {
        Map<String, String> compacted = Map.of("cleanup.policy", "compact");
        kafka.createTopic("newest.v1", 1, compacted);

        TopicPlan plan = cluster.plan(List.of(topic("newest.v1", 2, compacted)));

        assertThat(plan.asTable()).contains("breaks the order of keys", "old values of moved keys stay");
    }

    @Test
    void countsThePartitionsOfTheTopicsThatAreThere() {
        kafka.createTopic("counted.v1", 2, Map.of());

        assertThat(cluster.partitions(List.of("counted.v1", "nowhere.v1"))).isEqualTo(Map.of("counted.v1", 2));
    }

    @Test
    void leavesTopicsAloneThatNoFileNames() {
        kafka.createTopic("foreign.v1", 1, Map.of());

        cluster.apply(cluster.plan(List.of(topic("own.v1", 1, Map.of()))));

        assertThat(kafka.topics()).contains("foreign.v1", "own.v1");
    }

    @Test
    void namesTopicAndReasonWhenTheClusterRefuses() {
        TopicPlan plan = cluster.plan(List.of(topic("refused.v1", 1, Map.of("retention.ms", "soon"))));

        assertThatThrownBy(() -> cluster.apply(plan))
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll("refused.v1", kafka.bootstrapServers(), "retention.ms");
    }

    @Test
    void namesTheSettingThatTheAdminClientRefuses() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "client.dns.lookup", "by_pigeon");

        assertThatThrownBy(() -> new ClusterTopics(settings, Duration.ofSeconds(1)))
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll(kafka.bootstrapServers(), "client.dns.lookup", "KAFKA_CLIENT_CONFIG");
    }

    @Test
    void quotesNoSecretOfALogInThatCannotBeRead() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=some hush;");

        assertThatThrownBy(() -> new ClusterTopics(settings, Duration.ofSeconds(1)))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("KAFKA_CLIENT_CONFIG")
                .hasMessageNotContaining("hush");
    }

    @Test
    void namesTheKeyStoreThatIsNotThere() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "security.protocol", "SSL",
                "ssl.keystore.location", "/nowhere/keys.p12",
                "ssl.keystore.password", "hush");

        assertThatThrownBy(() -> new ClusterTopics(settings, Duration.ofSeconds(1)))
                .isInstanceOf(TopicException.class)
                .hasMessageContainingAll("/nowhere/keys.p12", "KAFKA_CLIENT_CONFIG")
                .hasMessageNotContaining("hush");
    }

    @Test
    void saysInTimeThatTheClusterDoesNotAnswer() {
        try (EmbeddedKafka gone = EmbeddedKafka.builder().start()) {
            String address = gone.bootstrapServers();
            gone.stop();
            try (ClusterTopics silent = open(address, Duration.ofSeconds(1))) {
                assertThatThrownBy(() -> silent.plan(List.of(topic("own.v1", 1, Map.of()))))
                        .isInstanceOf(TopicException.class)
                        .hasMessageContainingAll(address, "KAFKA_BROKERS");
            }
        }
    }

    private static ClusterTopics open(String address, Duration timeout) {
        return new ClusterTopics(
                ClientSettings.merge(ClientUse.ADMINISTERING, address, null).asMap(), timeout);
    }

    private static TopicDefinition topic(String name, int partitions, Map<String, String> config) {
        return new TopicDefinition(name + ".yaml", name, partitions, null, config);
    }
}
