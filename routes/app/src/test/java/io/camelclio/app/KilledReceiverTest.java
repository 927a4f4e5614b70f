package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The application in a JVM of its own, killed as by a power cut while it receives. */
@Tag("full")
@ExtendWith(SharedBridge.class)
class KilledReceiverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "clio.contact.v1";
    private static final String SINK = "                topic: \"{{clio.{{model}}.topic}}\"\n";
    private static final String HOLD_WHAT_KAFKA_HAS = """
                      - delay:
                          expression:
                            constant:
                              expression: "600000"
            """;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void deliveryThatKafkaHasAndThatWasNotAnsweredIsTakenAndNotPublishedAgain(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().start()) {
            bridge.stopApplication();
            Path held = OwnRoutes.copiedTo(folder.resolve("held"))
                    .replace("camel/clio-webhooks.camel.yaml", SINK, SINK + HOLD_WHAT_KAFKA_HAS)
                    .folder();
            Process receiver = started(bridge, held);
            ClioRecord contact = bridge.clio().records("contacts").create(Map.of("type", "Person"));
            Landed first = bridge.awaitRecord(TOPIC, contact.id());
            Delivery delivery = delivery(bridge, contact);
            assertThat(delivery.answers()).as("answers before the kill").isEmpty();

            kill(receiver);
            bridge.restart();

            await("the retry's acknowledgement").atMost(PATIENCE).until(delivery::acknowledged);
            assertThat(delivery.answers().get(0)).isEqualTo(Delivery.NO_ANSWER);
            assertThat(bridge.records(TOPIC, contact.id()))
                    .extracting(Landed::id)
                    .containsExactly(first.id());
            assertFigures("killed before the answer", bridge, new Arrivals.Figures(1, 0, 0, 0));
        }
    }

    @Test
    void deliveryThatWasAnsweredIsOnTheTopicAndDoesNotComeAgain(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().start()) {
            bridge.stopApplication();
            Process receiver =
                    started(bridge, OwnRoutes.copiedTo(folder.resolve("plain")).folder());
            ClioRecord contact = bridge.clio().records("contacts").create(Map.of("type", "Person"));
            Delivery delivery = delivery(bridge, contact);
            await("the answer")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(delivery::acknowledged);

            kill(receiver);

            assertThat(bridge.records(TOPIC, contact.id())).hasSize(1);
            bridge.restart();
            ClioRecord next = bridge.clio().records("contacts").create(Map.of("type", "Person"));
            bridge.awaitRecord(TOPIC, next.id());
            assertThat(bridge.records(TOPIC, contact.id())).hasSize(1);
            assertThat(delivery.attempts()).isEqualTo(1);
            await("the next one's acknowledgement").atMost(PATIENCE).until(delivery(bridge, next)::acknowledged);
            assertFigures("killed after the answer", bridge, new Arrivals.Figures(2, 0, 0, 0));
        }
    }

    private static void assertFigures(String what, Bridge bridge, Arrivals.Figures expected) {
        Arrivals.Figures figures = bridge.figures("contact");
        System.out.println(what + ": " + figures);
        assertThat(figures).isEqualTo(expected);
    }

    private Process started(Bridge bridge, Path routes) throws IOException {
        Process receiver = bridge.startProcess(routes, folder.resolve("receiver.log"));
        await("the receiver").atMost(PATIENCE).until(() -> {
            assertThat(receiver.isAlive()).as("see its log").isTrue();
            return isReady(bridge);
        });
        return receiver;
    }

    private boolean isReady(Bridge bridge) throws InterruptedException {
        try {
            HttpRequest question = HttpRequest.newBuilder(bridge.management("/observe/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void kill(Process receiver) throws InterruptedException {
        receiver.destroyForcibly();
        assertThat(receiver.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static Delivery delivery(Bridge bridge, ClioRecord record) {
        return bridge.clio().ledger().deliveries("contact").stream()
                .filter(delivery -> delivery.recordId() == record.id())
                .findFirst()
                .orElseThrow();
    }
}
