package io.camelclio.kafka.latest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest change of each key: as the latest topic has it, unless a change is known that the latest state has not taken
 * yet; then that one, until it is taken. Bounded in keys. Safe for several threads, of which one reads the topics.
 */
final class KnownKeys {

    /** Of what is remembered for what it saves, so that the oldest may be forgotten. */
    private static final int MOST_REMEMBERED = 100_000;

    private final String changes;
    private final int mostKeys;
    private final ConcurrentSkipListMap<String, String> identities = new ConcurrentSkipListMap<>();
    private final Map<String, String> parents = new ConcurrentHashMap<>();
    private final Map<String, String> deletions = bounded();
    private final Map<String, String> refused = bounded();
    private final ConcurrentMap<String, Untaken> untaken = new ConcurrentHashMap<>();
    private volatile int readings;

    /**
     * The newest change of a record.
     *
     * @param identity may be empty
     * @param parent key of the record that it stands under; empty when it tells none
     */
    record Newest(String identity, String parent, boolean deleted) {}

    /**
     * A change that the latest state has not taken.
     *
     * @param partition where it lies; null while it has not been read
     * @param position its offset there; the number of the reading that was last when it was confirmed, while it has not been read
     * @param latest what the latest topic has; null when it has nothing
     */
    private record Untaken(TopicPartition partition, long position, Newest latest) {}

    /** @param changes name of the change topic, for errors */
    KnownKeys(String changes, int mostKeys) {
        this.changes = changes;
        this.mostKeys = mostKeys;
    }

    private static Map<String, String> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST_REMEMBERED;
            }
        });
    }

    /** The topics are going to be read to their ends once more. */
    void beginReading() {
        readings++;
    }

    /** @throws LatestRecordsException if there are more keys than are kept */
    void isOnLatest(String key, Newest latest) {
        untaken.compute(key, (same, change) -> {
            if (change == null) {
                take(key, latest);
                return null;
            }
            return new Untaken(change.partition, change.position, latest);
        });
    }

    /** @throws LatestRecordsException if there are more keys than are kept */
    void isPublished(String key, Newest newest, TopicPartition partition, long offset) {
        haveRoom();
        untaken.compute(key, (same, before) -> {
            Newest latest = before == null ? known(key) : before.latest;
            take(key, newest);
            return new Untaken(partition, offset, latest);
        });
    }

    /**
     * A change is on the change topic and may not have been read there yet.
     *
     * @throws LatestRecordsException if there are more keys than are kept
     */
    void isConfirmed(String key, Newest newest) {
        haveRoom();
        untaken.compute(key, (same, before) -> {
            Untaken change = before == null ? new Untaken(null, readings, known(key)) : before;
            take(key, newest);
            return change;
        });
    }

    /**
     * The topics have been read to where they ended, and up to there the latest topic says what is the newest, but for what
     * is never going to be on it.
     *
     * @param taken up to where the latest state had taken each partition before they were read
     */
    void endReading(Map<TopicPartition, Long> taken) {
        untaken.keySet()
                .forEach(key -> untaken.computeIfPresent(key, (same, change) -> {
                    if (!isTaken(change, taken)) {
                        return change;
                    }
                    boolean isRead = change.partition != null;
                    if (change.latest != null && !(isRead && isRefusedForGood(key, change.latest))) {
                        take(key, change.latest);
                    }
                    return null;
                }));
    }

    /**
     * Whether the latest topic does not show what was published, and did not before. It is known as it was published then, or it
     * would come without end. Once says nothing: an older change may have come late.
     */
    private boolean isRefusedForGood(String key, Newest latest) {
        Newest published = known(key);
        if (published == null || published.identity.equals(latest.identity)) {
            refused.remove(key);
            return false;
        }
        return published.identity.equals(refused.put(key, published.identity));
    }

    /** What was confirmed before the last reading began, and that did not meet, has been read and taken before. */
    private boolean isTaken(Untaken change, Map<TopicPartition, Long> taken) {
        return change.partition == null
                ? change.position < readings
                : change.position < taken.getOrDefault(change.partition, 0L);
    }

    /** While the latest state stands still, as many may be deleted as are there. */
    private void haveRoom() {
        if (untaken.size() > 2 * mostKeys) {
            throw LatestRecordsException.tooMany(changes, mostKeys);
        }
    }

    private Newest known(String key) {
        String identity = identities.get(key);
        if (identity != null) {
            return new Newest(identity, parents.getOrDefault(key, ""), false);
        }
        String deletion = deletions.get(key);
        return deletion == null ? null : new Newest(deletion, "", true);
    }

    private void take(String key, Newest newest) {
        if (newest.deleted) {
            identities.remove(key);
            parents.remove(key);
            if (!newest.identity.isEmpty()) {
                deletions.remove(key);
                deletions.put(key, newest.identity);
            }
            return;
        }
        if (identities.size() >= mostKeys && !identities.containsKey(key)) {
            throw LatestRecordsException.tooMany(changes, mostKeys);
        }
        deletions.remove(key);
        identities.put(key, newest.identity);
        if (!newest.parent.isEmpty()) {
            parents.put(key, newest.parent);
        }
    }

    Optional<String> identity(String key) {
        return Optional.ofNullable(identities.get(key));
    }

    Optional<String> deletion(String key) {
        return Optional.ofNullable(deletions.get(key));
    }

    Optional<String> parent(String key) {
        return Optional.ofNullable(parents.get(key));
    }

    int size() {
        return identities.size();
    }

    Set<String> keys(String prefix) {
        return identities.navigableKeySet().tailSet(prefix).stream()
                .takeWhile(key -> key.startsWith(prefix))
                .collect(Collectors.toSet());
    }
}
