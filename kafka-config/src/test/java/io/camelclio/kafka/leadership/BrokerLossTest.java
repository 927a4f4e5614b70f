package io.camelclio.kafka.leadership;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.state.KafkaStateException;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import io.camelclio.testkit.kafka.EmbeddedKafkaCluster;
import io.camelclio.testkit.kafka.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three brokers, of which any one may go, with the shipped settings: copies lead, save cursors and send records. */
@Tag("full")
class BrokerLossTest {

    private static final String RECORDS = "records.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private EmbeddedKafkaCluster cluster;
    private Locks locks;

    @BeforeEach
    void start() {
        cluster = EmbeddedKafkaCluster.started();
        locks = new Locks(cluster.bootstrapServers(), "leadership.v1", "state.v1", null);
        cluster.createTopic(locks.topic(), 1, Map.of());
        cluster.createTopic(locks.stateTopic(), 1, Map.of());
        cluster.createTopic(RECORDS, 3, Map.of());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void nothingAcknowledgedIsLostWhicheverBrokerGoes() throws Exception {
        try (Copy first = new Copy(locks, "first").start();
                Copy second = new Copy(locks, "second").start();
                Sender sender = new Sender(cluster).start()) {
            awaitProgress(sender, first, second);
            Set<Integer> lost = new LinkedHashSet<>();
            lost.add(loseAndBringBack(groupCoordinator(), sender, first, second));
            lost.add(loseAndBringBack(transactionCoordinator(), sender, first, second));
            for (int node : cluster.ids()) {
                if (!lost.contains(node)) {
                    loseAndBringBack(node, sender, first, second);
                }
            }
            sender.stop();
            first.stop();
            second.stop();

            History history = History.of(locks);
            history.assertOneLeaderAtATime();
            assertThat(history.numbers()).containsAll(first.acknowledged()).containsAll(second.acknowledged());
            assertThat(new TopicReader(cluster.bootstrapServers()).readAll(RECORDS))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .doesNotHaveDuplicates()
                    .containsAll(sender.acknowledged);
        }
    }

    @Test
    void anotherCopyTakesOverWhileTheGroupsCoordinatorIsGone() throws Exception {
        try (Copy first = new Copy(locks, "first").start();
                Copy second = new Copy(locks, "second")) {
            await("numbers").atMost(PATIENCE).until(() -> first.acknowledged().size() > 5);
            second.start();
            int coordinator = groupCoordinator();

            cluster.node(coordinator).stop();
            first.stop();

            await("the other copy")
                    .atMost(PATIENCE)
                    .until(() -> second.acknowledged().size() > 5);
            History history = History.of(locks);
            history.assertOneLeaderAtATime();
            assertThat(history.reigns()).containsExactly("first", "second");
            assertThat(history.numbers()).containsAll(first.acknowledged());
        }
    }

    /** The broker that is left is the one that could take the writes, did it not have to wait for another. */
    @Test
    void nothingIsAcknowledgedWhileTwoBrokersAreGone() throws Exception {
        KafkaClusterService leadership = locks.service();
        KafkaStateRepository guarded = locks.state(leadership);
        KafkaStateRepository free = new KafkaStateRepository(
                locks.stateTopic(), settings(ClientUse.PULLING), settings(ClientUse.READING), Duration.ofSeconds(6));
        try (Sender sender = new Sender(cluster)) {
            leadership.start();
            guarded.start();
            free.start();
            leadership.getView(Locks.LOCK);
            awaitLeading(leadership);
            guarded.setState(Locks.CURSOR, "before");
            free.setState("free", "before");
            sender.send("before");
            int left = leaderOf(locks.stateTopic());
            cluster.ids().stream().filter(node -> node != left).forEach(node -> cluster.node(node)
                    .stop());

            assertThatThrownBy(() -> guarded.setState(Locks.CURSOR, "during")).isInstanceOf(KafkaStateException.class);
            assertThatThrownBy(() -> free.setState("free", "during"))
                    .isInstanceOf(KafkaStateException.class)
                    .hasCauseInstanceOf(RetriableException.class);
            assertThatThrownBy(() -> sender.send("during")).hasCauseInstanceOf(RetriableException.class);
            assertThat(free.getState("free")).isEqualTo("before");
            await("the leader to give up").atMost(PATIENCE).until(() -> !leadership.isLeader(Locks.LOCK));
            assertThatThrownBy(() -> guarded.setState(Locks.CURSOR, "blind")).isInstanceOf(FencedException.class);

            cluster.startAll();
            awaitLeading(leadership);
            // Nobody was told how the write ended; what Kafka says now is what counts.
            assertThat(guarded.getState(Locks.CURSOR)).isIn("before", "during");
            guarded.setState(Locks.CURSOR, "after");
            assertThat(guarded.getState(Locks.CURSOR)).isEqualTo("after");
            await("a free write")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> free.setState("free", "after"));
            sender.send("after");
        } finally {
            free.stop();
            guarded.stop();
            leadership.stop();
        }
        assertThat(new TopicReader(cluster.bootstrapServers()).readAll(RECORDS))
                .extracting(record -> new String(record.value(), UTF_8))
                .contains("before", "after");
    }

