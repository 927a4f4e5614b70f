package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.DrivenTopology.text;
import static io.camelclio.kafka.latest.DrivenTopology.texts;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaCluster;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Contacts in three partitions and documents in one, on a real broker, under names of one test. */
final class BrokerTopics {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_PARTITIONS = 3;

    private final String brokers;
    private final LatestTopics topics;

    BrokerTopics(String brokers, String name) {
        this.brokers = brokers;
        this.topics = new LatestTopics(
                name + ".latest.v1",
                List.of(
                        new LatestKind("clio.contact", name + ".contact.v1", name + ".contact.latest.v1"),
                        new LatestKind("clio.document", name + ".document.v1", name + ".document.latest.v1")));
    }

    /** What creates a topic: one broker or a cluster. */
    private interface Creation {
        void create(String topic, int partitions, Map<String, String> settings);
    }

    static BrokerTopics created(EmbeddedKafka kafka, String name) {
        return new BrokerTopics(kafka.bootstrapServers(), name).created(kafka::createTopic);
    }

    static BrokerTopics created(EmbeddedKafkaCluster cluster, String name) {
        return new BrokerTopics(cluster.bootstrapServers(), name).created(cluster::createTopic);
    }

    private BrokerTopics created(Creation kafka) {
        createChanges(kafka);
        createOthers(kafka, MOST_PARTITIONS);
        return this;
    }

    void createChanges(EmbeddedKafka kafka) {
        createChanges(kafka::createTopic);
    }

    private void createChanges(Creation kafka) {
        kafka.create(contacts(), MOST_PARTITIONS, Map.of());
        kafka.create(documents(), 1, Map.of());
    }

    void createOthers(EmbeddedKafka kafka, int partitionsOfChangelog) {
        createOthers(kafka::createTopic, partitionsOfChangelog);
    }

    private void createOthers(Creation kafka, int partitionsOfChangelog) {
        Map<String, String> compacted = Map.of("cleanup.policy", "compact");
        topics.latestOf().values().forEach(latest -> kafka.create(latest, 2, compacted));
        kafka.create(topics.changelog(), partitionsOfChangelog, compacted);
    }

    LatestTopics topics() {
        return topics;
    }

    String contacts() {
        return topics.kinds().get(0).changes();
    }

    String documents() {
        return topics.kinds().get(1).changes();
    }

    LatestState copy(Path folder) {
        return new LatestState(topics, settings(folder), PAUSE, PATIENCE);
    }

    /** As a copy of a build before or after, which knows no documents. */
    LatestState copyWithoutDocuments(Path folder) {
        return new LatestState(withoutDocuments(), settings(folder), PAUSE, PATIENCE);
    }

    LatestTopics withoutDocuments() {
        return new LatestTopics(topics.applicationId(), topics.kinds().subList(0, 1));
    }

    /** As shipped, only that a copy that is killed is missed sooner, and its transaction given up; and the folder that Streams could use is empty. */
    ClientSettings settings(Path folder, String... further) {
        try {
            List<String> lines = new ArrayList<>(List.of(further));
            lines.addAll(List.of(
                    "session.timeout.ms=4000",
                    "heartbeat.interval.ms=800",
                    "transaction.timeout.ms=5000",
                    "state.dir=" + disk(folder)));
            Path file = Files.write(folder.resolve("streaming.properties"), lines);
            return ClientSettings.merge(ClientUse.STREAMING, brokers, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path disk(Path folder) {
        return folder.resolve("disk");
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void publish(Seen... seen) {
        publishRecords(List.of(seen).stream().map(Seen::record).toList());
    }

    void publishRecords(List<ProducerRecord<byte[], byte[]>> records) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Until the group has committed all that is on the change topics now. */
    void awaitTaken() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            IntStream.range(0, MOST_PARTITIONS)
                    .forEach(i -> partitions.put(new TopicPartition(contacts(), i), OffsetSpec.latest()));
            partitions.put(new TopicPartition(documents(), 0), OffsetSpec.latest());
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(partitions).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            ends.values().removeIf(end -> end == 0);
            await("all changes taken up to " + ends).atMost(PATIENCE).until(() -> {
                Map<TopicPartition, OffsetAndMetadata> taken = admin.listConsumerGroupOffsets(topics.applicationId())
                        .partitionsToOffsetAndMetadata()
                        .get();
                return ends.entrySet().stream()
                        .allMatch(end -> taken.containsKey(end.getKey())
                                && taken.get(end.getKey()).offset() >= end.getValue());
            });
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a reader of committed records finds for each key, newest last. */
    List<ConsumerRecord<byte[], byte[]>> latest(String changes) {
        return new TopicReader(brokers)
                .onlyCommitted()
                .readAll(topics.latestOf().get(changes));
    }

    /** The last value of each key. */
    Map<String, String> picture(String changes) {
        Map<String, String> picture = new HashMap<>();
        latest(changes).forEach(record -> picture.put(text(record.key()), text(record.value())));
        return picture;
    }

    /** The identities of all versions of each key, in order. */
    Map<String, List<String>> versions(String changes) {
        Map<String, List<String>> versions = new TreeMap<>();
        latest(changes).forEach(record -> versions.computeIfAbsent(text(record.key()), key -> new ArrayList<>())
                .add(texts(record.headers()).get("ce_id")));
        return versions;
    }
}
