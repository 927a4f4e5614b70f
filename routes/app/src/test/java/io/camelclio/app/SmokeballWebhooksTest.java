package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.Faults;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Smokeball's webhooks as the fast path, over HTTP and a broker; the polls are so rare that nothing comes by them. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmokeballWebhooksTest {

    private static final String HINTS = "integration.hint.smokeball.v1";
    private static final String CODES = "smokeball.activity_code.v1";
    private static final String DEAD_LETTERS = "smokeball.dead_letter.v1";

    private Bridge bridge;

    @BeforeAll
    void start(EmbeddedKafka kafka) throws Exception {
        bridge = Bridge.on(kafka)
                .smokeball(SmokeballSandbox.Builder::unlimited)
                .collections("activity_code,matter,fee,matter_stage,role,matter_item")
                .smokeballWebhooks()
                .pollEvery(Duration.ofHours(1))
                .start();
        bridge.awaitSmokeballSubscription();
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void changeIsPublishedAtOnceWithEveryDigit() {
        String id = codes().add("{\"rate\":123.4500}").id();
        Landed created = bridge.awaitRecord(CODES, id);
        codes().update(id, "{\"rate\":7.10}");

        Landed updated = bridge.awaitRecord(
                CODES,
                record -> bridge.key(id).equals(record.key())
                        && record.valueAsText().contains("\"rate\":7.10,"));
        assertThat(created.valueAsText()).contains("\"rate\":123.4500,");
        assertThat(created.header("ce_type")).isEqualTo("com.smokeball.activity_code.changed.v1");
        assertThat(updated.id()).isNotEqualTo(created.id());
    }

    @Test
    void whatStandsUnderAMatterIsReadThere() {
        String matter = bridge.smokeball().collection("/matters").add().id();
        String fee = bridge.smokeball()
                .collection("/matters/{matterId}/fees")
                .under(matter)
                .add()
                .id();

        Landed landed = bridge.awaitRecord("smokeball.fee.v1", fee);
        assertThat(landed.header("ce_parent")).isEqualTo(bridge.key(matter));
        bridge.awaitRecord("smokeball.matter.v1", matter);
    }

    @Test
    void whatAnEventTellsOfTogetherIsReadTogether() {
        String matter = bridge.smokeball().collection("/matters").add().id();
        String role = bridge.smokeball()
                .collection("/matters/{matterId}/roles")
                .under(matter)
                .add()
                .id();
        String item = bridge.smokeball()
                .collection("/matters/{matterId}/items")
                .under(matter)
                .add()
                .id();

        assertThat(bridge.awaitRecord("smokeball.role.v1", matter + "/" + role).header("ce_parent"))
                .isEqualTo(bridge.key(matter));
        bridge.awaitRecord("smokeball.matter_item.v1", matter + "/" + item);
    }

    @Test
    void collectionOfWhichNoSingleRecordCanBeReadIsPolled() {
        String stage = bridge.smokeball().collection("/stages").add().id();
        String matter = bridge.smokeball()
                .collection("/stages")
                .fields(stage)
                .at("/matter/id")
                .asText();

        bridge.awaitRecord("smokeball.matter_stage.v1", matter);
    }

    @Test
    void deletionIsPublishedWhetherSmokeballStillShowsTheRecordOrNot() {
        String shown = delivered().event().recordId();
        String vanished = delivered().event().recordId();

        codes().delete(shown);
        codes().vanish(vanished);

        bridge.awaitRecord(CODES, record -> isDeletion(record, shown));
        Landed gone = bridge.awaitRecord(CODES, record -> isDeletion(record, vanished));
        assertThat(gone.valueAsText()).isEqualTo("{\"id\":\"" + vanished + "\"}");
        assertThat(bridge.records(CODES, shown)).hasSize(2);
        assertThat(bridge.records(CODES, vanished)).hasSize(2);
    }

    @Test
    void nothingUnprovenReachesKafka() {
        Delivery delivery = delivered();
        Intruder intruder = bridge.smokeball().webhooks().intruder();
        awaitHintsRead();
        int hints = bridge.records(HINTS).size();
        int letters = bridge.records(DEAD_LETTERS).size();
        Instant now = Instant.now();

        assertThat(intruder.forge(delivery, "another key than the one we have", now))
                .isEqualTo(401);
        assertThat(intruder.retime(delivery, now)).isEqualTo(401);
        assertThat(intruder.forge(delivery, Bridge.SMOKEBALL_KEY, now.minusSeconds(310)))
                .isEqualTo(401);
        assertThat(intruder.forge(delivery, Bridge.SMOKEBALL_KEY, now.plusSeconds(330)))
                .isEqualTo(401);
        assertThat(intruder.signWithClientIdCutShort(delivery, Bridge.SMOKEBALL_KEY, now))
                .isEqualTo(401);
        assertThat(intruder.sendRaw(bridge.smokeballWebhookUrl(), Map.of(), delivery.body()))
                .isEqualTo(401);
        assertThat(intruder.exchangeBody(delivery, new byte[300_000])).isEqualTo(413);
        assertThat(intruder.sendRaw(
                        URI.create(bridge.smokeballWebhookUrl() + "x"), delivery.headers(), delivery.body()))
                .isEqualTo(404);

        assertThat(bridge.records(HINTS)).hasSize(hints);
        assertThat(bridge.records(DEAD_LETTERS)).hasSize(letters);
    }

    @Test
    void repetitionIsTheSameHintAndChangesNothing() {
        Delivery delivery = delivered();
        String id = delivery.event().recordId();

        assertThat(bridge.smokeball().webhooks().intruder().replay(delivery)).isEqualTo(200);
        awaitHintsRead();

        List<Landed> hints = bridge.records(HINTS, id);
        assertThat(hints).hasSize(2);
        assertThat(hints.get(0).id()).isEqualTo(hints.get(1).id());
        assertThat(bridge.records(CODES, id)).hasSize(1);
    }

    @Test
    void bodyUnderAGoodSignatureIsAHintAndNoMore() {
        Delivery delivery = delivered();
        String id = delivery.event().recordId();
        String account = bridge.smokeball().accountId();
        String other = "00000000-0000-0000-0000-000000000000";

        for (String body : List.of(
                "{\"type\":\"activitycode.updated\",\"payload\":{\"id\":\"%s\",\"rate\":666}}".formatted(id),
                "{\"type\":\"activitycode.deleted\",\"payload\":{\"id\":\"%s\"}}".formatted(id),
                "{\"type\":\"activitycode.updated\",\"payload\":{\"id\":\"../staff\"}}",
                "{\"type\":\"activitycode.updated\"}",
                "{\"type\":\"moon.landed\",\"payload\":{\"id\":\"%s\"}}".formatted(id))) {
            assertThat(exchanged(delivery, body)).isEqualTo(200);
        }
        awaitHintsRead();
        long reads = reads(id);
        assertThat(exchanged(
                        delivery,
                        "{\"type\":\"activitycode.updated\",\"accountId\":\"%s\",\"payload\":{\"id\":\"%s\"}}"
                                .formatted(other, id)))
                .isEqualTo(200);
        awaitHintsRead();
        assertThat(reads(id)).as("reads for another account").isEqualTo(reads);
        assertThat(exchanged(
                        delivery,
                        "{\"type\":\"activitycode.updated\",\"accountId\":\"%s\",\"payload\":{\"id\":\"%s\"}}"
                                .formatted(account, id)))
                .isEqualTo(200);
        awaitHintsRead();
        assertThat(reads(id)).as("reads for this account").isEqualTo(reads + 1);
        assertThat(bridge.records(CODES, id)).hasSize(1).noneMatch(record -> record.valueAsText()
                .contains("666"));
    }

    @Test
    void whatIsSignedAndNoEventIsADeadLetter() {
        assertThat(exchanged(delivered(), "{\"type\":")).isEqualTo(200);

        Landed letter =
                bridge.awaitRecord(DEAD_LETTERS, record -> record.valueAsText().equals("{\"type\":"));
        assertThat(letter.header("error_reason")).isEqualTo("unreadable_record");
    }

    @Test
    void failedWriteIsADeadLetter() {
        bridge.smokeball()
                .webhooks()
                .emitError(bridge.smokeball().accountId(), "The rate is none.", "activitycode", "c-1");

        bridge.awaitRecord(DEAD_LETTERS, record -> record.valueAsText().contains("The rate is none."));
    }

    @Test
    void recordThatSmokeballDoesNotShowHoldsNobodyUp() {
        String id = delivered().event().recordId();
        long reads = reads(id);
        bridge.smokeball().faults().answerNext(Faults.UNTIL_CLEARED, 403, path -> path.endsWith(id));
        codes().update(id, "{\"rate\":1}");
        await().atMost(Bridge.PATIENCE).until(() -> reads(id) > reads);
        awaitHintsRead();
        bridge.smokeball().faults().clear();
        assertThat(bridge.records(CODES, id)).hasSize(1);

        codes().update(id, "{\"rate\":2}");
        await().atMost(Bridge.PATIENCE).until(() -> bridge.records(CODES, id).size() == 2);
    }

    @Test
    void hintThatNobodyHereHasWrittenHoldsUpNoOther() throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bridge.kafka().bootstrapServers());
        try (KafkaProducer<String, String> stranger =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            stranger.send(new ProducerRecord<>(HINTS, null, "{\"connection\":")).get();
            stranger.send(new ProducerRecord<>(HINTS, "key", null)).get();
        }

        delivered();

        awaitHintsRead();
    }

    @Test
    void stormOfRefusalsDelaysNoAnswer() {
        delivered();
        long before = bridge.smokeball().deliveries().acknowledged();
        bridge.smokeball().rate().storm(2);

        List<String> ids = codes().addAll(20);
        await().atMost(Duration.ofSeconds(9))
                .until(() -> bridge.smokeball().deliveries().acknowledged() >= before + 20);

        ids.forEach(id -> bridge.awaitRecord(CODES, id));
    }

    private int exchanged(Delivery delivery, String body) {
        return bridge.smokeball().webhooks().intruder().exchangeBody(delivery, body.getBytes(StandardCharsets.UTF_8));
    }

    private SmokeballRecords codes() {
        return bridge.smokeball().activityCodes();
    }

    private long reads(String id) {
        return bridge.smokeball().requests().count("/activitycodes/" + id);
    }

    /** A delivery of a new record that is on its topic. */
    private Delivery delivered() {
        String id = codes().add().id();
        bridge.awaitRecord(CODES, id);
        Delivery delivery = bridge.smokeball().deliveries().of("activitycode.created").stream()
                .filter(each -> each.event().recordId().equals(id))
                .findFirst()
                .orElseThrow();
        await().atMost(Bridge.PATIENCE).until(delivery::acknowledged);
        return delivery;
    }

    private void awaitHintsRead() {
        bridge.awaitCursor(
                "smokeball/" + bridge.connection() + "/hints/0",
                new TopicReader(bridge.kafka().bootstrapServers())
                        .readAll(HINTS)
                        .size());
    }

    private boolean isDeletion(Landed record, String id) {
        return bridge.key(id).equals(record.key()) && record.header("ce_type").endsWith(".deleted.v1");
    }
}
