package io.camelclio.kafka.latest;

import io.camelclio.kafka.clients.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The keys of one kind of record that are not deleted, each with the identity ({@code ce_id}) of its newest change, as the
 * change topic has them now: first its latest topic is read, then the changes that are not in that yet, and from then on
 * what the change topic has got since. So it is right even while the latest state is behind, or stands still.
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

    /** Deletions are remembered for what they save, so that the oldest may be forgotten. */
    private static final int MOST_DELETIONS = 100_000;

    private final String applicationId;
    private final String changes;
    private final String latest;
    private final Map<String, Object> reading;
    private final Duration timeout;
    private final int mostKeys;
    private volatile NavigableMap<String, String> identities = new ConcurrentSkipListMap<>();
    private final Map<String, String> parents = new ConcurrentHashMap<>();
    private final Map<String, String> deletions = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_DELETIONS;
        }
    });
    private NavigableMap<String, String> found;
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
    }

    /**
     * Catches up with the topics. Waits, at most for the time-out.
     *
     * @throws LatestRecordsException if the topics cannot be read now, or hold more keys than are kept; until it succeeds
     *     what is known may lack something. The next one goes on where this one came to
     */
    public synchronized void refresh() {
        try (TopicReading topics = new TopicReading(reading, applicationId, timeout)) {
            if (changesAt == null) {
                begin(topics);
            }
            if (found != identities) {
                topics.readToEnd(latest, latestAt, this::takeLatest);
            }
            topics.readToEnd(changes, changesAt, this::takeChange);
            identities = found;
        } catch (InvalidOffsetException e) {
            changesAt = null;
            throw LatestRecordsException.unreadable(changes, e);
        } catch (KafkaException | LatestRecordsException e) {
            throw LatestRecordsException.unreadable(changes, e);
        }
    }

    /** What is taken of the changes was so before the latest topic is read, so nothing falls between the two. */
    private void begin(TopicReading topics) {
        Map<TopicPartition, Long> taken = topics.committed(changes);
        Map<TopicPartition, Long> from = topics.beginnings(changes);
        from.replaceAll((partition, beginning) -> Math.max(beginning, taken.getOrDefault(partition, beginning)));
        found = new ConcurrentSkipListMap<>();
        parents.clear();
        deletions.clear();
        latestAt = new HashMap<>();
        changesAt = from;
    }

    private void takeLatest(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        if (record.value() == null) {
            lose(record);
        } else {
            find(text(record.key()), record);
        }
    }

    /** Life-cycle events change no state: the change itself comes by itself. */
    private void takeChange(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String type = header(record, TYPE);
        if (record.value() == null || type.endsWith(DELETED)) {
            lose(record);
        } else if (type.endsWith(CHANGED)) {
            find(text(record.key()), record);
        }
    }

    /** After too many there may be fewer, so there is no going on from here. */
    private void find(String key, ConsumerRecord<?, ?> record) {
        try {
            keep(found, key, header(record, IDENTITY));
        } catch (LatestRecordsException e) {
            changesAt = null;
            throw e;
        }
        String parent = header(record, PARENT);
        if (!parent.isEmpty()) {
            parents.put(key, parent);
        }
        deletions.remove(key);
    }

    private void lose(ConsumerRecord<byte[], byte[]> record) {
        String key = text(record.key());
        found.remove(key);
        parents.remove(key);
        deletions.remove(key);
        String identity = header(record, IDENTITY);
        if (!identity.isEmpty()) {
            deletions.put(key, identity);
        }
    }

    private void keep(Map<String, String> kept, String key, String identity) {
        if (kept.size() >= mostKeys && !kept.containsKey(key)) {
            throw LatestRecordsException.tooMany(changes, mostKeys);
        }
        kept.put(key, identity);
    }

    /** The identity of the newest change of a key; empty when the key is unknown or deleted. Never waits. */
    public Optional<String> identity(String key) {
        return Optional.ofNullable(identities.get(key));
    }

    /**
     * The identity of the deletion of a key that is deleted, as long as it is remembered: the latest topic forgets deletions
     * after its {@code delete.retention.ms}, and of very many the oldest are forgotten too. Never waits.
     */
    public Optional<String> deletion(String key) {
        return Optional.ofNullable(deletions.get(key));
    }

    /** The key of the record that one stands under, as a change that was read has told; empty where none did. Never waits. */
    public Optional<String> parent(String key) {
        return Optional.ofNullable(parents.get(key));
    }

    /** How many keys are known, of those that are not deleted. */
    public int size() {
        return identities.size();
    }

    /** The keys that begin so and are not deleted, as a copy of its own. Looks at no others. Never waits. */
    public Set<String> keys(String prefix) {
        return identities.navigableKeySet().tailSet(prefix).stream()
                .takeWhile(key -> key.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    /**
     * This change is on the change topic, and is known before the next {@link #refresh} reads it there. Never waits.
     *
     * @throws LatestRecordsException if there are more keys than are kept
     */
    public void changed(String key, String identity) {
        keep(identities, key, identity);
        deletions.remove(key);
    }

    /** The deletion of this key is on the change topic. Never waits. */
    public void deleted(String key) {
        identities.remove(key);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