    @Test
    void appliedTopicsTakeTheReplicationOfTheCluster() throws Exception {
        List<TopicDefinition> packaged = TopicFiles.packaged();
        try (ClusterTopics topics =
                        new ClusterTopics(settings(ClientUse.ADMINISTERING).asMap(), PATIENCE);
                Admin admin = admin()) {
            topics.apply(topics.plan(packaged));

            // Another broker may hear of it a moment later.
            await("nothing to do").atMost(PATIENCE).until(() -> topics.plan(packaged)
                    .isEmpty());
            List<String> names = packaged.stream().map(TopicDefinition::name).toList();
            assertThat(describe(admin, names)).hasSameSizeAs(names).allSatisfy(topic -> assertThat(topic.partitions())
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3)));
        }
    }

    private int loseAndBringBack(int node, Sender sender, Copy... copies) throws Exception {
        cluster.node(node).stop();
        awaitProgress(sender, copies);
        cluster.node(node).start();
        try (Admin admin = admin()) {
            await("all replicas").atMost(PATIENCE).until(() -> describe(admin, allTopics(admin)).stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == 3));
        }
        return node;
    }

    /** Numbers and records are acknowledged from now on, not only such as were on their way. */
    private static void awaitProgress(Sender sender, Copy... copies) {
        long records = sender.acknowledged.size() + 20;
        long numbers = numbers(copies) + 20;
        await("acknowledgements")
                .atMost(PATIENCE)
                .until(() -> sender.acknowledged.size() > records && numbers(copies) > numbers);
    }

    private static long numbers(Copy... copies) {
        return Stream.of(copies).mapToLong(copy -> copy.acknowledged().size()).sum();
    }

    private static void awaitLeading(KafkaClusterService leadership) {
        await("the lock").atMost(PATIENCE).until(() -> leadership.isLeader(Locks.LOCK));
    }

    private static Set<String> allTopics(Admin admin) throws Exception {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(15, TimeUnit.SECONDS);
    }

    private static Collection<TopicDescription> describe(Admin admin, Collection<String> topics) throws Exception {
        return admin.describeTopics(topics)
                .allTopicNames()
                .get(15, TimeUnit.SECONDS)
                .values();
    }

    private int leaderOf(String topic) throws Exception {
        try (Admin admin = admin()) {
            return describe(admin, List.of(topic))
                    .iterator()
                    .next()
                    .partitions()
                    .get(0)
                    .leader()
                    .id();
        }
    }

    private int groupCoordinator() throws Exception {
        String group = locks.topic() + "." + Locks.LOCK;
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get(15, TimeUnit.SECONDS)
                    .coordinator()
                    .id();
        }
    }

    private int transactionCoordinator() throws Exception {
        String id = locks.topic() + "." + Locks.LOCK;
        try (Admin admin = admin()) {
            return admin.describeTransactions(List.of(id))
                    .description(id)
                    .get(15, TimeUnit.SECONDS)
                    .coordinatorId();
        }
    }

    private ClientSettings settings(ClientUse use) {
        return ClientSettings.merge(use, cluster.bootstrapServers(), null);
    }

    private Admin admin() {
        return Admin.create(settings(ClientUse.ADMINISTERING).asMap());
    }

    /** Sends records as a poll does, one after another, each only once, and keeps which were acknowledged. */
    private static final class Sender implements AutoCloseable {

        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Thread thread = new Thread(this::sendOnAndOn, "sender");
        private final KafkaProducer<String, byte[]> producer;
        private volatile boolean ended;

        Sender(EmbeddedKafkaCluster cluster) {
            Map<String, Object> settings =
                    new HashMap<>(ClientSettings.merge(ClientUse.PULLING, cluster.bootstrapServers(), null)
                            .asMap());
            settings.put("max.block.ms", 5_000);
            settings.put("request.timeout.ms", 2_000);
            settings.put("delivery.timeout.ms", 5_000);
            this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }

        Sender start() {
            thread.start();
            return this;
        }

        private void sendOnAndOn() {
            for (int number = 1; !ended; number++) {
                try {
                    send("record " + number);
                } catch (Exception e) {
                    System.out.println("NOT SENT " + number + " " + e.getMessage());
                }
            }
        }

        void send(String value) throws Exception {
            producer.send(new ProducerRecord<>(RECORDS, value, value.getBytes(UTF_8)))
                    .get(15, TimeUnit.SECONDS);
            acknowledged.add(value);
        }

        void stop() throws InterruptedException {
            ended = true;
            thread.join(PATIENCE.toMillis());
        }

        @Override
        public void close() {
            ended = true;
            producer.close(Duration.ofSeconds(5));
        }
    }
}
