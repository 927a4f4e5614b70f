package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The command {@code erase} as a person types it. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@ResourceLock(Resources.SYSTEM_OUT)
class EraseTest {

    @RegisterExtension
    final CommandTerminal terminal = new CommandTerminal();

    private static final String LATEST = "firm.erasing.clio.contact.latest.v1";
    private static final String CHANGES = "firm.erasing.clio.contact.v1";
    private static final String PROOFS = "firm.erasing.integration.erasure.v1";

    private final EmbeddedKafka kafka;

    @TempDir
    Path folder;

    EraseTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void haveTopics() throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder.resolve("routes"))
                .property("topics.prefix", "firm.erasing.")
                .append("application.properties", "clio.contact.topic.partitions = 1")
                .add("topics/clio-contact-latest-v1.yaml", """
                        apiVersion: kafka.strimzi.io/v1beta2
                        kind: KafkaTopic
                        metadata:
                          name: clio-contact-latest-v1
                        spec:
                          topicName: clio.contact.latest.v1
                          partitions: 1
                          config:
                            cleanup.policy: compact
                            max.compaction.lag.ms: 7200000
                        """);
        terminal.given("KAFKA_BROKERS", kafka.bootstrapServers());
        terminal.given("ROUTES_DIR", routes.folder().toString());
        assertThat(ClioToKafka.commandLine().execute("topics", "apply")).isZero();
        terminal.take();
    }

    @Test
    void erasesGivenKeysFromTheLatestStateAndLeavesAProof() throws Exception {
        write(LATEST, "us/1", "Ada");
        write(LATEST, "us/2", "Charles");
        write(LATEST, "us/3", "Mary");
        Path keys = Files.writeString(folder.resolve("keys"), "us/2\n\n");

        assertThat(erase("--entity", "clio.contact", "--key", "us/1", "--keys-file", keys.toString(), "--by", "ada"))
                .isZero();

        assertThat(records(LATEST))
                .extracting(EraseTest::text)
                .filteredOn(record -> record.matches("us/[123]=.*"))
                .containsExactly("us/1=Ada", "us/2=Charles", "us/3=Mary", "us/1=null", "us/2=null");
        assertThat(records(PROOFS))
                .extracting(EraseTest::text)
                .last()
                .asString()
                .startsWith("clio.contact=")
                .contains("\"erased_by\":\"ada\"", "\"keys\":2", LATEST)
                .doesNotContain("us/1", "us/2", "Ada", "Charles");
    }

    @Test
    void erasesNothingUntilSomebodyHasSaidYes() throws Exception {
        write(LATEST, "us/31", "Ada");

        assertThat(ClioToKafka.commandLine().execute("erase", "--entity", "clio.contact", "--key", "us/31"))
                .isEqualTo(2);

        assertThat(terminal.take()).contains("Nothing is erased", "--yes");
        assertThat(records(LATEST))
                .extracting(EraseTest::text)
                .filteredOn(record -> record.startsWith("us/31="))
                .containsExactly("us/31=Ada");
    }

    @Test
    void saysHowLongTheOtherTopicsRememberAndHowToShortenIt() throws Exception {
        write(CHANGES, "us/4", "Grace");

        assertThat(erase("--entity", "clio.contact", "--key", "us/4")).isZero();

        assertThat(terminal.take())
                .contains(LATEST + ": the old values leave the disk", "later than 2h")
                .contains(CHANGES + ": at the latest on", "retention 14d", "up to 1d")
                .contains("firm.erasing.clio.dead_letter.v1: at the latest on", "retention 30d")
                .contains("CLIO_CONTACT_TOPIC_RETENTION=1h camel-clio topics apply")
                .doesNotContain("clio.matter");
        assertThat(records(CHANGES))
                .extracting(EraseTest::text)
                .filteredOn(record -> record.startsWith("us/4="))
                .as("what it was is still there, and who makes the latest state comes to a null")
                .containsExactly("us/4=Grace", "us/4=null");
    }

    @Test
    void saysToScriptsWhatWasWrittenAndWhenEachTopicForgets() throws Exception {
        write(LATEST, "us/5", "Grace");

        assertThat(erase("--entity", "clio.contact", "--key", "us/5", "--json")).isZero();

        String said = terminal.take();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : said.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines.get(0)).isEqualTo(new ObjectMapper().readTree("""
                        {"entity": "clio.contact", "keys": 1, "erased_from": ["%s"], "told": ["%s"], "proof_on": "%s"}
                        """.formatted(LATEST, CHANGES, PROOFS)));
        Map<String, JsonNode> topics = lines.stream()
                .skip(1)
                .collect(Collectors.toMap(line -> line.path("topic").asText(), line -> line));
        assertThat(topics).containsOnlyKeys(LATEST, CHANGES, "firm.erasing.clio.dead_letter.v1");
        assertThat(topics.get(LATEST).path("compacts_within").asText()).isEqualTo("2h");
        assertThat(Instant.parse(topics.get(CHANGES).path("forgets_by").asText()))
                .isAfter(Instant.now().plus(Duration.ofDays(14)));
        assertThat(said).doesNotContain("us/5");
    }

    /** The printed way, with the answer to its question. */
    @Test
    void retentionCanBeShortenedForAWhileAndPutBack() {
        terminal.given("clio.contact.topic.retention", "1h");
        try {
            assertThat(ClioToKafka.commandLine().execute("topics", "apply", "--yes"))
                    .isZero();
        } finally {
            terminal.takeBack("clio.contact.topic.retention");
        }
        assertThat(terminal.take()).contains(CHANGES, "1209600000", "3600000");

        assertThat(ClioToKafka.commandLine().execute("topics", "apply")).isZero();
        assertThat(terminal.take()).contains(CHANGES, "1209600000", "Done.");
    }

    @Test
    void kindWhoseCompactedTopicIsNotThereIsNotSaidToBeErasedButIsErasedFromWhatItWouldBeMadeOf() {
        terminal.given("clio.matter.latest.topic", "unmade");
        try {
            assertThat(erase("--entity", "clio.matter", "--key", "us/5")).isZero();
        } finally {
            terminal.takeBack("clio.matter.latest.topic");
        }

        assertThat(terminal.take())
                .contains("No compacted topic holds clio.matter", "firm.erasing.clio.matter.v1: at the latest on")
                .doesNotContain("Wrote");
        assertThat(records("firm.erasing.clio.matter.v1"))
                .as("whoever makes a latest state later comes to it")
                .extracting(EraseTest::text)
                .containsExactly("us/5=null");
        assertThat(records(PROOFS))
                .as("no dead letter is to bring it back")
                .extracting(EraseTest::text)
                .last()
                .asString()
                .startsWith("clio.matter=")
                .contains("\"topics\":[]", "\"keys\":1");
    }

    @Test
    void whereNoTopicHoldsTheKindNothingIsErasedAndThatIsAnError() {
        terminal.given("topics.prefix", "firm.forgotten.");
        try {
            assertThat(erase("--entity", "clio.contact", "--key", "us/7")).isEqualTo(2);
        } finally {
            terminal.takeBack("topics.prefix");
        }

        assertThat(terminal.take())
                .contains("Nothing is erased", "firm.forgotten.clio.contact.v1", "topics.prefix")
                .doesNotContain("Wrote", "Told");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(erase("--entity", "clio.unicorn", "--key", "us/6")).isEqualTo(2);
        assertThat(terminal.take()).contains("clio.unicorn", "clio.contact");
        assertThat(erase("--entity", "contact", "--key", "us/6")).isEqualTo(2);
        assertThat(terminal.take()).contains("'contact'");
        assertThat(erase("--entity", "clio.contact")).isEqualTo(2);
        assertThat(terminal.take()).contains("--key", "--keys-file");
        assertThat(erase("--entity", "clio.contact", "--key", "152")).isEqualTo(2);
        assertThat(terminal.take()).contains("<connection>/<id>", "152");
        assertThat(erase("--entity", "clio.contact", "--keys-file", "nowhere")).isEqualTo(2);
        assertThat(terminal.take()).contains("nowhere");
    }

    private static int erase(String... options) {
        List<String> arguments = new ArrayList<>(List.of("erase", "--yes"));
        arguments.addAll(List.of(options));
        return ClioToKafka.commandLine().execute(arguments.toArray(String[]::new));
    }

    private void write(String topic, String key, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return new TopicReader(kafka.bootstrapServers()).readAll(topic);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        String value = record.value() == null ? "null" : new String(record.value(), UTF_8);
        return new String(record.key(), UTF_8) + "=" + value;
    }
}
