package com.example.matters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.ClioSandboxExtension;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our YAML as it is, between a strict Clio and a real broker. */
class MattersToKafkaTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension KAFKA = EmbeddedKafkaExtension.shared();

    /** The account of a small invented firm, a new one for each test. */
    @RegisterExtension
    final ClioSandboxExtension clio = ClioSandboxExtension.populated();

    private final Main camel = new Main();

    @BeforeEach
    void start() {
        EmbeddedKafka kafka = KAFKA.kafka();
        kafka.createTopic("acme.matters", 1, Map.of());
        int port = LoopbackPorts.free();
        clio.properties().forEach(camel::addInitialProperty);
        camel.addInitialProperty("camel.component.clio-webhook.public-url", "http://127.0.0.1:" + port);
        camel.addInitialProperty("camel.server.enabled", "true");
        camel.addInitialProperty("camel.server.host", "127.0.0.1");
        camel.addInitialProperty("camel.server.port", String.valueOf(port));
        camel.addInitialProperty("kafka.brokers", kafka.bootstrapServers());
        camel.configure().withRoutesIncludePattern("classpath:com/example/matters/matters.camel.yaml");
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void putsAChangeOntoItsTopicOnceThoughClioDeliversItTwice() {
        clio.sandbox().webhooks().awaitEnabled("matter");
        clio.sandbox().deliveryFaults().repeatEach(2);
        long id = clio.sandbox()
                .records("matters")
                .create(Map.of("display_number", "00009-Quill", "status", "Open"))
                .id();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> clio.sandbox().ledger().deliveries("matter").get(0).attempts() >= 2
                        && clio.sandbox().ledger().acknowledged() == 1);

        TopicReader topics = new TopicReader(KAFKA.kafka().bootstrapServers());
        assertThat(topics.readAll("acme.matters")).singleElement().satisfies(record -> {
            assertThat(record.key()).asString().isEqualTo("sandbox/" + id);
            assertThat(record.value()).asString().contains("\"display_number\":\"00009-Quill\"");
            assertThat(record.headers().lastHeader("ce_type").value())
                    .asString()
                    .isEqualTo("com.clio.matter.changed.v1");
        });
    }
}
