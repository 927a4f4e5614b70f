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
    private final Map<Bytes, byte[]> versions = new HashMap<>();
    private Map<TopicPartition, Long> at = new HashMap<>();

    /**
     * Nothing is read yet.
     *
     * @param reading settings of a consumer
     * @param timeout the longest time for each {@link #refresh}
     */
    public KnownVersions(LatestTopics of, ClientSettings reading, Duration timeout) {
        this.of = of;
        this.reading = reading.asMap();
        this.timeout = timeout;
    }

    /** Whether changes of this topic are remembered. */
    public boolean knows(String changes) {
        return of.latestOf().containsKey(changes);
    }

    /**
     * Catches up with the changelog. Waits, at most for the time-out.
     *
     * @throws LatestRecordsException if it cannot be read now
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
        byte[] known = versions.get(NewestVersions.name(changes, key));
        return known != null
                && !change.version().replaces(Version.of(known), of.restorable().contains(changes));
    }
}
