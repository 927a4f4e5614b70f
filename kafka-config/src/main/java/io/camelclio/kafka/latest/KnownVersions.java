package io.camelclio.kafka.latest;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.latest.Change.Oddity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What one vendor's latest state remembers of every record, read from its changelog and asked by the same rule: would this
 * change be the newest of its record? Deleted records are remembered too. It is as far behind as the latest state is.
 *
 * <p>Not safe for several threads.
 */
public final class KnownVersions {

    private final LatestTopics of;
    private final Map<String, Object> reading;
    private final Duration timeout;
    private final int most;
    private final Map<Bytes, byte[]> versions = new HashMap<>();
    private final Map<Bytes, Version> written = new HashMap<>();
    private Map<TopicPartition, Long> at = new HashMap<>();

    /**
     * Nothing is read yet.
     *
     * @param reading settings of a consumer
     * @param timeout the longest time for each {@link #refresh}
     * @param most the most records of which a version is kept
     */
    public KnownVersions(LatestTopics of, ClientSettings reading, Duration timeout, int most) {
        this.of = of;
        this.reading = reading.asMap();
        this.timeout = timeout;
        this.most = most;
    }

    /** The vendor whose records these are, such as {@code clio}. */
    public String vendor() {
        return of.vendor();
    }

    /** Whether changes of this topic are remembered. */
    public boolean knows(String changes) {
        return of.latestOf().containsKey(changes);
    }

    /**
     * Catches up with the changelog. Waits, at most for the time-out.
     *
     * @throws LatestRecordsException if it cannot be read now, or holds more records than are kept
     */
    public void refresh() {
        try (TopicReading topic = new TopicReading(reading, of.applicationId(), timeout)) {
            topic.readToEnd(of.changelog(), at, this::take);
        } catch (InvalidOffsetException e) {
            at = new HashMap<>();
            throw LatestRecordsException.unreadable(of.changelog(), e);
        } catch (KafkaException | LatestRecordsException e) {
            throw LatestRecordsException.unreadable(of.changelog(), e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> version) {
        Bytes name = Bytes.wrap(version.key());
        if (version.value() == null) {
            versions.remove(name);
        } else {
            versions.put(name, version.value());
        }
        if (versions.size() > most) {
            throw LatestRecordsException.tooManyVersions(most);
        }
    }

    /**
     * Whether something is known of the record that this change, coming now, would not replace.
     *
     * @param changes the change topic, one that {@link #knows}
     * @param key of the record, or null
     * @return false for what is no change of ours
     */
    public boolean outdates(String changes, byte[] key, byte[] value, Headers headers) {
        Change change = Change.of(new Record<>(key, value, 0, headers));
        Oddity oddity = change.oddity();
        if (oddity != null) {
            return false;
        }
        Bytes name = NewestVersions.name(changes, key);
        byte[] known = versions.get(name);
        boolean restorable = of.restorable().contains(changes);
        return !change.version().replaces(known == null ? null : Version.of(known), restorable)
                || !change.version().replaces(written.get(name), restorable);
    }

    /**
     * This change is on its topic, and is known before the latest state has come to it.
     *
     * @param changes the change topic, one that {@link #knows}
     * @param key of the record, or null
     */
    public void written(String changes, byte[] key, byte[] value, Headers headers) {
        Change change = Change.of(new Record<>(key, value, 0, headers));
        if (change.oddity() == null) {
            boolean restorable = of.restorable().contains(changes);
            written.merge(
                    NewestVersions.name(changes, key),
                    change.version(),
                    (known, late) -> late.replaces(known, restorable) ? late : known);
        }
    }

    /**
     * How many changes are on their topics that the latest state has not taken yet, so that nobody knows here whether they
     * are newer.
     *
     * @throws LatestRecordsException if that cannot be told now
     */
    public long behind() {
        try (TopicReading topics = new TopicReading(reading, of.applicationId(), timeout)) {
            return of.kinds().stream()
                    .map(LatestKind::changes)
                    .mapToLong(topics::untaken)
                    .sum();
        } catch (KafkaException | LatestRecordsException e) {
            throw LatestRecordsException.unreadable(of.changelog(), e);
        }
    }
}
