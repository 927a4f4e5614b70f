package io.camelclio.kafka.state;

import io.camelclio.kafka.leadership.Term;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reads and writes the compacted topic behind a {@link KafkaStateRepository}. A write returns only when all in-sync
 * replicas have it. Both are bounded by the same time, whatever the client settings say.
 */
final class StateTopic {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final Map<String, Object> producing;
    private final Map<String, Object> reading;
    private final Duration timeout;

    StateTopic(String topic, Map<String, ?> producing, Map<String, ?> reading, Duration timeout) {
        this.topic = topic;
        this.producing = writerSettings(producing, timeout);
        this.reading = readerSettings(reading, timeout);
        this.timeout = timeout;
    }

    /** A write that has been given up must not reach Kafka later, so the client's own times end before ours. */
    private static Map<String, Object> writerSettings(Map<String, ?> given, Duration timeout) {
        int half = (int) Math.max(1, timeout.toMillis() / 2);
        Map<String, Object> settings = new HashMap<>(given);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, half);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, half);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, half);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, Math.min(half, 250));
        return settings;
    }

    private static Map<String, Object> readerSettings(Map<String, ?> given, Duration timeout) {
        Map<String, Object> settings = new HashMap<>(given);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return settings;
    }

    Map<String, String> read() {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
            return readToEnd(consumer);
        } catch (KafkaException e) {
            throw KafkaStateException.unreadable(topic, cluster(reading), e);
        }
    }

    private Map<String, String> readToEnd(KafkaConsumer<String, String> consumer) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<String, String> state = new HashMap<>();
        long records = 0;
        while (!reached(consumer, ends)) {
            if (System.nanoTime() - deadline > 0) {
                throw KafkaStateException.tooSlow(topic, cluster(reading), timeout.toMillis(), records);
            }
            for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                records++;
                if (record.value() == null) {
                    state.remove(record.key());
                } else {
                    state.put(record.key(), record.value());
                }
            }
        }
        return state;
    }

    /**
     * Ends behind what is not yet committed: another writer's open transaction hides what was committed after it began, so
     * it has to be waited for.
     */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        Map<String, Object> settings = new HashMap<>(reading);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(partitions, timeout);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic, timeout);
        } catch (UnknownTopicOrPartitionException e) {
            found = List.of();
        }
        if (found == null || found.isEmpty()) {
            throw KafkaStateException.noTopic(topic, cluster(reading));
        }
        return found.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), timeout) >= end.getValue());
    }

    KafkaProducer<String, String> writer() {
        return new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer());
    }

    /** Writes one value, or a tombstone for null, unless another leader has begun. */
    void write(Term term, String key, String value) {
        try {
            term.write(topic, key, value);
        } catch (KafkaException e) {
            throw KafkaStateException.notSaved(key, topic, cluster(producing), e);
        }
    }

    /** Writes one value, or a tombstone for null. */
    void write(KafkaProducer<String, String> writer, String key, String value) {
        try {
            writer.send(new ProducerRecord<>(topic, key, value)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw KafkaStateException.notSaved(key, topic, cluster(producing), e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw KafkaStateException.notSaved(key, topic, cluster(producing), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaStateException.notSaved(key, topic, cluster(producing), e);
        }
    }

    private static Object cluster(Map<String, Object> settings) {
        return settings.get("bootstrap.servers");
    }

    @Override
    public String toString() {
        return topic;
    }
}
