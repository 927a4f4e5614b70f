package io.camelclio.kafka.letters;

import io.camelclio.kafka.letters.Replay.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** One letter's records on their way into the open transaction, and what has become of them. Safe for several threads. */
final class Passage implements Destination {

    private static final String MESSAGE = "error_message";

    private final Producer<String, byte[]> producer;
    private final Set<String> failures;
    private final Gate gate;
    private final Instant letterAt;
    private final List<String> written = new ArrayList<>();
    private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    private Outcome closed;
    private String refusal;
    private Exception failure;

    Passage(Producer<String, byte[]> producer, Set<String> failures, Gate gate, Instant letterAt) {
        this.producer = producer;
        this.failures = failures;
        this.gate = gate;
        this.letterAt = letterAt;
    }

    @Override
    public void send(ProducerRecord<String, byte[]> record, Callback answered) {
        if (!isHeldBack(record)) {
            producer.send(record, (metadata, exception) -> {
                note(record, metadata, exception);
                answered.onCompletion(metadata, exception);
            });
            return;
        }
        TopicPartition nowhere = new TopicPartition(record.topic(), 0);
        answered.onCompletion(new RecordMetadata(nowhere, -1, -1, RecordMetadata.UNKNOWN_PARTITION, -1, -1), null);
    }

    private synchronized boolean isHeldBack(ProducerRecord<String, byte[]> record) {
        if (failures.contains(record.topic())) {
            refusal = header(record, DeadLetter.REASON) + ": " + header(record, MESSAGE);
            return true;
        }
        Optional<String> doubt = gate.doubt(record, letterAt);
        if (doubt.isPresent()) {
            refusal = doubt.get();
            return true;
        }
        Optional<Outcome> found = gate.closedTo(record, letterAt);
        found.filter(outcome -> closed != Outcome.ERASED).ifPresent(outcome -> closed = outcome);
        return found.isPresent();
    }

    private synchronized void note(
            ProducerRecord<String, byte[]> record, RecordMetadata metadata, Exception exception) {
        if (exception != null) {
            failure = failure == null ? exception : failure;
            return;
        }
        written.add(metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset());
        records.add(record);
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? "unknown"
                : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Why it failed again; empty if it did not. What Kafka refuses for good the route has made a dead letter of again. */
    synchronized Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** @throws KafkaException if Kafka did not take something, and no route has taken note of it */
    synchronized void requireAcknowledged() {
        if (refusal == null && failure != null) {
            throw failure instanceof KafkaException kafka ? kafka : new KafkaException(failure);
        }
    }

    /**
     * What becomes of the letter. Where some of its records were outdated the others arrive; where one was erased none
     * does, since they can tell of it.
     */
    synchronized Outcome outcome() {
        return closed == null || closed == Outcome.OUTDATED && !written.isEmpty() ? Outcome.REPLAYED : closed;
    }

    /** The transaction that says so is committed. */
    synchronized void committed(Outcome outcome) {
        if (outcome == Outcome.REPLAYED) {
            records.forEach(gate::committed);
        }
    }

    synchronized List<String> written() {
        return List.copyOf(written);
    }

    synchronized List<String> changes() {
        return records.stream()
                .flatMap(record -> Gate.identity(record).stream())
                .toList();
    }

    /** The times of the {@link #changes}, in their order; empty texts where they have none. */
    synchronized List<String> times() {
        return records.stream()
                .filter(record -> Gate.identity(record).isPresent())
                .map(record -> Gate.time(record).map(Instant::toString).orElse(""))
                .toList();
    }
}
