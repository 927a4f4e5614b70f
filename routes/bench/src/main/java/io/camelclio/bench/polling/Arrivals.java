package io.camelclio.bench.polling;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Watches the records of one poll arrive on a topic: by their keys, so that one which came twice counts once. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final String prefix;
    private final Set<String> keys = new HashSet<>();
    private final List<Long> times = new ArrayList<>();

    /**
     * @param topic must be there
     * @param prefix of the keys that count
     */
    Arrivals(String brokers, String topic, String prefix) {
        this.topic = topic;
        this.prefix = prefix;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** @throws IOException if so many do not arrive in time */
    void await(int records, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (keys.size() < records) {
            if (System.nanoTime() > end) {
                throw new IOException("Only %d of %d records arrived on %s within %s"
                        .formatted(keys.size(), records, topic, patience));
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.key().startsWith(prefix) && keys.add(record.key())) {
                    times.add(record.timestamp());
                }
            }
        }
    }

    int count() {
        return keys.size();
    }

    /** Records a second, by the times at which they were sent, from the one with this number to the last. */
    double perSecond(int first) {
        List<Long> sorted = times.stream().sorted().toList();
        long millis = sorted.get(sorted.size() - 1) - sorted.get(first);
        return (sorted.size() - first) * 1e3 / Math.max(1, millis);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
