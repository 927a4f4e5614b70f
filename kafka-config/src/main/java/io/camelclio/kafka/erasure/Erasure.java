package io.camelclio.kafka.erasure;

import io.camelclio.kafka.clients.ClientSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes a null for each key to compacted topics, and then a proof of it. The proof is written only when all in-sync
 * replicas have every null, so what is recorded as erased is; erasing twice leaves the topics as erasing once.
 *
 * <p>Readers see the null at once. The old values leave the disk when Kafka compacts the topic (Apache Kafka
 * documentation, "Log Compaction").
 */
public final class Erasure {

    private static final int SALT_BYTES = 16;

    private final ClientSettings producing;
    private final String proofTopic;
    private final Clock clock;
    private final Duration timeout;

    /**
     * An eraser for one cluster; nothing is sent yet.
     *
     * @param producing settings of a producer
     * @param proofTopic name of an existing topic that keeps the proofs
     * @param timeout the longest time for one erasure
     */
    public Erasure(ClientSettings producing, String proofTopic, Clock clock, Duration timeout) {
        this.producing = Objects.requireNonNull(producing, "producing");
        this.proofTopic = Objects.requireNonNull(proofTopic, "proofTopic");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    /**
     * Erases the keys from every one of the topics.
     *
     * @param topics names of existing, compacted topics; with none the proof says only that the keys are to be forgotten, so
     *     that no dead letter brings them back
     * @param sources names of the topics that these are made from. They get the nulls too, and before: whoever makes the
     *     compacted ones and is behind writes old values once more, and then comes to the null
     * @throws ErasureException if Kafka does not take all of it in time; then no proof is written
     */
    public void erase(ErasureRequest request, List<String> topics, List<String> sources) {
        erase(request, topics, sources, () -> {});
    }

    /**
     * As {@link #erase(ErasureRequest, List, List)}.
     *
     * @param onNull called after each null that all in-sync replicas have: one for each key on each topic and source
     */
    public void erase(ErasureRequest request, List<String> topics, List<String> sources, Runnable onNull) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(producing.asMap(), new StringSerializer(), new ByteArraySerializer())) {
            sources.forEach(topic -> writeNulls(producer, topic, request, deadline, onNull));
            topics.forEach(topic -> writeNulls(producer, topic, request, deadline, onNull));
            ErasureProof proof = new ErasureProof(clock.instant(), request, topics, salt());
            await(send(producer, proofTopic, request.entity(), proof.json()), proofTopic, deadline);
        }
    }

    private void writeNulls(
            Producer<String, byte[]> producer, String topic, ErasureRequest request, long deadline, Runnable onNull) {
        List<Future<RecordMetadata>> nulls = request.keys().stream()
                .map(key -> send(producer, topic, key, null))
                .toList();
        nulls.forEach(sent -> {
            await(sent, topic, deadline);
            onNull.run();
        });
    }

    private Future<RecordMetadata> send(Producer<String, byte[]> producer, String topic, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, key, value));
        } catch (KafkaException e) {
            throw ErasureException.notWritten(topic, cluster(), e);
        }
    }

    private void await(Future<?> sent, String topic, long deadline) {
        try {
            sent.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw ErasureException.notWritten(topic, cluster(), e.getCause());
        } catch (TimeoutException e) {
            throw ErasureException.notWritten(topic, cluster(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ErasureException.notWritten(topic, cluster(), e);
        }
    }

    private String cluster() {
        return producing.get("bootstrap.servers");
    }

    private static String salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }
}
