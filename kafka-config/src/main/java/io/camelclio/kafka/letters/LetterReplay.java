package io.camelclio.kafka.letters;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.letters.Replay.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Puts dead letters where they belong, each once: what a letter becomes and the note that it did are one transaction of
 * Kafka's. A replay that is killed has done whole letters only, and the next one goes on behind them. One that begins
 * while another runs stops that one, first of all, so the notes it then reads are all there are.
 *
 * <p>Not safe for several threads.
 */
public final class LetterReplay implements AutoCloseable {

    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final ReplayRules rules;
    private final String cluster;
    private final String by;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Producer<String, byte[]> producer;
    private final Replays replays;
    private final Gate gate;
    private Long refreshedAt;

    private LetterReplay(
            ReplayRules rules,
            String cluster,
            String by,
            Clock clock,
            LongSupplier nanos,
            Producer<String, byte[]> producer,
            Replays replays,
            Erasures erasures) {
        this.rules = rules;
        this.cluster = cluster;
        this.by = by;
        this.clock = clock;
        this.nanos = nanos;
        this.producer = producer;
        this.replays = replays;
        this.gate = new Gate(rules.entities(), erasures, rules.known(), replays);
    }

    /**
     * Stops any other replay, and reads what has become of letters so far.
     *
     * @param writing settings of a producer
     * @param reading settings of a consumer
     * @param by who replays, for the audit trail
     * @param patience the longest time without an answer of Kafka's
     * @throws IllegalArgumentException if {@code by} is no name
     * @throws LettersException if Kafka does not answer, does not allow it, or a topic is missing
     */
    public static LetterReplay begin(
            ReplayRules rules,
            ClientSettings writing,
            ClientSettings reading,
            String by,
            Clock clock,
            Duration patience) {
        return begin(
                rules,
                writing,
                reading,
                by,
                clock,
                patience,
                System::nanoTime,
                settings -> new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
    }

    static LetterReplay begin(
            ReplayRules rules,
            ClientSettings writing,
            ClientSettings reading,
            String by,
            Clock clock,
            Duration patience,
            LongSupplier nanos,
            Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        Replay.checkedName(by);
        Objects.requireNonNull(clock, "clock");
        String cluster = writing.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, Object> settings = new HashMap<>(writing.asMap());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, rules.replays());
        Producer<String, byte[]> producer = null;
        try (TopicScan scan = new TopicScan(reading, patience)) {
            scan.ends(List.of(rules.replays(), rules.erasures()));
            producer = producers.apply(settings);
            producer.initTransactions();
            return new LetterReplay(
                    rules,
                    cluster,
                    by,
                    clock,
                    nanos,
                    producer,
                    Replays.read(scan, rules.replays()),
                    new Erasures(rules.erasures(), reading, patience));
        } catch (KafkaException e) {
            close(producer);
            throw LettersException.failed("begin a replay", cluster, e);
        } catch (LettersException e) {
            close(producer);
            throw e;
        }
    }

    /**
     * Replays a letter, unless that was done before. One that its road cannot make anything of is refused: anybody may
     * have written it, and it stops no other.
     *
     * @throws LettersException if Kafka fails, or another replay has begun; then this one is over
     */
    public ReplayResult replay(DeadLetter letter, Road road) {
        Optional<Replay> before = replays.of(letter).filter(end -> end.isFinal(rules.outdatedToo()));
        if (before.isPresent()) {
            return ReplayResult.before(before.get());
        }
        refresh();
        String task = "replay " + letter.id();
        try {
            Passage passage = new Passage(producer, rules.failures(), gate, letter.keptAt());
            producer.beginTransaction();
            Optional<String> refusal = travel(letter, road, passage);
            if (refusal.isPresent()) {
                producer.abortTransaction();
                return ReplayResult.refused(refusal.get());
            }
            Replay end = end(letter, passage);
            if (end.outcome() != Outcome.REPLAYED) {
                producer.abortTransaction();
                producer.beginTransaction();
            }
            producer.send(new ProducerRecord<>(
                    rules.replays(), letter.id().toString(), end.json().getBytes(StandardCharsets.UTF_8)));
            producer.commitTransaction();
            replays.add(end);
            passage.committed(end.outcome());
            return ReplayResult.done(end);
        } catch (KafkaException e) {
            throw LettersException.failed(task, cluster, e);
        }
    }

    private Optional<String> travel(DeadLetter letter, Road road, Passage passage) {
        try {
            road.take(letter, passage);
            producer.flush();
            passage.requireAcknowledged();
            return passage.refusal();
        } catch (ImpassableException e) {
            passage.requireAcknowledged();
            return Optional.of(passage.refusal().orElse(e.getMessage()));
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of("nothing can be made of it (" + e.getClass().getName() + ")");
        }
    }

    private Replay end(DeadLetter letter, Passage passage) {
        Outcome outcome = passage.outcome();
        boolean wrote = outcome == Outcome.REPLAYED;
        Instant now = clock.instant();
        return new Replay(
                letter.id(),
                letter.keptAt(),
                letter.reason(),
                outcome,
                now,
                by,
                wrote ? passage.written() : List.of(),
                wrote ? passage.changes() : List.of(),
                wrote ? passage.times() : List.of());
    }

    /** Latest state goes on while a long replay runs, and so do erasures. */
    private void refresh() {
        if (refreshedAt == null || nanos.getAsLong() - refreshedAt > REFRESH.toNanos()) {
            try {
                gate.refresh();
            } catch (IllegalStateException e) {
                throw LettersException.unknownVersions(e);
            }
            refreshedAt = nanos.getAsLong();
        }
    }

    /** An open transaction is aborted by Kafka, or by the next replay. */
    @Override
    public void close() {
        close(producer);
    }

    private static void close(Producer<?, ?> producer) {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
