package io.camelclio.kafka.latest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One sitting of reading topics to where they end now, of transactions only what was committed. It looks at the offsets of
 * a consumer group but never joins it. All of it together takes no longer than its time.
 */
final class TopicReading implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long deadline;

    TopicReading(Map<String, ?> reading, String group, Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        settings = new HashMap<>(reading);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer = consumer("read_committed");
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Where each partition begins, as far as it is kept. */
    Map<TopicPartition, Long> beginnings(String topic) {
        return new HashMap<>(consumer.beginningOffsets(partitions(topic), left()));
    }

    /** Up to where the group has taken each partition; without those that it has taken nothing of. */
    Map<TopicPartition, Long> committed(String topic) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.committed(Set.copyOf(partitions(topic)), left()).forEach((partition, offset) -> {
            if (offset != null) {
                offsets.put(partition, offset.offset());
            }
        });
        return offsets;
    }

    /** How many offsets of a topic the group has not taken yet, those of transactions that are still open among them. */
    long untaken(String topic) {
        Map<TopicPartition, Long> from = beginnings(topic);
        Map<TopicPartition, Long> ends = ends(from);
        committed(topic).forEach((partition, offset) -> from.merge(partition, offset, Math::max));
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from.get(end.getKey())))
                .sum();
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic, left());
        } catch (UnknownTopicOrPartitionException e) {
            found = List.of();
        }
        if (found == null || found.isEmpty()) {
            throw LatestRecordsException.missing(topic);
        }
        return found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /**
     * Reads a topic on to its end, from the beginning where it is at nothing yet.
     *
     * @param at the next offset to read of each partition; moved on with what the taker has taken, so that another reading
     *     can go on there, after a failure too
     * @throws OffsetOutOfRangeException when the topic ends before that, so is not the one that was read
     */
    void readToEnd(String topic, Map<TopicPartition, Long> at, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        beginnings(topic).forEach(at::putIfAbsent);
        Map<TopicPartition, Long> ends = ends(at);
        Map<TopicPartition, Long> beyond = new HashMap<>(at);
        beyond.entrySet().removeIf(next -> next.getValue() <= ends.get(next.getKey()));
        if (!beyond.isEmpty()) {
            throw new OffsetOutOfRangeException(beyond);
        }
        consumer.assign(at.keySet());
        at.forEach(consumer::seek);
        while (!reached(ends)) {
            consumer.poll(left().compareTo(POLL) < 0 ? left() : POLL).forEach(taker);
            at.replaceAll((partition, offset) -> consumer.position(partition, left()));
        }
    }

    /** Behind what is not yet committed: an open transaction hides what was committed after it began. */
    private Map<TopicPartition, Long> ends(Map<TopicPartition, Long> from) {
        KafkaConsumer<byte[], byte[]> uncommitted = consumer("read_uncommitted");
        try {
            return uncommitted.endOffsets(new ArrayList<>(from.keySet()), left());
        } finally {
            close(uncommitted);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), left()) >= end.getValue());
    }

    /** @throws LatestRecordsException when the time is up */
    private Duration left() {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw LatestRecordsException.tooSlow();
        }
        return Duration.ofNanos(nanos);
    }

    @Override
    public void close() {
        close(consumer);
    }

    /** A consumer waits half a minute for brokers that are away, if it may. */
    private void close(KafkaConsumer<?, ?> closing) {
        closing.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
}
