package io.camelclio.testkit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from their beginning with Kafka's stock consumer: bytes as they are, no group, nothing committed. It
 * shares no code with whatever wrote the records, so it can be the witness of what is on Kafka.
 */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final Duration timeout;
    private final IsolationLevel isolation;

    /** A reader that gives up a {@link #readAll} after 30 seconds. */
    public TopicReader(String bootstrapServers) {
        this(bootstrapServers, Duration.ofSeconds(30));
    }

    /**
     * A reader with its own bound.
     *
     * @param bootstrapServers the cluster to read from
     * @param timeout the longest time for one {@link #readAll}
     */
    public TopicReader(String bootstrapServers, Duration timeout) {
        this(bootstrapServers, timeout, IsolationLevel.READ_UNCOMMITTED);
    }

    private TopicReader(String bootstrapServers, Duration timeout, IsolationLevel isolation) {
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.isolation = isolation;
    }

    /** A reader that passes over what was written in transactions that were aborted or are still open. */
    public TopicReader onlyCommitted() {
        return new TopicReader(bootstrapServers, timeout, IsolationLevel.READ_COMMITTED);
    }

    /**
     * Everything that is on the topics at the time of the call; per partition in the order of offsets.
     *
     * @throws IllegalStateException if a topic does not exist, or the cluster does not deliver in time
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String... topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return readToEnd(consumer, partitionsOf(consumer, Arrays.asList(topics)));
        } catch (KafkaException e) {
            throw unreadable(Arrays.toString(topics), e);
        }
    }

    /**
     * Everything that is on the topics with matching names at the time of the call.
     *
     * @throws IllegalStateException if the cluster does not deliver in time
     */
    public List<ConsumerRecord<byte[], byte[]>> readAll(Pattern topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return readToEnd(consumer, TopicFollower.partitionsMatching(topics, consumer.listTopics(timeout)));
        } catch (KafkaException e) {
            throw unreadable(topics.pattern(), e);
        }
    }

    /**
     * Hands every record, old and new, of every topic with a matching name to the callback until the follower is closed.
     * Topics that appear later are found within a second. While the cluster is away it keeps trying.
     *
     * @param topics names to follow; matched in full
     * @param onRecord called by one thread, never at the same time twice; if it throws, the following ends and
     *     {@link TopicFollower#awaitCaughtUp} tells why
     */
    public TopicFollower follow(Pattern topics, Consumer<ConsumerRecord<byte[], byte[]>> onRecord) {
        return TopicFollower.start(consumer(), topics, onRecord);
    }

    private List<ConsumerRecord<byte[], byte[]>> readToEnd(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long deadline = System.nanoTime() + timeout.toNanos();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (!TopicFollower.reached(consumer, ends)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Read %d records from %s in %d s and did not reach the ends %s"
                        .formatted(records.size(), bootstrapServers, timeout.toSeconds(), ends));
            }
            consumer.poll(POLL).forEach(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    records.add(record);
                }
            });
        }
        return List.copyOf(records);
    }

    private List<TopicPartition> partitionsOf(KafkaConsumer<?, ?> consumer, Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic, timeout);
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("There is no topic %s on %s".formatted(topic, bootstrapServers));
            }
            found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private IllegalStateException unreadable(String topics, KafkaException e) {
        return new IllegalStateException(
                "Could not read %s from Kafka at %s: %s".formatted(topics, bootstrapServers, e.getMessage()), e);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.toString(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
