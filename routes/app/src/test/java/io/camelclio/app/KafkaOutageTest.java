package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.smokeball.records.Change;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker goes away under a running application and comes back: nothing was acknowledged too early, nothing is lost. */
@ExtendWith(EmbeddedKafkaExtension.class)
class KafkaOutageTest {

    @Test
    void nothingIsLostAndNoCursorMovesWhileTheBrokerIsAway(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().smokeball().start()) {
            String clioStream = "clio/" + bridge.connection() + "/activity_descriptions";
            String smokeballStream = "smokeball/" + bridge.connection() + "/activitycodes";
            await("first reads")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.cursor(clioStream) != null && bridge.cursor(smokeballStream) != null);
            long warm = bridge.clio()
                    .records("contacts")
                    .create(Map.of("type", "Person"))
                    .id();
            bridge.awaitRecord("clio.contact.v1", warm);

            kafka.stop();
            Instant stopped = Instant.now();
            ClioRecord delivered = bridge.clio().records("contacts").create(Map.of("type", "Person"));
            ClioRecord polled =
                    bridge.clio().records("activity_descriptions").create(Map.of("name", "During the outage"));
            Change code = bridge.smokeball().activityCodes().create("{\"code\":\"OUTAGE\"}");
            Delivery delivery = delivery(bridge, delivered);
            await("an answer").atMost(Bridge.PATIENCE).until(() -> delivery.attempts() > 0);
            // The sandbox waits five seconds for an answer, as Clio is thought to do: later it would stand as none.
            assertThat(delivery.answers().get(0)).isEqualTo(503);
            assertThat(Instant.parse(bridge.cursor(clioStream))).isBefore(stopped.plusMillis(500));
            assertThat(Instant.parse(bridge.cursor(smokeballStream))).isBefore(stopped.plusMillis(500));
            String clioCursor = bridge.cursor(clioStream);
            String smokeballCursor = bridge.cursor(smokeballStream);
            await("a second attempt").atMost(Bridge.PATIENCE).until(() -> delivery.attempts() > 1);
            assertThat(bridge.cursor(clioStream)).isEqualTo(clioCursor);
            assertThat(bridge.cursor(smokeballStream)).isEqualTo(smokeballCursor);

            kafka.restart();

            bridge.awaitRecord("clio.contact.v1", delivered.id());
            bridge.awaitRecord("clio.activity_description.v1", polled.id());
            bridge.awaitRecord("smokeball.activity_code.v1", code.id());
            await("the retry's acknowledgement").atMost(Bridge.PATIENCE).until(delivery::acknowledged);
            assertThat(bridge.records("clio.contact.v1", delivered.id()))
                    .extracting(Landed::id)
                    .containsOnly(bridge.awaitRecord("clio.contact.v1", delivered.id())
                            .id());
            Arrivals.Figures figures = bridge.figures("contact");
            System.out.println("broker away: " + figures);
            assertThat(figures.acknowledged()).isEqualTo(2);
            assertThat(figures.lost()).isZero();
            assertThat(figures.reordered()).isZero();
            await("cursors that move again")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> !bridge.cursor(clioStream).equals(clioCursor)
                            && !bridge.cursor(smokeballStream).equals(smokeballCursor));
        }
    }

    private static Delivery delivery(Bridge bridge, ClioRecord record) {
        return bridge.clio().ledger().deliveries("contact").stream()
                .filter(sent -> sent.recordId() == record.id())
                .findFirst()
                .orElseThrow();
    }
}
