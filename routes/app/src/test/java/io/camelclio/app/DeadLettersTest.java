package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.letters.Selection;
import io.camelclio.app.settings.Given;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.erasure.Erasure;
import io.camelclio.kafka.erasure.ErasureRequest;
import io.camelclio.kafka.letters.DeadLetters;
import io.camelclio.kafka.letters.LetterId;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code dead-letters} as a person types it, beside the running application. */
@ExtendWith(SharedBridge.class)
class DeadLettersTest {

    private static final String PREFIX = "firm.letters.";
    private static final String LETTERS = PREFIX + "clio.dead_letter.v1";
    private static final String FOLDERS = PREFIX + "clio.folder.v1";
    private static final String CODES = PREFIX + "smokeball.activity_code.v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SOME_FAIL = """
            steps:
                      - choice:
                          when:
                            - expression:
                                simple:
                                  expression: ${header.CamelClioEntity} == 'folder' && ${bodyAs(String)} contains 'Unfit'
                              steps:
                                - throwException:
                                    exceptionType: java.lang.IllegalStateException
                                    message: Nobody files these here
            """.stripTrailing();

    /** The team has mended its route, and marks what passes. */
    private static final String MENDED = """
            steps:
                      - setHeader:
                          name: seen_by_a_step
                          expression:
                            simple:
                              expression: ${header.CamelClioEntity}
            """.stripTrailing();

    private static Bridge bridge;
    private static Path mended;

    @BeforeAll
    static void startWithARouteThatFails(EmbeddedKafka kafka, @TempDir Path folder) throws Exception {
        OwnRoutes failing = OwnRoutes.copiedTo(folder.resolve("failing"))
                .property("topics.prefix", PREFIX)
                .replace("camel/clio-webhooks.camel.yaml", "steps:", SOME_FAIL);
        mended = OwnRoutes.copiedTo(folder.resolve("mended"))
                .property("topics.prefix", PREFIX)
                .replace("camel/clio-webhooks.camel.yaml", "steps:", MENDED)
                .folder();
        bridge = Bridge.on(kafka)
                .clio()
                .smokeball()
                .latestState()
                .routesDir(failing.folder())
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void letterOfAMendedRouteArrivesOnceAsItWouldHave() throws Exception {
        Landed letter = unfitFolder();
        String id = idOf(letter);

        Answer first = replay(id, "--yes", "--by", "ada");
        Answer again = replay(id, "--yes");

        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.text()).contains(id + " ", "replayed to " + FOLDERS + "-");
        assertThat(again.code()).isZero();
        assertThat(again.text()).contains("replayed before", "0 letters to be replayed");
        List<Landed> arrived = onTopic(FOLDERS, letter.key());
        assertThat(arrived).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(letter.value());
            Map<String, String> envelope = new HashMap<>(letter.headers());
            envelope.keySet().removeIf(name -> name.matches("error_.*|source_.*|failed_at"));
            assertThat(record.headers()).isEqualTo(envelope);
        });
        bridge.awaitRecord(
                PREFIX + "clio.folder.latest.v1", record -> letter.key().equals(record.key()));
        JsonNode view = list("--json", "--entity", "folder").json(id);
        assertThat(view.path("state").asText()).isEqualTo("replayed");
        assertThat(view.path("closed_by").asText()).isEqualTo("ada");
    }

    @Test
    void letterWhoseRouteFailsAsBeforeStaysAndIsNoSecondLetter() throws Exception {
        Landed letter = unfitFolder();
        String id = idOf(letter);
        long letters = onTopic(LETTERS, letter.key()).size();

        Answer answer =
                command(bridge.given(Map.of()).value("ROUTES_DIR").map(Path::of).orElseThrow(), "replay", id, "--yes");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).contains("failed: route_failed", "1 letters stay open");
        assertThat(onTopic(FOLDERS, letter.key())).isEmpty();
        assertThat(onTopic(LETTERS, letter.key())).hasSize((int) letters);
    }

    @Test
    @Tag("full")
    void olderVersionIsNotPutBehindANewerOneUnlessItIsWanted() throws Exception {
        ClioRecord folder = bridge.clio().records("folders").create(Map.of("name", "Unfit"));
        Landed first = awaitLetter(bridge.key(folder.id()));
        bridge.clio().records("folders").update(folder.id(), Map.of("name", "Fine"));
        bridge.awaitRecord(FOLDERS, folder.id());
        bridge.awaitRecord(PREFIX + "clio.folder.latest.v1", folder.id());

        Answer answer = replay(idOf(first), "--yes");

        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(answer.text()).contains("outdated: something newer");
        assertThat(onTopic(FOLDERS, first.key())).hasSize(1);
        assertThat(replay(idOf(first), "--yes").text()).contains("outdated before", "0 letters to be replayed");
        assertThat(replay(idOf(first), "--yes", "--outdated").text()).contains("replayed to " + FOLDERS + "-");
        assertThat(onTopic(FOLDERS, first.key())).hasSize(2);

        Landed wanted = unfitFolder();
        bridge.clio().records("folders").update(Long.parseLong(wanted.key().split("/")[1]), Map.of("name", "Better"));
        bridge.awaitRecord(
                PREFIX + "clio.folder.latest.v1", record -> wanted.key().equals(record.key()));
        assertThat(replay(idOf(wanted), "--yes", "--outdated").code()).isZero();
        assertThat(onTopic(FOLDERS, wanted.key())).hasSize(2);
        Landed other = unfitFolder();
        assertThat(replay(idOf(other), "--yes").code()).isZero();
        bridge.awaitRecord(
                PREFIX + "clio.folder.latest.v1", record -> other.key().equals(record.key()));
        assertThat(onTopic(PREFIX + "clio.folder.latest.v1", wanted.key()))
                .as("latest state has come behind the replay by now")
                .last()
                .satisfies(latest -> assertThat(latest.valueAsText()).contains("Better"));
    }

    @Test
    void deliveryThatCouldNotBeReadIsReadAgainAndHasTheIdentityItWouldHaveHad() throws Exception {
        ClioRecord contact = bridge.clio().records("contacts").create(Map.of("name", "Ada"));
        Landed delivered = bridge.awaitRecord(PREFIX + "clio.contact.v1", contact.id());
        Delivery delivery = bridge.clio().ledger().deliveries("contact").stream()
                .filter(sent -> sent.recordId() == contact.id())
                .findFirst()
                .orElseThrow();
        bridge.clio().intruder().sendSigned("contact", "{\"data\":{\"id\":7,,}".getBytes(UTF_8));
        Landed unreadable =
                bridge.awaitRecord(LETTERS, record -> "unreadable_record".equals(record.header("error_reason")));
        String id = write(null, delivery.body(), unreadable.headers());

        Answer answer = replay(id, "--yes", "--outdated");

        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(onTopic(PREFIX + "clio.contact.v1", delivered.key()))
                .hasSize(2)
                .allSatisfy(record -> {
                    assertThat(record.id()).isEqualTo(delivered.id());
                    assertThat(record.value()).isEqualTo(delivered.value());
                });
        Answer stays = replay(idOf(unreadable), "--yes");
        assertThat(stays.code()).isEqualTo(1);
        assertThat(stays.text()).contains("failed: it still cannot be read");
    }

    @Test
    void smokeballRecordThatWasTooLargeArrivesWhenItsTopicTakesIt(EmbeddedKafka kafka) throws Exception {
        limit(kafka, CODES, 1_000);
        String code = bridge.smokeball()
                .activityCodes()
                .create("{\"description\":\"" + incompressible(4_000) + "\"}")
                .id();
        Landed letter = bridge.awaitRecord(PREFIX + "smokeball.dead_letter.v1", code);
        String id = idOf(PREFIX + "smokeball.dead_letter.v1", "smokeball", letter);

        assertThat(letter.header("source_route")).isEqualTo("smokeball-activity-codes");
        Answer tooEarly = replay(id, "--yes");
        limit(kafka, CODES, 11_534_336);
        Answer answer = replay(id, "--yes");

        assertThat(tooEarly.code()).isEqualTo(1);
        assertThat(tooEarly.text()).contains("failed: record_too_large");
        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(onTopic(CODES, letter.key())).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(letter.value());
            assertThat(record.id()).isEqualTo(letter.id());
        });
    }

    @Test
    void erasedRecordDoesNotComeBack(EmbeddedKafka kafka) throws Exception {
        Landed letter = unfitFolder();
        ClientSettings client = ClientSettings.merge(ClientUse.PULLING, kafka.bootstrapServers(), null);
        new Erasure(client, PREFIX + "integration.erasure.v1", Clock.systemUTC(), Duration.ofSeconds(20))
                .erase(new ErasureRequest("clio.folder", List.of(letter.key()), "ada"), List.of(), List.of());

        Answer answer = replay(idOf(letter), "--yes");

        assertThat(answer.code()).as(answer.toString()).isZero();
        assertThat(answer.text()).contains("erased: its record was erased");
        assertThat(onTopic(FOLDERS, letter.key())).isEmpty();
    }

    @Test
    void listTellsSortsAndRowsButNoValueAndNoSecret() throws Exception {
        Landed letter = unfitFolder();
        String id = idOf(letter);

        Answer table = list("--reason", "route_failed", "--newer-than", "PT1H", "--source", "clio");
        JsonNode row = list("--json").json(id);

        assertThat(table.code()).isZero();
        assertThat(table.text())
                .contains("route_failed", "clio.folder", id, letter.key())
                .doesNotContain("Unfit", bridge.clio().clientSecret());
        assertThat(row.path("replayable").asBoolean()).isTrue();
        assertThat(row.path("route").asText()).isEqualTo("clio-webhook-folder");
        assertThat(row.has("value")).isFalse();
        assertThat(list("--older-than", "PT1H").text()).contains("No dead letters");
        assertThat(list("--entity", "clio.bill").text()).contains("No dead letters");
        Answer whole = command(mended, "show", id);
        assertThat(whole.text())
                .contains(
                        letter.valueAsText(),
                        "error_class",
                        "java.lang.IllegalStateException",
                        letter.header("source_uri"))
                .doesNotContain(bridge.clio().clientSecret(), bridge.clio().refreshToken());
    }

    @Test
    void whatAttacksATerminalIsShownEscaped() throws Exception {
        String attack = "\u001b]0;owned\u0007\u001b[2J\r\u009b31m\u202Egnp.exe";
        Map<String, String> headers = new HashMap<>(unfitFolder().headers());
        headers.put("error_reason", attack);
        headers.put("error_message", attack);
        headers.put("ce_type", attack);
        headers.put(attack, attack);
        String id =
                write(bridge.connection() + "/" + attack, ("{\n\"a\":\"" + attack + "\"}").getBytes(UTF_8), headers);

        for (Answer answer : List.of(
                list(),
                list("--json"),
                command(mended, "show", id),
                command(mended, "show", "--json", id),
                replay(id, "--dry-run"))) {
            assertThat(answer.text()).as(answer.toString()).contains("owned").matches(text -> text.codePoints()
                    .allMatch(point -> point == '\n' || !Character.isISOControl(point) && point != 0x202E));
        }
        assertThat(list("--json").json(id).path("reason").asText()).isEqualTo(attack);
        JsonNode shown = JSON.readTree(command(mended, "show", "--json", id).text());
        assertThat(shown.path("value").asText()).contains(attack);
    }

    @Test
    void whatCannotBeReplayedSaysWhyAndWhatToDoInstead() throws Exception {
        Landed letter = unfitFolder();
        String digest = write(
                letter.key(),
                ("{\"sha256\":\"" + "a1".repeat(32) + "\",\"bytes\":20000000}").getBytes(UTF_8),
                letter.headers());
        String foreign = write("x", "y".getBytes(UTF_8), Map.of());

        assertThat(list().text()).contains("too long to be kept", "clio.webhook.reconcile", "does not say which route");
        Answer answer = replay(digest, foreign, "--yes");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).contains(digest + " ", foreign + " ", "not_replayable", "0 letters to be replayed");
        String empty = write(letter.key(), null, letter.headers());
        assertThat(replay(empty, "--yes").text()).contains(empty + " ", "not_replayable", "it has no value");
        Map<String, String> gone = new HashMap<>(letter.headers());
        gone.put("source_route", "no-such-route");
        Answer nowhere = replay(write(letter.key(), letter.value(), gone), "--yes");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.text()).contains("its route is not among those that are on now");
    }

    @Test
    void letterThatTimeHasDeletedSinceItWasPlannedIsSaidToBeGone() throws Exception {
        StringWriter shown = new StringWriter();
        PrintWriter out = new PrintWriter(shown);
        Given given = bridge.given(Map.of("ROUTES_DIR", mended.toString()));
        Replaying replaying = new Replaying(given, Clock.systemUTC(), Bridge.PATIENCE, "ada", false, out, out);
        DeadLetters box = new DeadLetters(
                Map.of("clio", LETTERS),
                PREFIX + "integration.replay.v1",
                ClientSettings.merge(ClientUse.READING, bridge.kafka().bootstrapServers(), null),
                Bridge.PATIENCE);
        LetterId gone = LetterId.parse("clio-0-99999999");

        replaying.run(
                box,
                List.of("clio"),
                Selection.of(List.of(), List.of(), List.of(), null, null, Clock.systemUTC()),
                List.of(gone),
                false);

        assertThat(shown.toString()).contains(gone + " ", "1 letters are gone").doesNotContain("none of them is open");
        assertThat(replaying.left()).isEqualTo(1);
    }

    @Test
    void replayOutlastsTheTransactionThatAKilledOneHasLeftOpen() {
        long timeout = Long.parseLong(
                ClientSettings.merge(ClientUse.REPLAYING, bridge.kafka().bootstrapServers(), null)
                        .get("transaction.timeout.ms"));

        assertThat(DeadLettersCommand.PATIENCE)
                .as("Kafka looks for such transactions every 10 s")
                .isGreaterThan(Duration.ofMillis(timeout).plusSeconds(10));
    }

    @Test
    void nothingIsReplayedUnasked() throws Exception {
        Landed letter = unfitFolder();
        String id = idOf(letter);

        assertThat(replay().text()).contains("Name what to replay", "--all");
        assertThat(replay(id).code()).isEqualTo(2);
        assertThat(replay(id, "--dry-run").text()).contains("1 letters to be replayed");
        assertThat(replay("clio-0-99999999", "--yes").text()).contains("There is no dead letter clio-0-99999999");
        assertThat(replay("17", "--yes").text()).contains("<source>-<partition>-<offset>");
        assertThat(replay(id, "--yes", "--by", "\u001b").code()).isEqualTo(2);
        assertThat(list("--newer-than", "yesterday").text()).contains("--newer-than", "PT30M");
        assertThat(list("--source", "sage").text()).contains("'sage'", "clio, smokeball");
        assertThat(onTopic(FOLDERS, letter.key())).isEmpty();
    }

    @Test
    void missingTopicAndABrokerThatIsAwayAreSaidInASentence() {
        Duration soon = Duration.ofSeconds(3);
        Answer missing = command(bridge.given(Map.of("INTEGRATION_REPLAY_TOPIC", "unmade")), soon, "list");
        Answer away = command(bridge.given(Map.of("KAFKA_BROKERS", "127.0.0.1:1")), soon, "list", "--source", "clio");

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.text()).contains(PREFIX + "unmade", "topics apply").doesNotContain("\tat ");
        assertThat(away.code()).isEqualTo(1);
        assertThat(away.text())
                .contains("127.0.0.1:1", "did not answer", "KAFKA_BROKERS")
                .doesNotContain("\tat ");
    }

    private static Landed unfitFolder() {
        ClioRecord folder = bridge.clio().records("folders").create(Map.of("name", "Unfit"));
        return awaitLetter(bridge.key(folder.id()));
    }

    private static Landed awaitLetter(String key) {
        return bridge.awaitRecord(LETTERS, record -> key.equals(record.key()));
    }

    private static String idOf(Landed letter) {
        return idOf(LETTERS, "clio", letter);
    }

    private static String idOf(String topic, String source, Landed letter) {
        return new TopicReader(bridge.kafka().bootstrapServers())
                .readAll(topic).stream()
                        .filter(record -> Arrays.equals(record.value(), letter.value()))
                        .map(record -> source + "-" + record.partition() + "-" + record.offset())
                        .findFirst()
                        .orElseThrow();
    }

    /** A letter as it might have been written, by us before or by somebody else. */
    private static String write(String key, byte[] value, Map<String, String> headers) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bridge.kafka().bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(LETTERS, key, value);
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            return "clio-0-" + producer.send(record).get().offset();
        }
    }

    private static List<Landed> onTopic(String topic, String key) {
        return new TopicReader(bridge.kafka().bootstrapServers())
                .onlyCommitted().readAll(topic).stream()
                        .map(Landed::of)
                        .filter(record -> key.equals(record.key()))
                        .toList();
    }

    private static void limit(EmbeddedKafka kafka, String topic, int bytes) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry("max.message.bytes", String.valueOf(bytes));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                    .all()
                    .get(10, TimeUnit.SECONDS);
            await("the limit").atMost(Bridge.PATIENCE).until(() -> admin.describeConfigs(List.of(resource))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .get(resource)
                    .get("max.message.bytes")
                    .value()
                    .equals(String.valueOf(bytes)));
        }
    }

    private static String incompressible(int length) {
        return new Random(1)
                .ints(length, 'A', 'z' + 1)
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Answer list(String... options) {
        return command(mended, "list", options);
    }

    private static Answer replay(String... options) {
        return command(mended, "replay", options);
    }

    private static Answer command(Path routes, String command, String... options) {
        return command(Map.of("ROUTES_DIR", routes.toString()), command, options);
    }

    private static Answer command(Map<String, String> given, String command, String... options) {
        return command(bridge.given(given), Bridge.PATIENCE, command, options);
    }

    static Answer command(Given given, Duration patience, String command, String... options) {
        CommandLine line = new CommandLine(new DeadLettersCommand(given, question -> false, patience));
        StringWriter shown = new StringWriter();
        line.setOut(new PrintWriter(shown));
        line.setErr(new PrintWriter(shown));
        String[] arguments = new String[options.length + 1];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new Answer(line.execute(arguments), shown.toString());
    }

    record Answer(int code, String text) {

        /** The line of one letter. */
        JsonNode json(String id) throws Exception {
            for (String line : text.lines().toList()) {
                JsonNode letter = JSON.readTree(line);
                if (letter.path("id").asText().equals(id)) {
                    assertThat(Instant.parse(letter.path("kept_at").asText()))
                            .isBefore(Instant.now().plusSeconds(1));
                    return letter;
                }
            }
            throw new AssertionError(id + " is not among " + text);
        }
    }
}
