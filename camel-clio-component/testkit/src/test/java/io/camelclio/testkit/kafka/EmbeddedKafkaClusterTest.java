package io.camelclio.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaClusterTest {

    private static EmbeddedKafkaCluster cluster;

    @BeforeAll
    static void start() {
        cluster = EmbeddedKafkaCluster.started();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void keepsEveryTopicOnAllNodes() throws Exception {
        cluster.createTopic("kept.v1", 1, Map.of());

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            TopicDescription topic = admin.describeTopics(List.of("kept.v1"))
                    .allTopicNames()
                    .get(15, TimeUnit.SECONDS)
                    .get("kept.v1");
            assertThat(topic.partitions()).singleElement().satisfies(partition -> assertThat(partition.replicas())
                    .hasSize(3));
        }
    }

    @Test
    void keepsWhatIsAcknowledgedWhenANodeIsLost() throws Exception {
        cluster.createTopic("survives.v1", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer(20_000)) {
            write(producer, "survives.v1", "before");
            cluster.node(1).stop();
            write(producer, "survives.v1", "without");
            cluster.node(1).start();
            write(producer, "survives.v1", "after");
        }

        assertThat(new TopicReader(cluster.bootstrapServers()).readAll("survives.v1"))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("before", "without", "after");
    }

    @Test
    @Tag("full")
    void acknowledgesNothingWhenTwoNodesAreLost() throws Exception {
        cluster.createTopic("refused.v1", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = producer(3_000)) {
            write(producer, "refused.v1", "before");
            cluster.node(2).stop();
            cluster.node(3).stop();
            try {
                assertThatThrownBy(() -> write(producer, "refused.v1", "alone"))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(RetriableException.class);
            } finally {
                cluster.startAll();
            }
            write(producer, "refused.v1", "after");
        }

        assertThat(new TopicReader(cluster.bootstrapServers()).readAll("refused.v1"))
                .extracting(record -> new String(record.value(), UTF_8))
                .startsWith("before")
                .endsWith("after");
    }

    private static KafkaProducer<byte[], byte[]> producer(int deliveryMillis) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "max.block.ms",
                        deliveryMillis,
                        "request.timeout.ms",
                        2_000,
                        "linger.ms",
                        0,
                        "delivery.timeout.ms",
                        deliveryMillis),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, String topic, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get(30, TimeUnit.SECONDS);
    }
}
