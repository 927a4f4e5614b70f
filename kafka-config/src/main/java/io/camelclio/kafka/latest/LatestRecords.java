package io.camelclio.kafka.latest;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.latest.KnownKeys.Newest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The keys of one kind of record that are not deleted, each with the identity ({@code ce_id}) of its newest change: as the
 * latest topic has it, and where changes are there that the latest state has not taken yet, the last of them. So it is
 * right even while the latest state is behind, or stands still, and says what the latest topic says once that has taken
 * them: which of two changes is the newer is decided in one place. Only what that does not take however often it is
 * published is known as it was published, or whoever compares would publish it without end.
 *
 * <p>Nothing of a record is kept but its key, that identity and the key of its parent. Bounded in keys and in time; safe for several threads.
 * While all is read anew, what was known before answers.
 */
public final class LatestRecords {

    private static final String IDENTITY = "ce_id";
    private static final String TYPE = "ce_type";
    private static final String PARENT = "ce_parent";
    private static final String CHANGED = ".changed.v1";
    private static final String DELETED = ".deleted.v1";

    private final String applicationId;
    private final String changes;
    private final String latest;
    private final Map<String, Object> reading;
    private final Duration timeout;
    private final int mostKeys;
    private volatile KnownKeys known;
    private KnownKeys found;
    private Map<TopicPartition, Long> latestAt;
    private Map<TopicPartition, Long> changesAt;

    /**
     * The records of one change topic; nothing is read yet.
     *
     * @param of the latest state that the latest topic is kept by, running or not
     * @param changes name of one of its change topics
     * @param reading settings of the consumer that reads the topics
     * @param timeout the longest time for each {@link #refresh}
     * @param mostKeys the most keys that are kept
     * @throws IllegalArgumentException if that is none of its change topics
     */
    public LatestRecords(LatestTopics of, String changes, ClientSettings reading, Duration timeout, int mostKeys) {
        this.latest = of.latestOf().get(changes);
        if (latest == null) {
            throw new IllegalArgumentException("Topic %s has no latest state; those that have one are %s"
                    .formatted(
                            changes,
                            of.kinds().stream().map(LatestKind::changes).toList()));
        }
        this.applicationId = of.applicationId();
        this.changes = changes;
        this.reading = reading.asMap();
        this.timeout = timeout;
        this.mostKeys = mostKeys;
        this.known = new KnownKeys(changes, mostKeys);
    }

    /**
     * Catches up with the topics. Waits, at most for the time-out.
     *
     * @throws LatestRecordsException if the topics cannot be read now, or hold more keys than are kept; until it succeeds
     *     what is known may lack something. The next one goes on where this one came to
     */
    public synchronized void refresh() {
        try (TopicReading topics = new TopicReading(reading, applicationId, timeout)) {
            Map<TopicPartition, Long> taken = topics.committed(changes);
            if (changesAt == null) {
                begin(topics, taken);
            }
            found.beginReading();
            topics.readToEnd(latest, latestAt, this::takeLatest);
            topics.readToEnd(changes, changesAt, this::takeChange);
            found.endReading(taken);
            known = found;
        } catch (InvalidOffsetException e) {
            changesAt = null;
            throw LatestRecordsException.unreadable(changes, e);
        } catch (KafkaException | LatestRecordsException e) {
            throw LatestRecordsException.unreadable(changes, e);
        }
    }

    /** What is taken of the changes was so before the latest topic is read, so nothing falls between the two. */
    private void begin(TopicReading topics, Map<TopicPartition, Long> taken) {
        Map<TopicPartition, Long> from = topics.beginnings(changes);
        from.replaceAll((partition, beginning) -> Math.max(beginning, taken.getOrDefault(partition, beginning)));
        found = new KnownKeys(changes, mostKeys);
        latestAt = new HashMap<>();
        changesAt = from;
    }

    private void takeLatest(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() != null) {
            take(() -> found.isOnLatest(text(record.key()), newest(record, record.value() == null)));
        }
    }

    /** Life-cycle events change no state: the change itself comes by itself. */
    private void takeChange(ConsumerRecord<byte[], byte[]> record) {
        String type = header(record, TYPE);
        boolean isDeletion = record.value() == null || type.endsWith(DELETED);
        if (record.key() != null && (isDeletion || type.endsWith(CHANGED))) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            take(() -> found.isPublished(text(record.key()), newest(record, isDeletion), partition, record.offset()));
        }
    }

    /** After too many there may be fewer, so there is no going on from here. */
    private void take(Runnable taking) {
        try {
            taking.run();
        } catch (LatestRecordsException e) {
            changesAt = null;
            throw e;
        }
    }

    private static Newest newest(ConsumerRecord<?, ?> record, boolean deleted) {
        return new Newest(header(record, IDENTITY), header(record, PARENT), deleted);
    }

    /** The identity of the newest change of a key; empty when the key is unknown or deleted. Never waits. */
    public Optional<String> identity(String key) {
        return known.identity(key);
    }

    /**
     * The identity of the deletion of a key that is deleted, as long as it is remembered: the latest topic forgets deletions
     * after its {@code delete.retention.ms}, and of very many the oldest are forgotten too. Never waits.
     */
    public Optional<String> deletion(String key) {
        return known.deletion(key);
    }

    /** The key of the record that one stands under, as a change that was read has told; empty where none did. Never waits. */
    public Optional<String> parent(String key) {
        return known.parent(key);
    }

    /** How many keys are known, of those that are not deleted. */
    public int size() {
        return known.size();
    }

    /** The keys that begin so and are not deleted, as a copy of its own. Looks at no others. Never waits. */
    public Set<String> keys(String prefix) {
        return known.keys(prefix);
    }

    /**
     * This change is on the change topic, and is known before the next {@link #refresh} reads it there. Never waits.
     *
     * @throws LatestRecordsException if there are more keys than are kept
     */
    public void changed(String key, String identity) {
        known.isConfirmed(key, new Newest(identity, "", false));
    }

    /**
     * The deletion of this key is on the change topic. Never waits.
     *
     * @throws LatestRecordsException if there are more keys than are kept, deleted ones that the latest state has not taken
     *     among them
     */
    public void deleted(String key) {
        known.isConfirmed(key, new Newest("", "", true));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
