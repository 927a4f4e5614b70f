package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Smokeball's webhooks beside polls, over restarts, and with several copies of the application. */
@ExtendWith(SharedBridge.class)
class SmokeballWebhookLifeTest {

    private static final Duration RARELY = Duration.ofHours(1);
    private static final String CODES = "smokeball.activity_code.v1";

    @Test
    void webhookAndPollThatSeeTheSameChangesGiveEachVersionOnceAndInOrder(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(Duration.ofMillis(100)).start()) {
            bridge.awaitSmokeballSubscription();
            SmokeballRecords codes = bridge.smokeball().activityCodes();
            String id = codes.add("{\"quantity\":0}").id();
            for (int change = 1; change <= 30; change++) {
                codes.update(id, "{\"quantity\":" + change + "}");
                int deliveries = change + 1;
                await().atMost(Bridge.PATIENCE)
                        .until(() -> bridge.smokeball().deliveries().acknowledged() >= deliveries);
            }

            bridge.awaitRecord(CODES, record -> quantity(record) == 30);
            List<Landed> versions = bridge.records(CODES, id);
            assertThat(versions.stream().map(Landed::id)).doesNotHaveDuplicates();
            assertThat(versions.stream().map(SmokeballWebhookLifeTest::quantity))
                    .isSorted()
                    .endsWith(30);
        }
    }

    @Test
    void hintThatCouldNotBeReadIsReadAfterARestartAndWhatWasReadIsNotRepeated(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).latestState().pollEvery(RARELY).start()) {
            bridge.awaitSmokeballSubscription();
            SmokeballRecords codes = bridge.smokeball().activityCodes();
            String read = codes.add().id();
            bridge.awaitRecord(CODES, read);
            bridge.smokeball().faults().answerNext(Integer.MAX_VALUE, 503, path -> path.startsWith("/activitycodes"));
            String unread = codes.add().id();
            await().atMost(Bridge.PATIENCE).until(() -> !bridge.records("integration.hint.smokeball.v1", unread)
                    .isEmpty());

            bridge.stopApplication();
            assertThat(bridge.records(CODES, unread)).isEmpty();
            bridge.smokeball().faults().clear();
            bridge.restart();

            bridge.awaitRecord(CODES, unread);
            bridge.awaitCursor("smokeball/" + bridge.connection() + "/hints/0", 1);
            assertThat(bridge.records(CODES, read)).hasSize(1);
            assertThat(bridge.records(CODES, unread)).hasSize(1);
        }
    }

    @Test
    void subscriptionIsMadeAndMadeAgainAndNeverTwiceHoweverManyCopiesRun(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka)
                .property("smokeball.webhook.check.period", "500")
                .pollEvery(RARELY)
                .start()) {
            bridge.awaitSmokeballSubscription();
            String first = bridge.smokeballSubscriptions().get(0);
            try (Application copy = bridge.startCopy()) {
                assertThat(copy.context().isStarted()).isTrue();
                awaitLooks(bridge);
                bridge.stopApplication();
                awaitLooks(bridge);
                assertThat(bridge.smokeballSubscriptions()).containsExactly(first);

                bridge.smokeball().webhooks().remove(first);
                bridge.awaitSmokeballSubscription();
                awaitLooks(bridge);
                assertThat(bridge.smokeballSubscriptions()).hasSize(1).doesNotContain(first);
            }
        }
    }

    private static Bridge.Builder webhooks(EmbeddedKafka kafka) {
        return Bridge.on(kafka)
                .smokeball(SmokeballSandbox.Builder::unlimited)
                .collections("activity_code")
                .smokeballWebhooks();
    }

    private static void awaitLooks(Bridge bridge) {
        long before = bridge.smokeball().requests().count("/webhooks");
        await("more looks")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().count("/webhooks") >= before + 3);
    }

    private static int quantity(Landed record) {
        return Integer.parseInt(record.valueAsText().replaceAll(".*\"quantity\":(\\d+)[,}].*", "$1"));
    }
}
