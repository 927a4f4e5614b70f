package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.smokeball.webhook.Delivery;
import io.camelclio.testkit.smokeball.webhook.Intruder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Smokeball's webhooks as the fast path beside the polls, over HTTP and a broker. */
@ExtendWith(SharedBridge.class)
class SmokeballWebhooksTest {

    private static final Duration RARELY = Duration.ofHours(1);
    private static final String HINTS = "integration.hint.smokeball.v1";
    private static final String CODES = "smokeball.activity_code.v1";
    private static final String DEAD_LETTERS = "smokeball.dead_letter.v1";

    @Test
    void webhookBringsAChangeAtOnceAndThePollDoesNotBringItAgain(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            String id = codes(bridge).add("{\"rate\":123.4500}").id();

            Landed created = bridge.awaitRecord(CODES, id);
            codes(bridge).update(id, "{\"rate\":7.10}");
            Landed updated = bridge.awaitRecord(
                    CODES,
                    record -> bridge.key(id).equals(record.key())
                            && record.valueAsText().contains("\"rate\":7.10,"));

            assertThat(created.valueAsText()).contains("\"rate\":123.4500,");
            assertThat(created.header("ce_type")).isEqualTo("com.smokeball.activity_code.changed.v1");
            assertThat(updated.id()).isNotEqualTo(created.id());
            long polls = bridge.smokeball().requests().count("/activitycodes");
            bridge.restart();
            await().atMost(Bridge.PATIENCE)
                    .until(() -> bridge.smokeball().requests().count("/activitycodes") > polls);
            assertThat(bridge.records(CODES, id).stream().map(Landed::id).distinct())
                    .containsExactly(created.id(), updated.id());
        }
    }

    @Test
    void webhookAndPollThatSeeTheSameChangesGiveEachVersionOnceAndInOrder(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(Duration.ofMillis(100)).start()) {
            awaitSubscription(bridge);
            String id = codes(bridge).add("{\"quantity\":0}").id();
            for (int change = 1; change <= 30; change++) {
                codes(bridge).update(id, "{\"quantity\":" + change + "}");
                long handled = bridge.smokeball().deliveries().acknowledged();
                await().atMost(Bridge.PATIENCE)
                        .until(() -> bridge.smokeball().deliveries().acknowledged() >= handled);
            }

            bridge.awaitRecord(CODES, record -> quantity(record).equals("30"));
            awaitHintsRead(bridge);
            List<Landed> versions = bridge.records(CODES, id);
            assertThat(versions.stream().map(Landed::id)).doesNotHaveDuplicates();
            assertThat(versions.stream().map(SmokeballWebhooksTest::quantity).map(Integer::valueOf))
                    .isSorted()
                    .endsWith(30);
        }
    }

    @Test
    void deletionIsPublishedWhetherSmokeballStillShowsTheRecordOrNot(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = webhooks(kafka).pollEvery(RARELY);
        SmokeballRecords codes = builder.playedSmokeball().activityCodes();
        String shown = codes.add().id();
        String vanished = codes.add().id();
        try (Bridge bridge = builder.start()) {
            awaitSubscription(bridge);
            bridge.awaitRecord(CODES, shown);
            bridge.awaitRecord(CODES, vanished);

            codes.delete(shown);
            codes.vanish(vanished);

            bridge.awaitRecord(CODES, record -> isDeletion(record, bridge.key(shown)));
            Landed gone = bridge.awaitRecord(CODES, record -> isDeletion(record, bridge.key(vanished)));
            assertThat(gone.valueAsText()).isEqualTo("{\"id\":\"" + vanished + "\"}");
            assertThat(bridge.records(CODES)).hasSize(4);
        }
    }

    @Test
    void nothingUnprovenReachesKafka(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            Delivery delivery = delivered(bridge);
            Intruder intruder = bridge.smokeball().webhooks().intruder();
            awaitHintsRead(bridge);
            long hints = bridge.records(HINTS).size();
            Instant now = Instant.now();

            assertThat(intruder.forge(delivery, "another key than the one we have", now))
                    .isEqualTo(401);
            assertThat(intruder.retime(delivery, now)).isEqualTo(401);
            assertThat(intruder.forge(delivery, Bridge.SMOKEBALL_KEY, now.minusSeconds(310)))
                    .isEqualTo(401);
            assertThat(intruder.forge(delivery, Bridge.SMOKEBALL_KEY, now.plusSeconds(310)))
                    .isEqualTo(401);
            assertThat(intruder.signWithClientIdCutShort(delivery, Bridge.SMOKEBALL_KEY, now))
                    .isEqualTo(401);
            assertThat(intruder.sendRaw(bridge.smokeballWebhookUrl(), Map.of(), delivery.body()))
                    .isEqualTo(401);
            assertThat(intruder.exchangeBody(delivery, new byte[300_000])).isEqualTo(413);
            assertThat(intruder.sendRaw(
                            URI.create(bridge.smokeballWebhookUrl() + "x"), delivery.headers(), delivery.body()))
                    .isEqualTo(404);

            assertThat(bridge.records(HINTS)).hasSize((int) hints);
            assertThat(bridge.records(DEAD_LETTERS)).isEmpty();
            // A repetition within the tolerance is a hint like the first, and changes nothing.
            long before = bridge.records(CODES).size();
            assertThat(intruder.replay(delivery)).isEqualTo(200);
            awaitHintsRead(bridge);
            assertThat(bridge.records(HINTS).stream().map(Landed::id).distinct())
                    .hasSize((int) hints);
            assertThat(bridge.records(CODES)).hasSize((int) before);
        }
    }

    @Test
    void bodyUnderAGoodSignatureIsAHintAndNoMore(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            Delivery delivery = delivered(bridge);
            String id = delivery.event().recordId();

            assertThat(exchanged(
                            bridge,
                            delivery,
                            "{\"type\":\"activitycode.updated\",\"payload\":{\"id\":\"" + id + "\",\"rate\":666}}"))
                    .isEqualTo(200);
            assertThat(exchanged(
                            bridge,
                            delivery,
                            "{\"type\":\"activitycode.deleted\",\"payload\":{\"id\":\"" + id + "\"}}"))
                    .isEqualTo(200);
            assertThat(exchanged(
                            bridge, delivery, "{\"type\":\"activitycode.updated\",\"payload\":{\"id\":\"../staff\"}}"))
                    .isEqualTo(200);
            assertThat(exchanged(bridge, delivery, "{\"type\":\"moon.landed\",\"payload\":{\"id\":\"" + id + "\"}}"))
                    .isEqualTo(200);
            awaitHintsRead(bridge);
            assertThat(bridge.records(CODES)).hasSize(1).noneMatch(record -> record.valueAsText()
                    .contains("666"));
            assertThat(bridge.records(DEAD_LETTERS)).isEmpty();

            assertThat(exchanged(bridge, delivery, "{\"type\":")).isEqualTo(200);
            Landed letter = bridge.awaitRecord(DEAD_LETTERS, record -> true);
            assertThat(letter.valueAsText()).isEqualTo("{\"type\":");
            assertThat(letter.header("error_reason")).isEqualTo("unreadable_record");
        }
    }

    @Test
    void failedWriteIsKeptAsADeadLetter(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            bridge.smokeball()
                    .webhooks()
                    .emitError(bridge.smokeball().accountId(), "The rate is none.", "activitycode", "c-1");

            assertThat(bridge.awaitRecord(DEAD_LETTERS, record -> true).valueAsText())
                    .contains("The rate is none.");
        }
    }

    @Test
    void hintThatCameWhileNobodyReadThemIsReadAfterTheStart(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            delivered(bridge);
            bridge.smokeball().faults().answerNext(Integer.MAX_VALUE, 503, path -> path.startsWith("/activitycodes"));
            String id = codes(bridge).add().id();
            await().atMost(Bridge.PATIENCE).until(() -> bridge.records(HINTS).stream()
                    .anyMatch(hint -> bridge.key(id).equals(hint.key())));

            bridge.stopApplication();
            assertThat(bridge.records(CODES, id)).isEmpty();
            bridge.smokeball().faults().clear();
            bridge.restart();

            bridge.awaitRecord(CODES, id);
            awaitHintsRead(bridge);
        }
    }

    @Test
    void stormOfRefusalsDelaysNoAnswer(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            awaitSubscription(bridge);
            delivered(bridge);
            bridge.smokeball().rate().storm(3);

            long begun = System.nanoTime();
            List<String> ids = codes(bridge).addAll(20);
            await().atMost(Bridge.PATIENCE)
                    .until(() -> bridge.smokeball().deliveries().acknowledged() >= 21);
            Duration answered = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(answered).isLessThan(Duration.ofSeconds(5));
            ids.forEach(id -> bridge.awaitRecord(CODES, id));
        }
    }

    @Test
    void subscriptionIsMadeLedHereAndMadeAgainAndNeverTwice(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = webhooks(kafka).pollEvery(RARELY).start()) {
            SmokeballSandbox smokeball = bridge.smokeball();
            awaitSubscription(bridge);
            String first = ids(bridge).get(0);
            try (Application copy = bridge.startCopy()) {
                assertThat(copy.context().isStarted()).isTrue();
                bridge.restart();
                awaitLooks(bridge);
                assertThat(ids(bridge)).containsExactly(first);
            }
            smokeball.webhooks().remove(first);

            await().atMost(Bridge.PATIENCE).until(() -> ids(bridge).size() == 1);
            assertThat(ids(bridge)).doesNotContain(first);
            delivered(bridge);
        }
    }

    private static Bridge.Builder webhooks(EmbeddedKafka kafka) {
        return Bridge.on(kafka)
                .smokeball(SmokeballSandbox.Builder::unlimited)
                .collections("activity_code")
                .smokeballWebhooks();
    }

    private static int exchanged(Bridge bridge, Delivery delivery, String body) {
        return bridge.smokeball().webhooks().intruder().exchangeBody(delivery, body.getBytes(StandardCharsets.UTF_8));
    }

    private static SmokeballRecords codes(Bridge bridge) {
        return bridge.smokeball().activityCodes();
    }

    private static List<String> ids(Bridge bridge) {
        return bridge.smokeball().webhooks().ids(bridge.smokeball().accountId());
    }

    private static void awaitSubscription(Bridge bridge) {
        await("a subscription").atMost(Bridge.PATIENCE).until(() -> ids(bridge).size() == 1);
    }

    private static void awaitLooks(Bridge bridge) {
        long before = bridge.smokeball().requests().count("/webhooks");
        await("more looks")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().count("/webhooks") >= before + 3);
    }

    /** A delivery of a record that is on its topic. */
    private static Delivery delivered(Bridge bridge) {
        int before = bridge.smokeball().deliveries().all().size();
        String id = codes(bridge).add().id();
        bridge.awaitRecord(CODES, id);
        Delivery delivery = bridge.smokeball().deliveries().all().get(before);
        await().atMost(Bridge.PATIENCE).until(delivery::acknowledged);
        return delivery;
    }

    /** Until the cursor of the hints is behind the last of all of them, whoever's they are. */
    private static void awaitHintsRead(Bridge bridge) {
        String cursor = "smokeball/" + bridge.connection() + "/hints/0";
        int end = new TopicReader(bridge.kafka().bootstrapServers())
                .readAll(HINTS)
                .size();
        assertThat(end).isPositive();
        await("all hints read")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.cursor(cursor) != null && Long.parseLong(bridge.cursor(cursor)) >= end);
    }

    private static String quantity(Landed record) {
        return record.valueAsText().replaceAll(".*\"quantity\":(\\d+)[,}].*", "$1");
    }

    private static boolean isDeletion(Landed record, String key) {
        return record.key().equals(key) && record.header("ce_type").endsWith(".deleted.v1");
    }
}
