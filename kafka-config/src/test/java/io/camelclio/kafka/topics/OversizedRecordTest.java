package io.camelclio.kafka.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.kafka.TopicReader;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OversizedRecordTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = new EmbeddedKafkaExtension();

    private static final Set<String> TOPICS =
            Set.of("clio.matter.v1", "clio.dead_letter.v1", "smokeball.dead_letter.v1");
    private static final int NINE_MEBIBYTES = 9 * 1024 * 1024;

    @BeforeAll
    static void createTopics(EmbeddedKafka kafka) {
        ClientSettings settings = ClientSettings.merge(ClientUse.ADMINISTERING, kafka.bootstrapServers(), null);
        try (ClusterTopics cluster = new ClusterTopics(settings.asMap(), Duration.ofSeconds(20))) {
            cluster.apply(cluster.plan(TopicFiles.packaged().stream()
                    .filter(topic -> TOPICS.contains(topic.name()))
                    .toList()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientUse.class,
            names = {"RECEIVING", "PULLING"})
    void isRefusedByItsTopicAndFitsTheDeadLetters(ClientUse use, EmbeddedKafka kafka) throws Exception {
        ClientSettings settings = ClientSettings.merge(use, kafka.bootstrapServers(), null);
        byte[] value = incompressible(use.ordinal());
        String deadLetters = use == ClientUse.RECEIVING ? "clio.dead_letter.v1" : "smokeball.dead_letter.v1";
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings.asMap())) {
            assertThatThrownBy(() -> send(producer, "clio.matter.v1", value))
                    .hasCauseInstanceOf(RecordTooLargeException.class);

            send(producer, deadLetters, value);
        }

        assertThat(new TopicReader(kafka.bootstrapServers()).readAll(deadLetters))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEqualTo(value));
    }

    private static void send(KafkaProducer<String, byte[]> producer, String topic, byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "us/1", value);
        record.headers().add("error_message", new byte[10_000]);
        producer.send(record).get(20, TimeUnit.SECONDS);
    }

    private static byte[] incompressible(long seed) {
        byte[] value = new byte[NINE_MEBIBYTES];
        new Random(seed).nextBytes(value);
        return value;
    }
}
