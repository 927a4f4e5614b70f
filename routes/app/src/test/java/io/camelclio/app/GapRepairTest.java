package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Clio changed while the application was away is on the topics after its return: all it remembers lies on Kafka. */
@ExtendWith(SharedBridge.class)
class GapRepairTest {

    private static final String CONTACTS = "clio.contact.v1";

    @Test
    void firstStartBringsWhatIsThereAndTheNextWhatChangedMeanwhile(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).clio().since("beginning").property("clio.webhook.under_way", "5s");
        long old = builder.playedClio()
                .records("contacts")
                .create(Map.of("name", "Ada"))
                .id();
        try (Bridge bridge = builder.start()) {
            bridge.awaitRecord(CONTACTS, old);
            awaitCursor(bridge);

            bridge.stopApplication();
            bridge.clio().deliveryFaults().loseNext(2);
            bridge.clio().records("contacts").update(old, Map.of("name", "Ada Lovelace"));
            long missed = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Grace"))
                    .id();
            bridge.restart();

            bridge.awaitRecord(CONTACTS, missed);
            Landed changed = bridge.awaitRecord(
                    CONTACTS,
                    record -> record.key().equals(bridge.key(old))
                            && record.valueAsText().contains("Ada Lovelace"));
            assertThat(changed.headers()).doesNotContainKey("ce_vendorevent");
            assertThat(bridge.clio().ledger().givenUp()).isEqualTo(2);
        }
    }

    @Test
    @Tag("full")
    void comparisonFindsWhatWasDeletedMeanwhile(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge =
                Bridge.on(kafka).clio().since("beginning").latestState().start()) {
            long deleted = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            long kept = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Grace"))
                    .id();
            bridge.awaitRecord(CONTACTS, deleted);
            bridge.awaitRecord(CONTACTS, kept);
            awaitCursor(bridge);

            bridge.stopApplication();
            bridge.clio().deliveryFaults().loseNext(1);
            bridge.clio().records("contacts").delete(deleted);
            bridge.restart();

            await("the deletion").atMost(Duration.ofMinutes(8)).until(() -> bridge.records(CONTACTS, deleted).stream()
                    .anyMatch(record -> record.header("ce_type").endsWith(".deleted.v1")));
            assertThat(bridge.records(CONTACTS, kept))
                    .noneMatch(record -> record.header("ce_type").endsWith(".deleted.v1"));
        }
    }

    private static void awaitCursor(Bridge bridge) {
        await("how far everything has arrived").atMost(Bridge.PATIENCE).until(() -> {
            String cursor = bridge.cursor("clio/" + bridge.connection() + "/webhooks/contact");
            return cursor != null && !cursor.contains("reading");
        });
    }
}
