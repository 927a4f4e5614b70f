package io.camelclio.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
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

    @ParameterizedTest
    @EnumSource(ClientUse.class)
    void everyPackagedValueHasItsReason(ClientUse use) throws Exception {
        List<String> lines;
        try (InputStream content = ClientSettings.class.getResourceAsStream(use.resource())) {
            lines = new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        // A block of values stands under a comment; only a pair such as key and value serializer shares one.
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank() && !lines.get(line).startsWith("#")) {
                assertThat(lines.subList(Math.max(0, line - 2), line))
                        .as("%s: reason above %s", use, lines.get(line))
                        .anyMatch(above -> above.startsWith("# "));
            }
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
            names = {"RECEIVING", "PULLING"})
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
            case RECEIVING, PULLING -> new KafkaProducer<>(settings.asMap());
            case READING, LEADING -> new KafkaConsumer<>(settings.asMap());
            case ADMINISTERING -> Admin.create(settings.asMap());
        };
    }

    private static long number(ClientSettings settings, String name) {
        return Long.parseLong(settings.get(name));
    }

    private Path file(String... lines) throws Exception {
        return Files.write(folder.resolve("client.properties"), List.of(lines));
    }
}
