package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.DrivenTopology.text;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A reader of one kind of record who does what {@code ANALYTICS.md} says under "Way 2", step by step and with Kafka's stock
 * consumer: first the latest topic, then the changes from where the latest state had got to.
 */
final class PageReader implements AutoCloseable {

    private final LatestKind kind;
    private final KafkaConsumer<byte[], byte[]> committed;
    private final KafkaConsumer<byte[], byte[]> uncommitted;
    private final Map<TopicPartition, Long> next;
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<String, String> picture = new HashMap<>();

    private PageReader(String brokers, LatestKind kind, String group, boolean fromTheEnd) {
        this.kind = kind;
        this.committed = consumer(brokers, group, "read_committed");
        this.uncommitted = consumer(brokers, group, "read_uncommitted");
        this.next = fromTheEnd ? ends(kind.changes()) : taken(kind.changes());
        read(beginnings(kind.latest()), ends(kind.latest()));
    }

    /** Reads the state; the changes wait for {@link #catchUp}. */
    static PageReader of(String brokers, LatestTopics topics, LatestKind kind) {
        return new PageReader(brokers, kind, topics.applicationId(), false);
    }

    /** The same, but with the end of the change topic noted, as one could think. */
    static PageReader fromTheEndOfTheChanges(String brokers, LatestTopics topics, LatestKind kind) {
        return new PageReader(brokers, kind, topics.applicationId(), true);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String brokers, String group, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", group,
                        "enable.auto.commit", false,
                        "auto.offset.reset", "none",
                        "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Map<TopicPartition, Long> taken(String topic) {
        Map<TopicPartition, Long> taken = beginnings(topic);
        Map<TopicPartition, OffsetAndMetadata> offsets = committed.committed(taken.keySet());
        taken.replaceAll((partition, beginning) -> offsets.get(partition) == null
                ? beginning
                : offsets.get(partition).offset());
        return taken;
    }

    private Map<TopicPartition, Long> beginnings(String topic) {
        return new HashMap<>(committed.beginningOffsets(partitions(topic)));
    }

    private Map<TopicPartition, Long> ends(String topic) {
        return uncommitted.endOffsets(partitions(topic));
    }

    private Set<TopicPartition> partitions(String topic) {
        return committed.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toSet());
    }

    /** Takes the changes up to where the topic ends now. */
    PageReader catchUp() {
        read(next, ends(kind.changes()));
        return this;
    }

    private void read(Map<TopicPartition, Long> at, Map<TopicPartition, Long> ends) {
        committed.assign(at.keySet());
        at.forEach(committed::seek);
        while (!ends.entrySet().stream().allMatch(end -> committed.position(end.getKey()) >= end.getValue())) {
            committed.poll(Duration.ofMillis(100)).forEach(this::take);
        }
        at.replaceAll((partition, offset) -> committed.position(partition));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Version version = Change.of(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()))
                .version();
        String key = text(record.key());
        if (version.replaces(versions.get(key), kind.isRestorable())) {
            versions.put(key, version);
            picture.put(key, version.deleted() ? null : text(record.value()));
        }
    }

    /** The last value of each key, null for what is deleted. */
    Map<String, String> picture() {
        return picture;
    }

    @Override
    public void close() {
        List.of(committed, uncommitted).forEach(KafkaConsumer::close);
    }
}
