package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafkaCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latest state on three brokers of which one goes, whichever it is, while two copies work. */
@Tag("full")
class BrokerLossTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long SEED = 7;

    @TempDir
    private Path folder;

    private EmbeddedKafkaCluster cluster;
    private BrokerTopics topics;
    private Work work;

    @BeforeEach
    void start() {
        cluster = EmbeddedKafkaCluster.started();
        topics = BrokerTopics.created(cluster, "loss");
        work = new Work(new Histories(topics, SEED));
    }

    @AfterEach
    void stop() {
        work.ended = true;
        cluster.close();
    }

    @Test
    void latestEndsAsTheVendorHasItWhicheverBrokerGoes() throws Exception {
        try (LatestState first = topics.copy(folder);
                LatestState second = topics.copy(folder)) {
            first.start();
            second.start();
            work.thread.start();
            awaitProgress(first, second);
            Set<Integer> lost = new LinkedHashSet<>();
            lost.add(loseAndBringBack(transactionCoordinator(), first, second));
            lost.add(loseAndBringBack(groupCoordinator(), first, second));
            for (int node : cluster.ids()) {
                if (!lost.contains(node)) {
                    loseAndBringBack(node, first, second);
                }
            }
            work.end();
            topics.awaitTaken();
        }

        assertThat(topics.picture(topics.contacts()))
                .as("contacts, seed %d", SEED)
                .isEqualTo(work.histories.contacts());
        assertThat(topics.picture(topics.documents()))
                .as("documents, seed %d", SEED)
                .isEqualTo(work.histories.documents());
    }

    private int loseAndBringBack(int node, LatestState... copies) throws Exception {
        cluster.node(node).stop();
        awaitProgress(copies);
        cluster.node(node).start();
        try (Admin admin = admin()) {
            await("all replicas").atMost(PATIENCE).until(() -> topics(admin).stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == 3));
        }
        return node;
    }

    /** Changes are taken from now on, not only such as were on their way. */
    private void awaitProgress(LatestState... copies) {
        long published = work.batches;
        await("changes").atMost(PATIENCE).until(() -> work.batches > published + 3);
        long taken = taken(copies);
        await("changes that are taken").atMost(PATIENCE).until(() -> taken(copies) > taken + 100);
    }

    private static long taken(LatestState... copies) {
        long taken = 0;
        for (LatestState copy : copies) {
            taken += copy.counts().taken();
        }
        return taken;
    }

    private Collection<TopicDescription> topics(Admin admin) throws Exception {
        return admin.describeTopics(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names()
                        .get(15, TimeUnit.SECONDS))
                .allTopicNames()
                .get(15, TimeUnit.SECONDS)
                .values();
    }

    private int transactionCoordinator() throws Exception {
        try (Admin admin = admin()) {
            String id = admin.listTransactions().all().get(15, TimeUnit.SECONDS).stream()
                    .map(TransactionListing::transactionalId)
                    .filter(name -> name.startsWith(topics.topics().applicationId()))
                    .findFirst()
                    .orElseThrow();
            return admin.describeTransactions(Set.of(id))
                    .description(id)
                    .get(15, TimeUnit.SECONDS)
                    .coordinatorId();
        }
    }

    private int groupCoordinator() throws Exception {
        String group = topics.topics().applicationId();
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(Set.of(group))
                    .describedGroups()
                    .get(group)
                    .get(15, TimeUnit.SECONDS)
                    .coordinator()
                    .id();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    /** Publishes histories, some records after others, until it is told to end. */
    private final class Work {

        private final Histories histories;
        private final Thread thread = new Thread(this::publish, "work");
        private volatile boolean ended;
        private volatile long batches;

        Work(Histories histories) {
            this.histories = histories;
        }

        private void publish() {
            while (!ended) {
                topics.publish(histories.next(5).toArray(Seen[]::new));
                batches++;
            }
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).as("still publishing").isFalse();
        }
    }
}
