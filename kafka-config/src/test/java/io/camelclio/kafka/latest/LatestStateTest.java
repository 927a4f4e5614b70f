package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.BrokerTopics.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestStatus.Phase;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.net.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The latest state on a real broker: from start to stop, and what may be missing. */
class LatestStateTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final String KEY = "us/1";

    @TempDir
    Path folder;

    private final EmbeddedKafka kafka = BROKER.kafka();
    private final List<LatestState> copies = new ArrayList<>();
    private String name;

    @BeforeEach
    void nameTopics(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void stop() {
        copies.forEach(LatestState::close);
    }

    @Test
    void keepsTheNewestWithoutADisk() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState latest = start(topics);
        topics.publish(
                Seen.read(topics.contacts(), KEY, 2, 2, "new"),
                Seen.read(topics.contacts(), KEY, 1, 3, "old"),
                Seen.read(topics.contacts(), "us/2", 1, 1, "other"),
                Seen.deletion(topics.documents(), KEY, 1, 1));
        topics.publishRecords(List.of(new ProducerRecord<>(topics.contacts(), new byte[0])));
        topics.publish(Seen.read(topics.contacts(), "us/3", 1, 1, "after the foreign one"));

        topics.awaitTaken();

        assertThat(topics.picture(topics.contacts()))
                .isEqualTo(Map.of(KEY, "new", "us/2", "other", "us/3", "after the foreign one"));
        assertThat(topics.picture(topics.documents())).containsEntry(KEY, null).hasSize(1);
        assertThat(latest.counts()).isEqualTo(new LatestCounts(3, 1, 1, 0, 1));
        assertThat(latest.status()).isEqualTo(new LatestStatus(Phase.RUNNING, null));
        await("nothing left to take").atMost(PATIENCE).until(() -> latest.lag()
                .equals(Map.of(topics.contacts(), 0L, topics.documents(), 0L)));
        assertThat(BrokerTopics.disk(folder)).doesNotExist();
    }

    @Test
    void switchedOffAndOnAgainItGoesOnAndKnowsWhatWasDeleted() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState latest = start(topics);
        topics.publish(
                Seen.read(topics.contacts(), KEY, 5, 5, "gone soon"),
                Seen.deletion(topics.contacts(), KEY, 6, 6),
                Seen.read(topics.contacts(), "us/2", 5, 5, "five"));
        topics.awaitTaken();
        latest.close();
        assertThat(latest.status().phase()).isEqualTo(Phase.STOPPED);
        assertThat(latest.lag()).isEmpty();
        topics.publish(
                Seen.delivered(topics.contacts(), KEY, 5, 7, "late"),
                Seen.read(topics.contacts(), "us/2", 4, 4, "four"),
                Seen.read(topics.contacts(), "us/3", 1, 1, "while it was off"));

        latest.start();
        topics.awaitTaken();

        assertThat(topics.picture(topics.contacts()))
                .containsEntry(KEY, null)
                .containsEntry("us/2", "five")
                .containsEntry("us/3", "while it was off");
        assertThat(topics.latest(topics.contacts())).hasSize(4);
    }

    @Test
    void anotherProcessGoesOnFromKafkaAlone() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState first = start(topics);
        topics.publish(Seen.read(topics.documents(), KEY, 5, 5, "will"), Seen.deletion(topics.documents(), KEY, 6, 6));
        topics.awaitTaken();
        first.close();
        LatestState second = start(topics);
        topics.publish(Seen.delivered(topics.documents(), KEY, 5, 9, "late"));
        topics.awaitTaken();
        assertThat(topics.picture(topics.documents())).containsEntry(KEY, null);
        assertThat(second.counts()).isEqualTo(new LatestCounts(0, 0, 1, 0, 0));

        topics.publish(Seen.read(topics.documents(), KEY, 7, 9, "restored"));
        topics.awaitTaken();

        assertThat(topics.picture(topics.documents())).containsEntry(KEY, "restored");
    }

    @Test
    void createsNothingAndNamesWhatIsMissingAndStartsWhenItIsThere() {
        BrokerTopics topics = new BrokerTopics(kafka.bootstrapServers(), name);
        topics.createChanges(kafka);
        Set<String> before = kafka.topics();
        LatestState latest = start(topics);

        await("the trouble").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.FAILED);
        assertThat(latest.status().reason())
                .contains(topics.topics().latestOf().values())
                .contains(topics.topics().changelog(), "topics apply")
                .doesNotContain(topics.contacts());
        assertThat(kafka.topics()).isEqualTo(before);

        topics.createOthers(kafka, 3);
        topics.publish(Seen.read(topics.contacts(), KEY, 1, 1, "there"));
        topics.awaitTaken();
        assertThat(topics.picture(topics.contacts())).containsEntry(KEY, "there");
    }

    @Test
    void namesAChangelogWithAnotherNumberOfPartitions() {
        BrokerTopics topics = new BrokerTopics(kafka.bootstrapServers(), name);
        topics.createChanges(kafka);
        topics.createOthers(kafka, 1);
        LatestState latest = start(topics);

        await("the trouble").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.FAILED);
        assertThat(latest.status().reason()).contains(topics.topics().changelog(), "has 1", "needs 3");
    }

    /** The limit of a change topic was raised, and that of its latest topic was not. */
    @Test
    void namesTheLatestTopicThatTakesNoRecordAsLargeAndGoesOnWhenItDoes() throws Exception {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        String narrow = topics.topics().latestOf().get(topics.contacts());
        setLimit(narrow, 1_000);
        LatestState latest = start(topics);
        topics.publish(Seen.read(
                topics.contacts(),
                KEY,
                1,
                1,
                new Random(1).ints(5_000).boxed().toList().toString()));

        await("the trouble").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.FAILED);
        assertThat(latest.status().reason()).contains(narrow, "RecordTooLarge");

        setLimit(narrow, 1_000_000);
        topics.awaitTaken();
        await("the trouble is over")
                .atMost(PATIENCE)
                .until(() -> latest.status().phase() == Phase.RUNNING);
        assertThat(topics.latest(topics.contacts())).hasSize(1);
    }

    private void setLimit(String topic, int bytes) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
            AlterConfigOp limit = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", String.valueOf(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(limit)))
                    .all()
                    .get();
        }
    }

    /** A rolling update that adds a kind of record. */
    @Test
    void copyThatTakesOtherKindsOfRecordBeginsWhenTheOthersHaveGone() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState old = topics.copyWithoutDocuments(folder);
        copies.add(old);
        old.start();
        awaitPhase(old, Phase.RUNNING);
        LatestState added = start(topics);
        awaitPhase(added, Phase.FAILED);
        assertThat(added.status().reason())
                .contains(
                        "takes other kinds of record", topics.withoutDocuments().clientIds());
        topics.publish(Seen.read(topics.contacts(), KEY, 1, 1, "meanwhile"));
        await("the old one goes on").atMost(PATIENCE).until(() -> topics.picture(topics.contacts())
                .containsKey(KEY));
        assertThat(old.status()).isEqualTo(new LatestStatus(Phase.RUNNING, null));

        old.close();
        topics.publish(Seen.read(topics.documents(), KEY, 1, 1, "added"));

        topics.awaitTaken();
        assertThat(topics.picture(topics.documents())).containsEntry(KEY, "added");
        awaitPhase(added, Phase.RUNNING);
    }

    /** None was there when each looked. Which of them gives way is told by their client ids. */
    @Test
    @Tag("full")
    void ofCopiesThatTakeDifferentKindsAndBeginAtOnceOneSortStopsAndAllSaySo() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState latest = start(topics);
        awaitPhase(latest, Phase.RUNNING);
        for (Map.Entry<String, Integer> other : Map.of("0", 1, "z", 2).entrySet()) {
            KafkaStreams streams = withoutDocuments(topics, "-kinds-" + other.getKey());
            try {
                streams.start();

                awaitPhase(latest, Phase.FAILED);
                assertThat(latest.status().reason())
                        .contains("takes other kinds of record", "-kinds-" + other.getKey());
                await("who goes on").atMost(PATIENCE).until(() -> members(topics) == other.getValue());
            } finally {
                stop(streams, topics.topics().applicationId() + "-kinds-" + other.getKey());
            }
            awaitPhase(latest, Phase.RUNNING);
        }
    }

    /** A thread of Kafka Streams 3.9.1 that is told to stop in the middle of a rebalance has been seen to go round for ever. */
    private static void stop(KafkaStreams streams, String client) {
        if (!streams.close(Duration.ofSeconds(15))) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith(client + "-StreamThread"))
                    .forEach(Thread::interrupt);
        }
    }

    private KafkaStreams withoutDocuments(BrokerTopics topics, String client) {
        Map<String, Object> settings = new HashMap<>(topics.settings(folder).asMap());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.topics().applicationId());
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, topics.topics().applicationId() + client);
        settings.put(StreamsConfig.mainConsumerPrefix("internal.leave.group.on.close"), true);
        return new KafkaStreams(
                LatestTopology.of(topics.withoutDocuments(), new Tally()),
                new StreamsConfig(settings),
                new NonCreatingClients());
    }

    private static int members(BrokerTopics topics) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", (Object) BROKER.kafka().bootstrapServers()))) {
            return admin.describeConsumerGroups(List.of(topics.topics().applicationId()))
                    .all()
                    .get()
                    .get(topics.topics().applicationId())
                    .members()
                    .size();
        }
    }

    @Test
    void saysWhichPartitionStandsStillWhileChangesWait() {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        Barrier.close(topics.topics().latestOf().get(topics.documents()));
        LatestState latest = new LatestState(
                topics.topics(),
                topics.settings(folder, "producer.interceptor.classes=" + Barrier.class.getName()),
                BrokerTopics.PAUSE,
                Duration.ofSeconds(1));
        copies.add(latest);
        try {
            latest.start();
            topics.publish(Seen.read(topics.contacts(), KEY, 1, 1, "taken"));
            topics.awaitTaken();
            awaitPhase(latest, Phase.RUNNING);
            topics.publish(Seen.read(topics.documents(), KEY, 1, 1, "held up"));

            awaitPhase(latest, Phase.STANDING);
            assertThat(latest.status().reason())
                    .contains(topics.documents() + "-0")
                    .doesNotContain(topics.contacts());
        } finally {
            Barrier.open();
        }
        awaitPhase(latest, Phase.RUNNING);
        assertThat(latest.status().reason()).isNull();
    }

    private static void awaitPhase(LatestState latest, Phase phase) {
        await("phase " + phase).atMost(PATIENCE).until(latest::status, status -> status.phase() == phase);
    }

    @Test
    void namesAChangeTopicThatGoesWhileItRuns() throws Exception {
        BrokerTopics topics = BrokerTopics.created(kafka, name);
        LatestState latest = start(topics);
        await("it runs").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.RUNNING);

        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topics.documents())).all().get();
        }

        await("the trouble").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        latest.status().phase() == Phase.FAILED
                                ? latest.status().reason()
                                : "")
                .contains(topics.documents(), "topics apply"));
    }

    /** A changelog could go after the look and before the start; Kafka Streams would create it. */
    @Test
    void kafkaStreamsItselfCannotCreateTheChangelog() {
        BrokerTopics topics = new BrokerTopics(kafka.bootstrapServers(), name);
        topics.createChanges(kafka);
        Map<String, Object> settings = new HashMap<>(topics.settings(folder).asMap());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.topics().applicationId());
        List<Throwable> failures = new ArrayList<>();
        try (KafkaStreams streams = new KafkaStreams(
                LatestTopology.of(topics.topics(), new Tally()),
                new StreamsConfig(settings),
                new NonCreatingClients())) {
            streams.setUncaughtExceptionHandler(failure -> {
                failures.add(failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            await("the failure").atMost(PATIENCE).until(() -> streams.state() == KafkaStreams.State.ERROR);
        }

        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("topics apply")
                .hasStackTraceContaining(topics.topics().changelog()));
        assertThat(kafka.topics()).doesNotContain(topics.topics().changelog());
    }

    @Test
    void withoutABrokerItStartsAndStopsAtOnceAndSaysWhatIsWrong() {
        BrokerTopics topics = new BrokerTopics("127.0.0.1:" + LoopbackPorts.free(), name);
        long begin = System.nanoTime();
        LatestState latest = start(topics);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(latest.status()).isEqualTo(new LatestStatus(Phase.STARTING, null));

        await("the trouble").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.FAILED);
        assertThat(latest.status().reason()).contains("Kafka did not answer");

        begin = System.nanoTime();
        latest.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LatestState.STOP_TIME);
    }

    @Tag("full")
    @Test
    void brokerMayComeLateAndGoAndComeBack() {
        try (EmbeddedKafka ownKafka = EmbeddedKafka.builder().start()) {
            BrokerTopics topics = BrokerTopics.created(ownKafka, name);
            ownKafka.stop();
            LatestState latest = start(topics);
            await("the trouble").atMost(PATIENCE).until(() -> latest.status().phase() == Phase.FAILED);

            ownKafka.start();
            topics.publish(Seen.read(topics.contacts(), KEY, 1, 1, "before"));
            topics.awaitTaken();
            await("an answer").atMost(PATIENCE).until(() -> !latest.lag().isEmpty());
            ownKafka.stop();
            await("no answer").atMost(PATIENCE).until(() -> latest.lag().isEmpty());
            ownKafka.start();
            topics.publish(Seen.read(topics.contacts(), KEY, 2, 2, "after"));
            topics.awaitTaken();
            assertThat(topics.picture(topics.contacts())).containsEntry(KEY, "after");

            ownKafka.stop();
            long begin = System.nanoTime();
            latest.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LatestState.STOP_TIME.plusSeconds(1));
        }
    }

    @Test
    void refusesSettingsForAnotherUse() {
        ClientSettings reading = ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null);
        LatestTopics topics = new BrokerTopics(kafka.bootstrapServers(), name).topics();

        assertThatThrownBy(() -> new LatestState(topics, reading))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("STREAMING", "READING");
    }

    private LatestState start(BrokerTopics topics) {
        LatestState latest = topics.copy(folder);
        copies.add(latest);
        latest.start();
        return latest;
    }
}
