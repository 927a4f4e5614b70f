package io.camelclio.tables;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to topics what a test wants to be there, with the headers by which latest state and tables go. */
final class Changes implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private int marks;

    /**
     * A version of a record.
     *
     * @param value null for none
     * @param told whether the vendor told of it, rather than that it was read
     */
    record Version(String key, byte[] value, String type, Instant time, Instant asOf, boolean told) {

        static Version of(String key, String value) {
            return new Version(
                    key, value.getBytes(StandardCharsets.UTF_8), "changed", Instant.now(), Instant.now(), false);
        }
    }

    Changes(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Future<RecordMetadata> send(String topic, Version version) {
        return producer.send(record(topic, version));
    }

    /** A dead letter, as a route leaves it. */
    Future<RecordMetadata> sendLetter(String vendor, String route, Version version) {
        ProducerRecord<byte[], byte[]> letter = record(vendor + ".dead_letter.v1", version);
        letter.headers().add("error_reason", bytes("route_failed"));
        letter.headers().add("source_route", bytes(route));
        return producer.send(letter);
    }

    /** Whether Kafka takes nothing on this topic, whatever it is. */
    boolean isRefused(String topic) throws InterruptedException {
        try {
            send(topic, Version.of("probe/1", "{\"description\":\"%s\"}".formatted("long ".repeat(20))))
                    .get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Version version) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(version.key), version.value);
        Headers headers = record.headers();
        headers.add("ce_specversion", bytes("1.0"));
        headers.add(
                "ce_id", bytes(HexFormat.of().formatHex(bytes(version.key + " " + version.time + " " + version.type))));
        headers.add("ce_type", bytes("com.example.record." + version.type + ".v1"));
        headers.add("ce_source", bytes("/%s/example".formatted(topic.substring(0, topic.indexOf('.')))));
        headers.add("ce_subject", bytes(version.key));
        headers.add("ce_time", bytes(version.time.toString()));
        headers.add("ce_asof", bytes(version.asOf.toString()));
        if (version.told) {
            headers.add("ce_vendorevent", bytes(version.type));
        }
        return record;
    }

    /** A null without headers, as an erasure leaves it. */
    void erase(String topic, String key) {
        producer.send(new ProducerRecord<>(topic, bytes(key), null));
    }

    /** A record that is none of ours. */
    void sendForeign(String topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), value);
        headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
        producer.send(record);
    }

    /** A header that stands there twice. */
    void sendWithDoubledIdentity(String topic, String key) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, bytes(key), bytes("{}"));
        record.headers().add("ce_id", bytes("one")).add("ce_id", bytes("other"));
        producer.send(record);
    }

    /**
     * Sends a record to each partition.
     *
     * @return their keys: where all of them have arrived, so has all that was sent before
     */
    List<String> mark(String topic) throws ExecutionException, InterruptedException {
        Set<Integer> unmarked = new HashSet<>();
        producer.partitionsFor(topic).forEach(partition -> unmarked.add(partition.partition()));
        List<String> keys = new ArrayList<>();
        while (!unmarked.isEmpty()) {
            String key = "mark/" + marks++;
            unmarked.remove(send(topic, Version.of(key, "{}")).get().partition());
            keys.add(key);
        }
        return keys;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
