package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Kafka says of a latest state; nothing takes the changes here. */
class LatestClusterTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final String CHANGES = "widened.clio.contact.v1";

    private final EmbeddedKafka kafka = BROKER.kafka();

    @Test
    void changesOnPartitionsThatWereAddedCountAsNotTaken() throws Exception {
        String latest = "widened.clio.contact.latest.v1";
        LatestTopics topics =
                new LatestTopics("widened.latest.v1", List.of(new LatestKind("clio.contact", CHANGES, latest)));
        kafka.createTopic(CHANGES, 1, Map.of());
        kafka.createTopic(latest, 1, Map.of());
        kafka.createTopic(topics.changelog(), 1, Map.of());
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (LatestCluster cluster = new LatestCluster(topics, client);
                Admin admin = Admin.create(client)) {
            publishTo(0, client);
            assertThat(cluster.obstacle()).isEmpty();
            assertThat(cluster.positions()).isEqualTo(Map.of(new TopicPartition(CHANGES, 0), new Position(0, 1)));

            admin.createPartitions(Map.of(CHANGES, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
            publishTo(1, client);

            await("the added partition")
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(cluster.positions())
                            .isEqualTo(Map.of(
                                    new TopicPartition(CHANGES, 0),
                                    new Position(0, 1),
                                    new TopicPartition(CHANGES, 1),
                                    new Position(0, 1))));
        }
    }

    private static void publishTo(int partition, Map<String, Object> client) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(CHANGES, partition, "us/1", "{}"))
                    .get();
        }
    }
}
