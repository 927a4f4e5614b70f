package io.camelclio.testkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final String TOPIC = "clio.matter.v1";

    @Test
    void deliversWhatAStockProducerWroteToAStockConsumer() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic(TOPIC, 3, Map.of());

            write(kafka, TOPIC, "us/1", "{\"id\":1}");

            assertThat(new TopicReader(kafka.bootstrapServers()).readAll(TOPIC))
                    .extracting(EmbeddedKafkaTest::text)
                    .containsExactly("us/1={\"id\":1}");
            assertThat(kafka.topics()).containsExactly(TOPIC);
        }
    }

    @Test
    void keepsPortAndRecordsOverAnOutage() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic(TOPIC, 1, Map.of());
            write(kafka, TOPIC, "us/1", "before");
            String address = kafka.bootstrapServers();

            kafka.stop();
            assertThat(kafka.isRunning()).isFalse();
            assertThatThrownBy(() -> write(kafka, TOPIC, "us/1", "during"))
                    .hasRootCauseInstanceOf(TimeoutException.class);
            kafka.restart();
            write(kafka, TOPIC, "us/1", "after");

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(new TopicReader(address).readAll(TOPIC))
                    .extracting(EmbeddedKafkaTest::text)
                    .containsExactly("us/1=before", "us/1=after");
        }
    }

    @Test
    void takesUpAGivenDataFolderAgain(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.builder().dataFolder(folder).start()) {
            first.createTopic(TOPIC, 1, Map.of());
            write(first, TOPIC, "us/1", "kept");
        }

        try (EmbeddedKafka second = EmbeddedKafka.builder().dataFolder(folder).start()) {
            assertThat(new TopicReader(second.bootstrapServers()).readAll(TOPIC))
                    .extracting(EmbeddedKafkaTest::text)
                    .containsExactly("us/1=kept");
        }
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void deletesItsTemporaryFolderWhenClosed() {
        EmbeddedKafka kafka = EmbeddedKafka.builder().start();
        Path folder = kafka.dataFolder();
        assertThat(folder).isNotEmptyDirectory();

        kafka.close();

        assertThat(folder).doesNotExist();
        assertThatThrownBy(kafka::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void namesThePortAndTheSettingWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedKafka kafka =
                        EmbeddedKafka.builder().port(taken.getLocalPort()).build()) {
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("KAFKA_PORT");
        }
    }

    @Test
    void failsWithoutEndingTheJvmWhenItsDataFolderCannotBeUsed(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataFolder(file).build()) {
            assertThatThrownBy(kafka::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void refusesADataFolderThatAnotherBrokerUses(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.builder().dataFolder(folder).start();
                EmbeddedKafka second =
                        EmbeddedKafka.builder().dataFolder(folder).build()) {
            first.createTopic(TOPIC, 1, Map.of());

            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(folder.toString(), "in use");

            assertThat(second.isRunning()).isFalse();
            first.restart();
            write(first, TOPIC, "us/1", "unharmed");
            assertThat(new TopicReader(first.bootstrapServers()).readAll(TOPIC)).hasSize(1);
        }
    }

    @Test
    void createsNoTopicUnasked() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            assertThatThrownBy(() -> write(kafka, "clio.mater.v1", "us/1", "lost"))
                    .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);

            assertThat(kafka.topics()).isEmpty();
        }
    }

    @Test
    void letsTwoBrokersRunInOneJvm() throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.builder().start();
                EmbeddedKafka two = EmbeddedKafka.builder().start()) {
            one.createTopic(TOPIC, 1, Map.of());
            write(one, TOPIC, "us/1", "one");

            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(two.topics()).isEmpty();
        }
    }

    @Test
    void servesGroupsAndTransactions() {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start()) {
            kafka.createTopic(TOPIC, 1, Map.of());
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            Map<TopicPartition, OffsetAndMetadata> offset = Map.of(partition, new OffsetAndMetadata(7));
            try (KafkaProducer<byte[], byte[]> producer =
                    producer(kafka, Map.of("transactional.id", "a", "max.block.ms", "15000"))) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(TOPIC, "us/1".getBytes(UTF_8), "sent".getBytes(UTF_8)));
                producer.commitTransaction();
            }
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "analytics"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                consumer.commitSync(offset, Duration.ofSeconds(15));

                assertThat(consumer.committed(Set.of(partition), Duration.ofSeconds(15)))
                        .isEqualTo(offset);
            }
            assertThat(new TopicReader(kafka.bootstrapServers()).readAll(TOPIC)).hasSize(1);
        }
    }

    /** Waits with bounds of its own: a producer that gets no producer id from the broker keeps to none. */
    static void write(EmbeddedKafka kafka, String topic, String key, String value) throws Exception {
        KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of());
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            producer.close(Duration.ofSeconds(5));
        }
    }

    static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "max.block.ms", 1500,
                "request.timeout.ms", 1000,
                "delivery.timeout.ms", 1500));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8) + "=" + new String(record.value(), UTF_8);
    }
}
