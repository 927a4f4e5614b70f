package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be processed is kept with its reason and then acknowledged; what cannot even be kept is not acknowledged. */
@ExtendWith(SharedBridge.class)
class DeadLetterTest {

    private static final String DEAD_LETTERS = "firm.dead_letter";
    private static final String[] REASON = {
        "error_reason", "error_message", "error_class", "source_uri", "source_route", "failed_at"
    };
    private static final String[] ENVELOPE = {
        "ce_specversion",
        "ce_id",
        "ce_type",
        "ce_source",
        "ce_subject",
        "ce_time",
        "ce_asof",
        "ce_vendorevent",
        "content-type"
    };
    private static final String FOLDERS_FAIL = """
            steps:
                      - choice:
                          when:
                            - expression:
                                simple:
                                  expression: ${header.CamelClioEntity} == 'folder'
                              steps:
                                - throwException:
                                    exceptionType: java.lang.IllegalStateException
                                    message: Nobody files folders here
            """.stripTrailing();

    private static final String SMALL_TOPIC = """
            apiVersion: kafka.strimzi.io/v1beta2
            kind: KafkaTopic
            metadata:
              name: small
            spec:
              topicName: firm.small
              partitions: 1
              config:
                max.message.bytes: 1000
            """;

    private static Bridge bridge;

    @BeforeAll
    static void startWithRoutesThatFail(EmbeddedKafka kafka, @TempDir Path folder) throws Exception {
        OwnRoutes routes = OwnRoutes.copiedTo(folder)
                .property("clio.dead_letter.topic", DEAD_LETTERS)
                .property("clio.communication.topic", "firm.small")
                .property("smokeball.activity_code.topic", "firm.small")
                .replace("camel/clio-webhooks.camel.yaml", "steps:", FOLDERS_FAIL)
                .add("topics/small.yaml", SMALL_TOPIC);
        bridge = Bridge.on(kafka).clio().smokeball().routesDir(routes.folder()).start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void signedButUnparsableDeliveryIsKeptAsItCameAndAcknowledged() {
        byte[] body = "{\"data\":{\"id\":1,,},\"secret\":\"client matter\"".getBytes(UTF_8);

        assertThat(bridge.clio().intruder().sendSigned("contact", body)).isEqualTo(200);

        Landed letter = awaitLetter(body);
        assertThat(letter.key()).isNull();
        assertThat(letter.headers().keySet()).contains(REASON).contains("ce_source");
        assertThat(letter.header("error_reason")).isEqualTo("unreadable_record");
        assertThat(letter.header("error_class")).isEqualTo("io.camelclio.pull.record.MalformedRecordException");
        assertThat(letter.header("error_message")).isNotBlank().doesNotContain("client matter", ",,");
        assertReasonIsSane(letter, "contact");
    }

    @Test
    void signedJsonThatIsNoDeliveryIsKeptToo() {
        byte[] body = "{\"data\":{\"name\":\"nobody\"},\"meta\":{}}".getBytes(UTF_8);

        assertThat(bridge.clio().intruder().sendSigned("contact", body)).isEqualTo(200);

        assertThat(awaitLetter(body).header("error_reason")).isEqualTo("unreadable_record");
    }

    @Test
    void recordThatIsTooLargeForItsTopicIsKeptWithKeyAndHeaders() {
        ClioRecord communication = bridge.clio()
                .records("communications")
                .create(Map.of("subject", "x".repeat(2_000), "type", "EmailCommunication"));

        Delivery delivery = awaitAcknowledged("communication", communication.id());
        Landed letter = awaitLetter(delivery.data());
        assertThat(letter.header("error_reason")).isEqualTo("record_too_large");
        assertThat(letter.header("error_class")).isEqualTo("org.apache.kafka.common.errors.RecordTooLargeException");
        assertOriginal(letter, "communication", communication.id());
        assertThat(delivery.answers()).containsExactly(200);
        assertThat(bridge.records("firm.small", communication.id())).isEmpty();
    }

    @Test
    void smokeballRecordThatIsTooLargeForItsTopicIsKeptWithKeyAndHeaders() {
        String id = bridge.smokeball()
                .activityCodes()
                .create("{\"code\":\"LONG\",\"description\":\"" + incompressible(4_000) + "\"}")
                .id();

        Landed letter = bridge.awaitRecord("smokeball.dead_letter.v1", id);

        assertThat(letter.value())
                .isEqualTo(bridge.smokeball().ledger().current().get(id));
        assertThat(letter.header("error_reason")).isEqualTo("record_too_large");
        assertThat(letter.header("ce_type")).isEqualTo("com.smokeball.activity_code.changed.v1");
        assertThat(letter.header("ce_subject")).isEqualTo(bridge.key(id));
        assertThat(letter.headers().keySet()).contains(REASON);
        assertThat(letter.header("source_uri")).contains("smokeball");
        long reads = bridge.smokeball().requests().count("/activitycodes");
        await("two further reads")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().requests().count("/activitycodes") >= reads + 3);
        assertThat(bridge.records("smokeball.dead_letter.v1", id)).hasSize(1);
    }

