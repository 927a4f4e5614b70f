package io.camelclio.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The bench's own check: what a subject acknowledged lies on its topic, or its figures are worth nothing. */
final class Proof {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String brokers;

    Proof(String brokers) {
        this.brokers = brokers;
    }

    /** How many acknowledged deliveries are not on the topic. */
    int missing(Subject subject) {
        BitSet missing = (BitSet) subject.acknowledged().clone();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(subject.topic()).stream()
                    .map(partition -> new TopicPartition(subject.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    missing.clear(number(record.key()));
                }
            }
        }
        return missing.cardinality();
    }

    /** The record's id: all of the key, or what stands behind its connection. */
    private static int number(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return Integer.parseInt(text.substring(text.lastIndexOf('/') + 1));
    }
}
