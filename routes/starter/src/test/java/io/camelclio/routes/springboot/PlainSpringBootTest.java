package io.camelclio.routes.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicFiles;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A team's plain Spring Boot application with the starter and the README's properties: deliveries of Clio land on Kafka. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainSpringBootTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedKafka kafka = EmbeddedKafka.shared();
    private final ClioSandbox clio = ClioSandbox.builder().unlimited().start();
    private final int port = LoopbackPorts.free();
    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    @SpringBootApplication
    static class FirmApplication {}

    @BeforeAll
    void startApplication() {
        createTopics();
        Properties properties =
                ReadmeSection.of("In your own Spring Boot application").properties();
        properties.putAll(Map.of(
                "CLIO_CLIENT_ID", clio.clientId(),
                "CLIO_CLIENT_SECRET", clio.clientSecret(),
                "CLIO_REFRESH_TOKEN", clio.refreshToken(),
                "camel.component.clio.api-url", clio.baseUri().toString(),
                "camel.component.clio-webhook.public-url", "http://127.0.0.1:" + port,
                "kafka.brokers", kafka.bootstrapServers()));
        properties.putAll(Map.of(
                "server.address", "127.0.0.1",
                "server.port", String.valueOf(port),
                "management.endpoints.web.exposure.include", "health,metrics",
                "management.endpoint.health.show-details", "always",
                "camel.health.exposure-level", "full",
                "camel.main.shutdown-timeout", "5",
                "clio.task.topic", "firm.tasks"));
        application = new SpringApplicationBuilder(FirmApplication.class)
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
        await().atMost(PATIENCE).until(this::enabledWebhooks, enabled -> enabled == 10);
    }

    private void createTopics() {
        ClientSettings administering = ClientSettings.merge(ClientUse.ADMINISTERING, kafka.bootstrapServers(), null);
        try (ClusterTopics cluster = new ClusterTopics(administering.asMap(), PATIENCE)) {
            cluster.apply(cluster.plan(TopicFiles.packaged().stream()
                    .filter(topic -> topic.name().matches("clio\\.\\w+\\.v1|integration\\.(state|leadership)\\.v1"))
                    .toList()));
        }
        kafka.createTopic("firm.tasks", 1, Map.of());
    }

    private long enabledWebhooks() {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.json().path("status").asText().equals("enabled"))
                .count();
    }

    @AfterAll
    void stop() {
        application.close();
        clio.close();
    }

    @Test
    void putsADeliveryOnItsTopicByteForByteAndThenAnswers() {
        long id = clio.records("contacts")
                .create("{\"type\":\"Person\",\"name\":\"Łucja Überprüfung\"}")
                .id();

        ConsumerRecord<byte[], byte[]> record = awaitRecord("clio.contact.v1", "eu/" + id);

        assertThat(record.value())
                .isEqualTo(clio.ledger().deliveries("contact").get(0).data());
        assertThat(headers(record))
                .containsEntry("ce_type", "com.clio.contact.changed.v1")
                .containsEntry("ce_source", "/clio/eu")
                .containsEntry("ce_subject", "eu/" + id)
                .containsEntry("content-type", "application/json");
        await().atMost(PATIENCE)
                .until(() -> clio.ledger().deliveries("contact").get(0).acknowledged());
    }

    @Test
    void letsTheApplicationNameATopic() {
        long id = clio.records("tasks").create("{\"name\":\"File the answer\"}").id();

        awaitRecord("firm.tasks", "eu/" + id);
    }

    @Test
    void showsHealthAndMetersInActuator() throws Exception {
        clio.records("bills").create("{}");
        await().atMost(PATIENCE)
                .until(() -> clio.ledger().deliveries("bill").stream().anyMatch(delivery -> delivery.acknowledged()));

        JsonNode health = json("/actuator/health");
        JsonNode meter = json("/actuator/metrics/clio.webhook.deliveries?tag=model:bill&tag=answer:200");

        assertThat(health.path("status").asText()).isEqualTo("UP");
        assertThat(health.at("/components/camelHealth/details").toString())
                .contains("clio-webhook:/clio/eu/webhooks/bill", "clio-connection:eu");
        assertThat(meter.at("/measurements/0/value").asInt()).isPositive();
    }

    @Test
    void answersAForgedDeliveryWith401() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/clio/eu/webhooks/matter"))
                        .header("X-Hook-Signature", "0".repeat(64))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{\"id\":1},\"meta\":{}}"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
        return new ObjectMapper().readTree(answer.body());
    }

    private ConsumerRecord<byte[], byte[]> awaitRecord(String topic, String key) {
        return await().atMost(PATIENCE)
                .until(() -> records(topic, key), found -> !found.isEmpty())
                .get(0);
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        return new TopicReader(kafka.bootstrapServers())
                .readAll(topic).stream()
                        .filter(record -> new String(record.key(), UTF_8).equals(key))
                        .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }
}
