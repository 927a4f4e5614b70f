package io.camelclio.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

    private static final String BROKERS = "127.0.0.1:9092";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ClientUse.class)
    void packagedFilesMakeAClient(ClientUse use) {
        ClientSettings settings = ClientSettings.merge(use, BROKERS, null);

        assertThatCode(() -> client(settings).close()).doesNotThrowAnyException();
        assertThat(settings.asMap().keySet()).allMatch(use::takes);
    }

    /** A value that is Kafka's default all the same is there because it must stay so, and says that it is the default. */
    @ParameterizedTest
    @EnumSource(ClientUse.class)
    void everyPackagedValueHasItsReasonAndDiffersFromKafkasDefault(ClientUse use) throws Exception {
        Map<String, Object> defaults = use.known().defaultValues();
        List<String> reason = new ArrayList<>();
        boolean lastWasAValue = false;
        for (String line : packagedLines(use)) {
            if (line.isBlank()) {
                reason.clear();
            } else if (line.startsWith("#")) {
                if (lastWasAValue) {
                    reason.clear();
                }
                reason.add(line.substring(1).strip());
            } else {
                String name = line.substring(0, line.indexOf('='));
                String value = line.substring(line.indexOf('=') + 1);
                assertThat(reason).as("%s: reason above %s", use, name).isNotEmpty();
                assertThat(String.join(" ", reason).contains("Kafka's default"))
                        .as("%s: %s is said to be Kafka's default, which is %s", use, line, defaults.get(name))
                        .isEqualTo(value.equals(String.valueOf(defaults.get(name))));
            }
            lastWasAValue = !line.isBlank() && !line.startsWith("#");
        }
    }

    private static List<String> packagedLines(ClientUse use) throws Exception {
        try (InputStream content = ClientSettings.class.getResourceAsStream(use.resource())) {
            List<String> lines = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            // The head of a file speaks of all of it.
            return lines.subList(lines.indexOf(""), lines.size());
        }
    }

    @Test
    void receivingAnswersWithinFourSeconds() {
        ClientSettings settings = ClientSettings.merge(ClientUse.RECEIVING, BROKERS, null);

        long worst = number(settings, "max.block.ms") + number(settings, "delivery.timeout.ms");
        assertThat(worst).isLessThanOrEqualTo(4000);
        assertThat(number(settings, "delivery.timeout.ms"))
                .isGreaterThanOrEqualTo(number(settings, "linger.ms") + number(settings, "request.timeout.ms"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientUse.class,
            names = {"RECEIVING", "PULLING", "REPLAYING"})
    void producersAcknowledgeOnlyWhatAllReplicasHave(ClientUse use) {
        ClientSettings settings = ClientSettings.merge(use, BROKERS, null);

        assertThat(settings.get("acks")).isEqualTo("all");
        assertThat(settings.get("enable.idempotence")).isEqualTo("true");
    }

    @Test
    void theOperatorsFileWins() throws Exception {
        Path file = file("security.protocol=SASL_SSL", "compression.type=zstd", "acks=-1");

        ClientSettings settings = ClientSettings.merge(ClientUse.PULLING, BROKERS, file);

        assertThat(settings.asMap())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("compression.type", "zstd")
                .containsEntry("bootstrap.servers", BROKERS)
                .containsEntry("acks", "-1");
    }

    @Test
    void aFileOfAFolderStandsForThePackagedOne(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("pulling.properties"), "linger.ms=7");

        ClientSettings own = ClientSettings.merge(ClientUse.PULLING, "127.0.0.1:9092", null, folder);
        ClientSettings other = ClientSettings.merge(ClientUse.READING, "127.0.0.1:9092", null, folder);

        assertThat(own.asMap()).isEqualTo(Map.of("linger.ms", "7", "bootstrap.servers", "127.0.0.1:9092"));
        assertThat(other.asMap())
                .isEqualTo(ClientSettings.merge(ClientUse.READING, "127.0.0.1:9092", null)
                        .asMap());
    }

    @Test
    void oneFileServesClientsOfEveryKind() throws Exception {
        Path file = file("security.protocol=SSL", "compression.type=zstd", "fetch.max.wait.ms=10", "firm.plugin.key=x");

        assertThat(ClientSettings.merge(ClientUse.READING, BROKERS, file).asMap())
                .containsKeys("security.protocol", "fetch.max.wait.ms", "firm.plugin.key")
                .doesNotContainKey("compression.type");
        assertThat(ClientSettings.merge(ClientUse.ADMINISTERING, BROKERS, file).asMap())
                .containsKeys("security.protocol", "firm.plugin.key")
                .doesNotContainKeys("compression.type", "fetch.max.wait.ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks=1",
                "acks=0",
                "acks=",
                "enable.idempotence=false",
                "transactional.id=a",
                "delivery.timeout.ms=1999",
                "request.timeout.ms=30000",
                "linger.ms=soon"
            })
    void refusesWhatWouldWeakenTheAcknowledgement(String setting) throws Exception {
        Path file = file(setting);

        assertThatThrownBy(() -> ClientSettings.merge(ClientUse.RECEIVING, BROKERS, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"default.api.timeout.ms=5000", "request.timeout.ms=30000", "default.api.timeout.ms=soon"})
    void refusesTimesThatTheAdminClientCannotKeep(String setting) throws Exception {
        Path file = file(setting);

        assertThatThrownBy(() -> ClientSettings.merge(ClientUse.ADMINISTERING, BROKERS, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(setting, file.toString(), "KAFKA_CLIENT_CONFIG");
        assertThat(ClientSettings.merge(ClientUse.READING, BROKERS, file)).isNotNull();
    }

    @Test
    void takesTheAddressFromTheFile() throws Exception {
        Path file = file("bootstrap.servers=kafka-1:9093");

        assertThat(ClientSettings.merge(ClientUse.READING, null, file).get("bootstrap.servers"))
                .isEqualTo("kafka-1:9093");
        assertThatThrownBy(() -> ClientSettings.merge(ClientUse.READING, BROKERS, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("KAFKA_BROKERS", BROKERS, "kafka-1:9093");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> ClientSettings.merge(ClientUse.READING, " ", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KAFKA_BROKERS");
        assertThatThrownBy(() -> ClientSettings.merge(ClientUse.READING, BROKERS, folder.resolve("nowhere.properties")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("nowhere.properties", "KAFKA_CLIENT_CONFIG");
    }

    @ParameterizedTest
    @EnumSource(ClientUse.class)
    void neverShowsASecret(ClientUse use) throws Exception {
        Path file = file(
                "sasl.jaas.config=x required password=\"hush\";",
                "ssl.keystore.password=hush",
                "ssl.key.password=hush",
                "ssl.keystore.key=hush",
                "firm.plugin.pin=hush",
                "security.protocol=SSL");

        ClientSettings settings = ClientSettings.merge(use, BROKERS, file);

        assertThat(settings.asMap()).containsEntry("ssl.key.password", "hush");
        assertThat(settings.toString())
                .doesNotContain("hush")
                .contains("ssl.key.password=***", "security.protocol=SSL", "bootstrap.servers=" + BROKERS);
    }

    private static AutoCloseable client(ClientSettings settings) {
        return switch (settings.use()) {
            case RECEIVING, PULLING, REPLAYING -> new KafkaProducer<>(settings.asMap());
            case READING, LEADING -> new KafkaConsumer<>(settings.asMap());
            case ADMINISTERING -> Admin.create(settings.asMap());
            case STREAMING -> streams(settings);
        };
    }

    private static AutoCloseable streams(ClientSettings settings) {
        Map<String, Object> named = new HashMap<>(settings.asMap());
        named.put(StreamsConfig.APPLICATION_ID_CONFIG, "named");
        Topology topology = new Topology();
        topology.addSource("source", "changes");
        return new KafkaStreams(topology, new StreamsConfig(named));
    }

    private static long number(ClientSettings settings, String name) {
        return Long.parseLong(settings.get(name));
    }

    private Path file(String... lines) throws Exception {
        return Files.write(folder.resolve("client.properties"), List.of(lines));
    }
}
