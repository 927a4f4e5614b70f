package io.camelclio.kafka.letters;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of one cluster, read one by one from where they lie: however many there are, no more than one is held.
 * Reading changes nothing.
 */
public final class DeadLetters {

    private final Map<String, String> topics;
    private final String replays;
    private final ClientSettings reading;
    private final Duration patience;

    /**
     * Nothing is read yet.
     *
     * @param topics the dead-letter topic of each source, such as {@code clio}
     * @param replays the topic that says which were replayed
     * @param reading settings of a consumer
     * @param patience the longest time without an answer of Kafka's
     */
    public DeadLetters(Map<String, String> topics, String replays, ClientSettings reading, Duration patience) {
        this.topics = new TreeMap<>(topics);
        this.replays = Objects.requireNonNull(replays, "replays");
        this.reading = Objects.requireNonNull(reading, "reading");
        this.patience = Objects.requireNonNull(patience, "patience");
    }

    /**
     * Reads the letters that are there now, those of one source after those of another, oldest first.
     *
     * @param sources whose letters
     * @param from the first time of interest; null for all
     * @param taker is given each, and should keep no value
     * @throws LettersException if a topic is missing, may not be read, or Kafka does not answer
     */
    public void read(Collection<String> sources, Instant from, Consumer<DeadLetter> taker) {
        try (TopicScan scan = new TopicScan(reading, patience)) {
            for (String source : sources) {
                scan.readSince(
                        scan.ends(List.of(topic(source))), from, record -> taker.accept(DeadLetter.of(source, record)));
            }
        }
    }

    /**
     * Reads one letter.
     *
     * @return empty if it is not there: time has deleted it, or it was never there
     * @throws LettersException if its topic is missing, may not be read, or Kafka does not answer
     */
    public Optional<DeadLetter> find(LetterId id) {
        if (!topics.containsKey(id.source())) {
            return Optional.empty();
        }
        try (TopicScan scan = new TopicScan(reading, patience)) {
            TopicPartition partition = new TopicPartition(topic(id.source()), id.partition());
            Map<TopicPartition, Long> ends = new HashMap<>(scan.ends(List.of(partition.topic())));
            if (ends.getOrDefault(partition, 0L) <= id.offset()) {
                return Optional.empty();
            }
            AtomicReference<DeadLetter> found = new AtomicReference<>();
            scan.readBetween(Map.of(partition, id.offset()), Map.of(partition, id.offset() + 1), record -> {
                if (record.offset() == id.offset()) {
                    found.set(DeadLetter.of(id.source(), record));
                }
            });
            return Optional.ofNullable(found.get());
        }
    }

    /** What has become of letters so far. */
    public Replays replays() {
        try (TopicScan scan = new TopicScan(reading, patience)) {
            return Replays.read(scan, replays);
        }
    }

    private String topic(String source) {
        return Objects.requireNonNull(topics.get(source), source);
    }
}
