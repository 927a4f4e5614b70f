package io.camelclio.bench.subject;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The bench's own check: what a subject acknowledged lies on its topic, or its figures are worth nothing. What was proven is
 * deleted from the topic, so that a long run does not fill the disk.
 */
public final class Proof {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String brokers;

    public Proof(String brokers) {
        this.brokers = brokers;
    }

    /**
     * Looks for what these have acknowledged since they were last proven.
     *
     * @return how many deliveries of each were acknowledged and are not on its topic
     */
    public Map<String, Integer> missing(List<Subject> subjects) throws InterruptedException {
        Map<String, BitSet> missing = new HashMap<>();
        subjects.forEach(subject ->
                missing.put(subject.name(), (BitSet) subject.acknowledged().clone()));
        for (String topic : subjects.stream().map(Subject::topic).distinct().toList()) {
            read(
                    topic,
                    subjects.stream()
                            .filter(subject -> subject.topic().equals(topic))
                            .toList(),
                    missing);
        }
        Map<String, Integer> counted = new HashMap<>();
        missing.forEach((name, numbers) -> counted.put(name, numbers.cardinality()));
        subjects.forEach(subject -> subject.acknowledged().clear());
        return counted;
    }

    private void read(String topic, List<Subject> subjects, Map<String, BitSet> missing) throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found(new String(record.key(), StandardCharsets.UTF_8), subjects, missing);
                }
            }
            delete(ends);
        }
    }

    /** The key is the record's id, or its connection, a slash and its id. */
    private static void found(String key, List<Subject> subjects, Map<String, BitSet> missing) {
        int slash = key.lastIndexOf('/');
        int number = Integer.parseInt(key.substring(slash + 1));
        String prefix = key.substring(0, slash + 1);
        for (Subject subject : subjects) {
            if (subject.keyPrefix().equals(prefix)) {
                missing.get(subject.name()).clear(number);
            }
        }
    }

    private void delete(Map<TopicPartition, Long> before) throws InterruptedException {
        Map<TopicPartition, RecordsToDelete> proven = new HashMap<>();
        before.forEach((partition, offset) -> proven.put(partition, RecordsToDelete.beforeOffset(offset)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.deleteRecords(proven).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not delete what was proven: " + e.getMessage(), e);
        }
    }
}
