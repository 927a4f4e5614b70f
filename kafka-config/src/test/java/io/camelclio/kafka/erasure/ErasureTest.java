package io.camelclio.kafka.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.kafka.TopicReader;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final int PARTITIONS = 3;
    /** Compaction as shipped, only that everything is due at once. */
    private static final Map<String, String> QUICKLY_COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "max.compaction.lag.ms", "100",
            "min.cleanable.dirty.ratio", "0.01",
            "delete.retention.ms", "0");

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedKafka kafka = BROKER.kafka();
    private final ClientSettings client = ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null);

    @Test
    void leavesNothingOfTheKeyAfterCompactionAndEverythingOfOthers() {
        kafka.createTopic("contact.latest.v1", PARTITIONS, QUICKLY_COMPACTED);
        kafka.createTopic("proofs.one", 1, Map.of());
        write("contact.latest.v1", "us/152", "Ada Lovelace");
        write("contact.latest.v1", "us/152", "Ada King");
        write("contact.latest.v1", "us/153", "Charles Babbage");

        erasure("proofs.one").erase(request("us/152"), List.of("contact.latest.v1"), List.of());

        assertThat(newest("contact.latest.v1", "us/152").value()).isNull();
        awaitCompaction("contact.latest.v1", "us/152");
        assertThat(text(newest("contact.latest.v1", "us/153"))).isEqualTo("Charles Babbage");
    }

    @Test
    void whatACompactedTopicIsMadeFromHearsOfItToo() {
        kafka.createTopic("sourced.v1", PARTITIONS, Map.of());
        kafka.createTopic("sourced.latest.v1", PARTITIONS, QUICKLY_COMPACTED);
        kafka.createTopic("proofs.six", 1, Map.of());
        write("sourced.v1", "us/152", "Ada Lovelace");

        erasure("proofs.six").erase(request("us/152"), List.of("sourced.latest.v1"), List.of("sourced.v1"));

        assertThat(newest("sourced.v1", "us/152").value()).isNull();
        assertThat(newest("sourced.latest.v1", "us/152").value()).isNull();
        assertThat(text(records("proofs.six").get(0)))
                .as("only what is erased by key is recorded as erased")
                .doesNotContain("sourced.v1");
    }

    @Test
    void runTwiceItLeavesTheSameAndTwoProofs() {
        kafka.createTopic("twice.latest.v1", PARTITIONS, QUICKLY_COMPACTED);
        kafka.createTopic("proofs.two", 1, Map.of());
        write("twice.latest.v1", "us/152", "Ada");
        write("twice.latest.v1", "us/153", "Charles");
        Erasure erasure = erasure("proofs.two");

        erasure.erase(request("us/152"), List.of("twice.latest.v1"), List.of());
        erasure.erase(request("us/152"), List.of("twice.latest.v1"), List.of());

        awaitCompaction("twice.latest.v1", "us/152");
        assertThat(text(newest("twice.latest.v1", "us/153"))).isEqualTo("Charles");
        assertThat(records("proofs.two")).hasSize(2);
    }

    @Test
    void proofSaysWhoWhenAndHowManyAndShowsNoKey() throws Exception {
        kafka.createTopic("proven.latest.v1", PARTITIONS, QUICKLY_COMPACTED);
        kafka.createTopic("proofs.three", 1, Map.of());

        erasure("proofs.three")
                .erase(
                        new ErasureRequest("clio.contact", List.of("us/153", "us/152", "us/152"), "ada@firm.example"),
                        List.of("proven.latest.v1"),
                        List.of());

        ConsumerRecord<byte[], byte[]> proof = records("proofs.three").get(0);
        assertThat(new String(proof.key(), UTF_8)).isEqualTo("clio.contact");
        assertThat(text(proof)).doesNotContain("us/15");
        JsonNode json = JSON.readTree(proof.value());
        assertThat(json.path("erased_at").asText()).isEqualTo(NOW.toString());
        assertThat(json.path("erased_by").asText()).isEqualTo("ada@firm.example");
        assertThat(json.path("entity").asText()).isEqualTo("clio.contact");
        assertThat(json.path("topics")).hasSize(1).first().hasToString("\"proven.latest.v1\"");
        assertThat(json.path("keys").asInt()).isEqualTo(2);
        byte[] expected =
                MessageDigest.getInstance("SHA-256").digest((json.path("salt").asText() + "us/152").getBytes(UTF_8));
        assertThat(json.path("sha256"))
                .hasSize(2)
                .extracting(JsonNode::asText)
                .contains(HexFormat.of().formatHex(expected));
    }

    @Test
    void withoutItsTopicNothingIsRecordedAsErased() throws Exception {
        kafka.createTopic("proofs.four", 1, Map.of());
        ClientSettings hasty = ClientSettings.merge(ClientUse.RECEIVING, kafka.bootstrapServers(), null);
        Erasure erasure = new Erasure(hasty, "proofs.four", clock(), Duration.ofSeconds(20));

        assertThatThrownBy(() -> erasure.erase(request("us/152"), List.of("unmade.latest.v1"), List.of()))
                .isInstanceOf(ErasureException.class)
                .hasMessageContainingAll("unmade.latest.v1", kafka.bootstrapServers(), "run it again");
        assertThat(records("proofs.four")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"152", "us/", "/152", "us/1 52", "us//152", ""})
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> request(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + key + "'");
    }

    @Test
    void refusesAnotherSizeThanAProofCanHold() {
        List<String> many = IntStream.rangeClosed(0, ErasureRequest.MOST_KEYS)
                .mapToObj(id -> "us/" + id)
                .toList();

        assertThatThrownBy(() -> new ErasureRequest("clio.contact", many, "ada"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000");
        assertThatThrownBy(() -> new ErasureRequest("clio.contact", List.of(), "ada"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void proofOfTheMostKeysFitsARecord() {
        kafka.createTopic("most.latest.v1", 1, QUICKLY_COMPACTED);
        kafka.createTopic("proofs.five", 1, Map.of());
        List<String> most = IntStream.range(0, ErasureRequest.MOST_KEYS)
                .mapToObj(id -> "us/" + id)
                .toList();

        erasure("proofs.five")
                .erase(new ErasureRequest("clio.contact", most, "ada"), List.of("most.latest.v1"), List.of());

        assertThat(records("proofs.five")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada\",\"keys\":0", "line\nfeed"})
    void refusesANameThatCouldFalsifyTheProof(String by) {
        assertThatThrownBy(() -> new ErasureRequest("clio.contact", List.of("us/1"), by))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters");
    }

    /** Kafka closes a segment only at a write after its time, and compacts closed segments only; so life goes on. */
    private void awaitCompaction(String topic, String key) {
        await("compaction of " + topic)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    try (KafkaProducer<String, byte[]> producer = producer()) {
                        for (int partition = 0; partition < PARTITIONS; partition++) {
                            producer.send(new ProducerRecord<>(topic, partition, "us/filler" + partition, new byte[1]));
                        }
                    }
                    return records(topic).stream().noneMatch(record -> key.equals(key(record)));
                });
    }

    private ConsumerRecord<byte[], byte[]> newest(String topic, String key) {
        return records(topic).stream()
                .filter(record -> key.equals(key(record)))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return new TopicReader(kafka.bootstrapServers()).readAll(topic);
    }

    private void write(String topic, String key, String value) {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, key, value.getBytes(UTF_8)));
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(client.asMap(), new StringSerializer(), new ByteArraySerializer());
    }

    private Erasure erasure(String proofTopic) {
        return new Erasure(client, proofTopic, clock(), Duration.ofSeconds(20));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static ErasureRequest request(String key) {
        return new ErasureRequest("clio.contact", List.of(key), "ada");
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }
}
