package io.camelclio.kafka.letters;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics up to an end, of transactions only what was committed, as a member of no group. The end lies behind what is
 * not committed yet, so that an open transaction of somebody else hides nothing: it is waited for.
 */
final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;
    private final String cluster;
    private final Duration patience;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param patience the longest time without an answer */
    TopicScan(ClientSettings reading, Duration patience) {
        this.settings = new HashMap<>(reading.asMap());
        this.cluster = reading.get("bootstrap.servers");
        this.patience = patience;
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = consumer("read_committed");
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        try {
            return new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw LettersException.failed("connect", cluster, e);
        }
    }

    /** Where the partitions of these topics end now. */
    Map<TopicPartition, Long> ends(Collection<String> topics) {
        List<TopicPartition> partitions =
                topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
        KafkaConsumer<byte[], byte[]> uncommitted = consumer("read_uncommitted");
        try {
            return asked("read " + String.join(", ", topics), () -> uncommitted.endOffsets(partitions, patience));
        } finally {
            uncommitted.close(Duration.ZERO);
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = asked("read " + topic, () -> {
            try {
                return consumer.partitionsFor(topic, patience);
            } catch (UnknownTopicOrPartitionException e) {
                return List.of();
            }
        });
        if (found == null || found.isEmpty()) {
            throw LettersException.missing(topic, cluster);
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /**
     * Reads each partition to its end, the records of one in their order.
     *
     * @param from the first time to read of, by the topic's own times; null for all that is there
     */
    void readSince(Map<TopicPartition, Long> ends, Instant from, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Map<TopicPartition, Long> starts = from == null ? beginnings(ends) : since(from, ends);
        readBetween(starts, ends, taker);
    }

    /** Reads topics from their beginning to where they end now. */
    void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        readSince(ends(List.of(topic)), null, taker);
    }

    /**
     * Reads a topic on to where it ends now, from its beginning where nothing was read yet.
     *
     * @param at the next offset to read of each partition; moved on when all was taken
     */
    void readOn(String topic, Map<TopicPartition, Long> at, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Map<TopicPartition, Long> ends = ends(List.of(topic));
        Map<TopicPartition, Long> starts = new HashMap<>(beginnings(ends));
        at.forEach((partition, offset) -> starts.merge(partition, offset, Math::max));
        readBetween(starts, ends, taker);
        at.putAll(ends);
    }

    /** Reads each partition from one offset to another. */
    void readBetween(
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Map<TopicPartition, Long> left = ends.entrySet().stream()
                .filter(end -> starts.get(end.getKey()) < end.getValue())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        consumer.assign(left.keySet());
        left.keySet().forEach(partition -> consumer.seek(partition, starts.get(partition)));
        long lastHeard = System.nanoTime();
        Map<TopicPartition, Long> at = new HashMap<>();
        while (!left.isEmpty()) {
            asked("read", () -> consumer.poll(POLL)).forEach(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    taker.accept(record);
                }
            });
            for (TopicPartition partition : List.copyOf(left.keySet())) {
                long position = asked("read", () -> consumer.position(partition, patience));
                if (!Long.valueOf(position).equals(at.put(partition, position))) {
                    lastHeard = System.nanoTime();
                }
                if (position >= left.get(partition)) {
                    left.remove(partition);
                    consumer.pause(List.of(partition));
                }
            }
            if (System.nanoTime() - lastHeard > patience.toNanos()) {
                throw LettersException.silent(
                        "read " + left.keySet().iterator().next().topic(), cluster, patience.toSeconds());
            }
        }
    }

    private Map<TopicPartition, Long> beginnings(Map<TopicPartition, Long> ends) {
        return asked("read", () -> consumer.beginningOffsets(ends.keySet(), patience));
    }

    private Map<TopicPartition, Long> since(Instant from, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> times = ends.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, any -> Math.max(0, from.toEpochMilli())));
        Map<TopicPartition, OffsetAndTimestamp> found = asked("read", () -> consumer.offsetsForTimes(times, patience));
        Map<TopicPartition, Long> starts = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndTimestamp offset = found.get(partition);
            starts.put(partition, offset == null ? end : Long.valueOf(offset.offset()));
        });
        return starts;
    }

    private <T> T asked(String task, Question<T> question) {
        try {
            return question.ask();
        } catch (TimeoutException e) {
            throw LettersException.silent(task, cluster, patience.toSeconds());
        } catch (KafkaException e) {
            throw LettersException.failed(task, cluster, e);
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }

    private interface Question<T> {
        T ask();
    }
}