    /** Whichever of them stands first on the page. */
    @Test
    void deadLetterDoesNotKeepTheOthersOfItsPageBack() {
        List<String> fitting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bridge.smokeball().activityCodes().create("{\"description\":\"" + incompressible(4_000) + "\"}");
            fitting.add(bridge.smokeball().activityCodes().create("{}").id());
        }

        fitting.forEach(id -> bridge.awaitRecord("firm.small", id));
    }

    @Test
    void readThatFailsIsNoRecordAndNoDeadLetter() {
        bridge.smokeball().faults().answerNext(2, 500, path -> path.endsWith("/activitycodes"));
        await("two failed reads")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.smokeball().faults().outstanding() == 0);
        String id =
                bridge.smokeball().activityCodes().create("{\"code\":\"NEXT\"}").id();
        bridge.awaitRecord("firm.small", id);

        assertThat(new TopicReader(bridge.kafka().bootstrapServers()).readAll(DEAD_LETTERS, "smokeball.dead_letter.v1"))
                .map(Landed::of)
                .noneMatch(
                        letter -> String.valueOf(letter.header("error_class")).contains("SmokeballException"))
                .allMatch(letter -> letter.headers().containsKey("ce_source"));
    }

    @Test
    void recordThatAStepOfTheRouteRefusesIsKeptWithKeyAndHeaders() {
        ClioRecord folder = bridge.clio().records("folders").create(Map.of("name", "Letters"));

        Delivery delivery = awaitAcknowledged("folder", folder.id());
        Landed letter = awaitLetter(delivery.data());
        assertThat(letter.header("error_reason")).isEqualTo("route_failed");
        assertThat(letter.header("error_message"))
                .as("what a step says may quote the record")
                .isNotBlank()
                .doesNotContain("Nobody files folders here");
        assertThat(letter.header("error_class")).isEqualTo("java.lang.IllegalStateException");
        assertOriginal(letter, "folder", folder.id());
        assertThat(delivery.answers()).containsExactly(200);
        assertThat(bridge.records("clio.folder.v1")).isEmpty();
    }

    @Test
    void deliveryThatCannotBeKeptEitherIsNotAcknowledged(EmbeddedKafka kafka) throws Exception {
        byte[] body = "{\"no\":\"place for it\"".getBytes(UTF_8);
        deleteDeadLetters(kafka);
        try {
            assertThat(bridge.clio().intruder().sendSigned("contact", body)).isEqualTo(503);
        } finally {
            kafka.createTopic(DEAD_LETTERS, 1, Map.of("max.message.bytes", "11534336"));
        }

        await("the dead letter once there is a place for it")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.clio().intruder().sendSigned("contact", body) == 200);
    }

    /** The producer of polls compresses, so that a long row of one letter would fit. */
    private static String incompressible(int length) {
        return new Random(1)
                .ints(length, 'A', 'z' + 1)
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void assertOriginal(Landed letter, String model, long id) {
        List<String> expected = new ArrayList<>(Arrays.asList(REASON));
        expected.addAll(Arrays.asList(ENVELOPE));
        assertThat(letter.headers().keySet()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(letter.key()).isEqualTo(bridge.key(id));
        assertThat(letter.header("ce_subject")).isEqualTo(letter.key());
        assertThat(letter.header("ce_type")).isEqualTo("com.clio." + model + ".changed.v1");
        assertReasonIsSane(letter, model);
    }

    private static void assertReasonIsSane(Landed letter, String model) {
        assertThat(letter.header("source_uri"))
                .startsWith("clio-webhook:")
                .contains(model)
                .doesNotContain(bridge.clio().clientSecret(), bridge.clio().refreshToken());
        assertThat(Instant.parse(letter.header("failed_at")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    private static Landed awaitLetter(byte[] value) {
        return bridge.awaitRecord(DEAD_LETTERS, record -> Arrays.equals(record.value(), value));
    }

    private static Delivery awaitAcknowledged(String model, long id) {
        Delivery delivery = bridge.clio().ledger().deliveries(model).stream()
                .filter(sent -> sent.recordId() == id)
                .findFirst()
                .orElseThrow();
        await("an answer to " + delivery).atMost(Bridge.PATIENCE).until(delivery::acknowledged);
        return delivery;
    }

    private static void deleteDeadLetters(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(Set.of(DEAD_LETTERS)).all().get(10, TimeUnit.SECONDS);
        }
        await("the topic to be gone").atMost(Bridge.PATIENCE).until(() -> !kafka.topics()
                .contains(DEAD_LETTERS));
    }
}
