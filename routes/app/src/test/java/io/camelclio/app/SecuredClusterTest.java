package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.check.Finding;
import io.camelclio.app.check.KafkaCheck;
import io.camelclio.app.cursor.Cursor;
import io.camelclio.app.cursor.Cursors;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.erasure.Erasure;
import io.camelclio.kafka.erasure.ErasureRequest;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.KafkaUser;
import io.camelclio.testkit.kafka.SecuredListener;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** On a cluster with TLS, SCRAM and ACLs everybody gets by with the rights of {@code kafka-config/users}. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SecuredClusterTest {

    private static final EmbeddedKafka KAFKA = EmbeddedKafka.builder().secured().build();
    private static final Path USERS = Path.of("../../kafka-config/users");
    private static final String BRIDGE = "camel-clio-bridge";
    private static final String OPERATOR = "camel-clio-operator";
    private static final String CONSUMER = "camel-clio-consumer";
    private static final String PREFIX = "firm.acme.";
    private static final String CHANGELOG = "integration.latest.clio.v1-versions-changelog";

    @TempDir
    static Path folder;

    private static SecuredListener secured;

    @BeforeAll
    static void operatorAppliesTheTopics() throws Exception {
        secured = KAFKA.start().secured();
        for (String name : List.of(BRIDGE, OPERATOR, CONSUMER)) {
            KafkaUser user = KafkaUser.read(USERS.resolve(name + ".yaml"));
            assertThat(user.name()).isEqualTo(name);
            haveUser(user);
            haveUser(user.prefixed(PREFIX));
        }
        apply(OPERATOR);
    }

    private static void haveUser(KafkaUser user) throws Exception {
        Properties client = new Properties();
        client.putAll(secured.clientOf(user.name()));
        try (var out = Files.newBufferedWriter(config(user.name()))) {
            client.store(out, null);
        }
        secured.allow(user.rights());
    }

    private static void apply(String operator) {
        System.setProperty("KAFKA_BROKERS", secured.bootstrapServers());
        System.setProperty("KAFKA_CLIENT_CONFIG", config(operator).toString());
        try {
            assertThat(new CommandLine(new TopicsCommand()).execute("apply")).isZero();
        } finally {
            System.clearProperty("KAFKA_BROKERS");
            System.clearProperty("KAFKA_CLIENT_CONFIG");
        }
    }

    @AfterAll
    static void close() {
        KAFKA.close();
    }

    @Test
    void bridgeDeliversPollsAndResumes() throws Exception {
        try (Bridge bridge = Bridge.on(KAFKA)
                .clio()
                .smokeball()
                .latestState()
                .set("KAFKA_OURS", "false")
                .set("KAFKA_BROKERS", secured.bootstrapServers())
                .set("KAFKA_CLIENT_CONFIG", config(BRIDGE).toString())
                .start()) {
            long contact = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            long rate = bridge.clio()
                    .records("activity_rates")
                    .create(Map.of("rate", 100))
                    .id();
            String code = bridge.smokeball()
                    .activityCodes()
                    .create("{\"code\":\"TLS\"}")
                    .id();

            bridge.awaitRecord("clio.contact.v1", contact);
            bridge.awaitRecord("clio.activity_rate.v1", rate);
            bridge.awaitRecord("smokeball.activity_code.v1", code);
            bridge.awaitRecord("clio.contact.latest.v1", contact);
            bridge.awaitRecord("clio.activity_rate.latest.v1", rate);
            bridge.awaitRecord("smokeball.activity_code.latest.v1", code);
            await("a cursor").atMost(Bridge.PATIENCE).until(() -> !new TopicReader(KAFKA.bootstrapServers())
                    .readAll("integration.state.v1")
                    .isEmpty());
            bridge.restart();
            long later = bridge.clio()
                    .records("activity_rates")
                    .create(Map.of("rate", 200))
                    .id();

            bridge.awaitRecord("clio.activity_rate.v1", later);
            bridge.awaitRecord("clio.activity_rate.latest.v1", later);
        }
    }

    /** It reads the latest topic to know what was there before, with no right of its own for it. */
    @Test
    @Tag("full")
    void bridgeReadsAListWholeAndShowsWhatVanishedMeanwhile() throws Exception {
        OwnRoutes readWhole = OwnRoutes.copiedTo(folder.resolve("read-whole"))
                .replace(
                        "camel/clio-polls.camel.yaml",
                        "          fields:",
                        "          changes: fullRead\n          fields:");
        try (Bridge bridge = Bridge.on(KAFKA)
                .clio()
                .latestState()
                .routesDir(readWhole.folder())
                .set("KAFKA_OURS", "false")
                .set("KAFKA_BROKERS", secured.bootstrapServers())
                .set("KAFKA_CLIENT_CONFIG", config(BRIDGE).toString())
                .start()) {
            var rates = bridge.clio().records("activity_rates");
            long vanishing = rates.create(Map.of("rate", 100)).id();
            long kept = rates.create(Map.of("rate", 200)).id();
            bridge.awaitRecord("clio.activity_rate.latest.v1", vanishing);
            bridge.awaitRecord("clio.activity_rate.latest.v1", kept);
            bridge.stopApplication();
            rates.delete(vanishing);

            bridge.restart();

            bridge.awaitRecord(
                    "clio.activity_rate.v1",
                    record -> record.key().equals(bridge.key(vanishing))
                            && record.header("ce_type").endsWith(".deleted.v1"));
            assertThat(bridge.records("clio.activity_rate.v1", kept))
                    .as("nothing is repeated")
                    .hasSize(1);
        }
    }

    /** Topics, groups, transactional ids and the changelog all carry the prefix. */
    @Test
    @Tag("full")
    void aPrefixBeforeAllNamesOfTheUserFilesIsEnoughForPrefixedTopics() throws Exception {
        System.setProperty("topics.prefix", PREFIX);
        // Without the topics of Smokeball's other collections, which would take as long again as the first time.
        System.setProperty("smokeball.collections", "activity_code");
        try {
            apply(PREFIX + OPERATOR);
            try (Bridge bridge = Bridge.on(KAFKA)
                    .clio(clio -> clio)
                    .latestState()
                    .set("KAFKA_OURS", "false")
                    .set("topics.prefix", PREFIX)
                    .set("KAFKA_BROKERS", secured.bootstrapServers())
                    .set("KAFKA_CLIENT_CONFIG", config(PREFIX + BRIDGE).toString())
                    .start()) {
                long rate = bridge.clio()
                        .records("activity_rates")
                        .create(Map.of("rate", 300))
                        .id();

                bridge.awaitRecord("firm.acme.clio.activity_rate.v1", rate);
                bridge.awaitRecord("firm.acme.clio.activity_rate.latest.v1", rate);
                assertThat(read(
                                PREFIX + CONSUMER,
                                "firm.acme.analytics-rates",
                                "firm.acme.clio.activity_rate.latest.v1"))
                        .contains(bridge.key(rate));
            }
        } finally {
            System.clearProperty("topics.prefix");
            System.clearProperty("smokeball.collections");
        }
        assertThatThrownBy(() -> read(PREFIX + CONSUMER, "firm.acme.analytics-rates", "clio.activity_rate.v1"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertDenied(() -> write(PREFIX + BRIDGE, "clio.activity_rate.v1"));
    }

    @Test
    void bridgeChangesNoTopic() {
        try (Admin admin = Admin.create(client(BRIDGE))) {
            assertDenied(() -> admin.createTopics(List.of(new NewTopic("clio.invented.v1", 1, (short) 1)))
                    .all()
                    .get());
            assertDenied(
                    () -> admin.deleteTopics(List.of("clio.contact.v1")).all().get());
        }
    }

    @Test
    void operatorDeletesNoTopicAndReadsNoRecord() {
        try (Admin admin = Admin.create(client(OPERATOR))) {
            assertDenied(
                    () -> admin.deleteTopics(List.of("clio.contact.v1")).all().get());
        }
        assertThatThrownBy(() -> read(OPERATOR, null, "clio.contact.v1"))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void operatorErases() {
        Erasure erasure = new Erasure(
                ClientSettings.merge(ClientUse.PULLING, secured.bootstrapServers(), config(OPERATOR)),
                "integration.erasure.v1",
                Clock.systemUTC(),
                Bridge.PATIENCE);

        erasure.erase(
                new ErasureRequest("clio.task", List.of("us/7"), "operator"),
                List.of("clio.task.latest.v1"),
                List.of("clio.task.v1"));

        assertThat(new TopicReader(KAFKA.bootstrapServers()).readAll("clio.task.latest.v1", "integration.erasure.v1"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void operatorReplaysDeadLettersAndTheBridgeDoesNot() throws Exception {
        try (Bridge bridge = Bridge.on(KAFKA).clio().latestState().prepare()) {
            String key = bridge.key(9);
            BillLetters.write(client(BRIDGE), bridge, 9);

            var byTheBridge = replay(bridge, BRIDGE);
            var byTheOperator = replay(bridge, OPERATOR);

            assertThat(byTheBridge.code()).as(byTheBridge.toString()).isEqualTo(1);
            assertThat(byTheBridge.text()).contains("does not allow it to this user", "camel-clio-operator.yaml");
            assertThat(byTheOperator.code()).as(byTheOperator.toString()).isZero();
            assertThat(new TopicReader(KAFKA.bootstrapServers()).onlyCommitted().readAll("clio.bill.v1"))
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsOnlyOnce(key);
        }
    }

    private static DeadLettersTest.Answer replay(Bridge bridge, String user) {
        return DeadLettersTest.command(
                bridge.given(Map.of(
                        "KAFKA_BROKERS", secured.bootstrapServers(),
                        "KAFKA_CLIENT_CONFIG", config(user).toString())),
                Bridge.PATIENCE,
                "replay",
                "--entity",
                "bill",
                "--source",
                "clio",
                "--yes");
    }

    /** A forgotten prefix, or a right that nobody gave. */
    @Test
    void whoMaySeeNoTopicErasesNothingAndIsTold() {
        System.setProperty("KAFKA_BROKERS", secured.bootstrapServers());
        System.setProperty("KAFKA_CLIENT_CONFIG", config(PREFIX + OPERATOR).toString());
        try {
            assertThat(new CommandLine(new EraseCommand()).execute("--entity", "clio.bill", "--key", "us/8", "--yes"))
                    .isEqualTo(2);
        } finally {
            System.clearProperty("KAFKA_BROKERS");
            System.clearProperty("KAFKA_CLIENT_CONFIG");
        }
        assertThat(new TopicReader(KAFKA.bootstrapServers()).readAll("clio.bill.v1", "clio.bill.latest.v1"))
                .extracting(record -> new String(record.key(), UTF_8))
                .doesNotContain("us/8");
    }

    @Test
    void consumerReadsWithItsGroupAndCannotWrite() throws Exception {
        write(BRIDGE, "clio.bill.v1");

        assertThat(read(CONSUMER, "analytics-bills", "clio.bill.v1")).contains("us/7");
        assertDenied(() -> write(CONSUMER, "clio.bill.v1"));
        assertThatThrownBy(() -> read(CONSUMER, "somebody-else", "clio.bill.v1"))
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read(CONSUMER, "analytics-state", "integration.state.v1"))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void consumerReadsTheLatestStateButNeitherWritesItNorSeesHowItIsKept() throws Exception {
        write(BRIDGE, "clio.bill.latest.v1");

        assertThat(read(CONSUMER, "analytics-latest", "clio.bill.latest.v1")).contains("us/7");
        assertDenied(() -> write(CONSUMER, "clio.bill.latest.v1"));
        assertThatThrownBy(() -> read(CONSUMER, "analytics-latest", CHANGELOG))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void nobodyButTheBridgeWritesItsState() {
        assertDenied(() -> write(OPERATOR, CHANGELOG));
        assertDenied(() -> write(CONSUMER, CHANGELOG));
        assertDenied(() -> write(OPERATOR, "integration.state.v1"));
        assertDenied(() -> write(CONSUMER, "integration.state.v1"));
    }

    @Test
    void cursorsAreSetWithTheRightsOfTheBridge() throws Exception {
        Cursors cursors = new Cursors(kafka(BRIDGE), topics());

        cursors.set(List.of(new Cursor("clio/nobody/activities", "2026-03-01T00:00:00Z")));

        assertThat(cursors.all()).contains(new Cursor("clio/nobody/activities", "2026-03-01T00:00:00Z"));
        assertThatThrownBy(() -> new Cursors(kafka(OPERATOR), topics())
                        .set(List.of(new Cursor("clio/nobody/activities", "2026-03-02T00:00:00Z"))))
                .isInstanceOf(KafkaException.class);
    }

    @Test
    void checkNamesEachRightThatIsLacking() throws Exception {
        List<Finding> ofTheBridge = new ArrayList<>();
        List<Finding> ofAReader = new ArrayList<>();

        new KafkaCheck(kafka(BRIDGE), topics(), Set.of("clio"), ofTheBridge::add).run();
        new KafkaCheck(kafka(CONSUMER), topics(), Set.of("clio"), ofAReader::add).run();

        assertThat(ofTheBridge).extracting(Finding::outcome).containsOnly(Finding.Outcome.OK);
        assertThat(ofAReader)
                .filteredOn(finding -> finding.outcome() == Finding.Outcome.WRONG)
                .extracting(Finding::message)
                .anyMatch(message -> message.startsWith("this user lacks")
                        && message.contains("Write on clio.bill.v1")
                        && message.contains("Read on integration.state.v1")
                        && !message.contains("Read on clio.bill.v1"));
    }

    private static KafkaSettings kafka(String user) throws SettingsException {
        Map<String, String> settings = Map.of(
                "KAFKA_BROKERS", secured.bootstrapServers(),
                "KAFKA_CLIENT_CONFIG", config(user).toString());
        return Settings.kafkaOf(Given.of(settings::get));
    }

    private static ConfiguredTopics topics() throws SettingsException {
        Given nothing = Given.of(name -> null);
        return ConfiguredTopics.read(RouteProperties.load(Optional.empty(), nothing), Optional.empty());
    }

    private static void assertDenied(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    /** Without idempotence, which Kafka already denies to whoever may write nothing at all. */
    private static void write(String user, String topic) throws Exception {
        Map<String, Object> settings = client(user);
        settings.put("enable.idempotence", false);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "us/7".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                    .get();
        }
    }

    /** The keys that are on the topic; without a group from its first partition. */
    private static List<String> read(String user, String group, String topic) {
        Map<String, Object> settings = client(user);
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.id", group == null ? "none" : group);
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            if (group == null) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                consumer.seekToBeginning(consumer.assignment());
            } else {
                consumer.subscribe(List.of(topic));
            }
            await("a record of " + topic).atMost(Bridge.PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(new String(record.key(), UTF_8)));
                return !keys.isEmpty();
            });
        }
        return keys;
    }

    private static Map<String, Object> client(String user) {
        Map<String, Object> settings = new HashMap<>(secured.clientOf(user));
        settings.put("bootstrap.servers", secured.bootstrapServers());
        return settings;
    }

    private static Path config(String user) {
        return folder.resolve(user + ".properties");
    }
}
