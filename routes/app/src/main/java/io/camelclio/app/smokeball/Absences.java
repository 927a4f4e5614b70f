package io.camelclio.app.smokeball;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What whole reads of a collection lack of what is known; where it stands under parents, whole rounds over all of its lists.
 * What two of them in a row lack has vanished: one is not enough, since a list without an order may hide a row once, and a
 * deletion is final for whoever hears of it. None has where there is no record at all, as when a permission was taken away,
 * or where it would be too many. Thread-safe.
 */
final class Absences {

    private static final Logger LOG = LoggerFactory.getLogger(Absences.class);

    private final String name;
    private final int most;
    private final Map<String, Seen> lacking = new TreeMap<>();
    private Set<String> doubted = new HashSet<>();
    private int ofSingleLists;
    private boolean hasRecords;
    private boolean empty;

    /**
     * @param name of the collection, for the log
     * @param most how many records one read, or round, may take for deleted
     */
    Absences(String name, int most) {
        this.name = name;
        this.most = most;
    }

    /** A whole read, or round, begins. */
    synchronized void begin() {
        lacking.clear();
        ofSingleLists = 0;
        hasRecords = false;
    }

    /** A list was read whole and has records, be they few. */
    synchronized void hasRecords() {
        hasRecords = true;
    }

    /** What was seen lacks this known record. */
    synchronized void lacks(String key, Seen seen) {
        lacking.put(key, seen);
    }

    /** This record was met, wherever. */
    synchronized void met(String key) {
        lacking.remove(key);
        doubted.remove(key);
    }

    /** Whether another whole read is to show what has vanished. */
    synchronized boolean isInDoubt() {
        return !doubted.isEmpty();
    }

    /** Whether these have vanished cannot be told now: the next whole read is to look again. */
    synchronized void doubt(Set<String> keys) {
        doubted.addAll(keys);
    }

    /** Two reads in a row are needed from here on. */
    synchronized void forget() {
        lacking.clear();
        doubted = new HashSet<>();
    }

    /** The whole read, or round, is over: what has vanished, and what lacks it. */
    synchronized Map<String, Seen> end() {
        if (isSuddenlyEmpty()) {
            forget();
            return Map.of();
        }
        Map<String, Seen> vanished = new TreeMap<>(lacking);
        vanished.keySet().retainAll(doubted);
        doubted = new HashSet<>(lacking.keySet());
        doubted.removeAll(vanished.keySet());
        lacking.clear();
        return admitted(vanished, 0);
    }

    /**
     * One list was read whole out of its turn, and is not empty: what has vanished from it.
     *
     * @param lacks the keys of all that it lacks
     */
    synchronized Map<String, Seen> ofOneList(Set<String> lacks, Seen seen) {
        Map<String, Seen> vanished = new TreeMap<>();
        lacks.stream().filter(doubted::contains).forEach(key -> vanished.put(key, seen));
        doubted.addAll(lacks);
        doubted.removeAll(vanished.keySet());
        Map<String, Seen> admitted = admitted(vanished, ofSingleLists);
        ofSingleLists += admitted.size();
        return admitted;
    }

    private Map<String, Seen> admitted(Map<String, Seen> vanished, int before) {
        if (before + vanished.size() <= most) {
            return vanished;
        }
        LOG.warn(
                "Smokeball's list {} lacks {} records that are known. With them more than {} would be deleted at once, so none"
                        + " of these is taken for deleted. Look whether the user or application that is authorised still"
                        + " sees them; if they are gone, raise smokeball.max_deleted",
                name,
                vanished.size(),
                most);
        return Map.of();
    }

    private boolean isSuddenlyEmpty() {
        boolean wasEmpty = empty;
        empty = !hasRecords && !lacking.isEmpty();
        if (empty && !wasEmpty) {
            LOG.warn(
                    "The collection {} of Smokeball is empty, but {} of its records are known; none is taken for deleted,"
                            + " since one whose permission was taken away looks the same. Look whether Smokeball still"
                            + " shows these records; if they are gone, their deletions follow once there is a record again",
                    name,
                    lacking.size());
        }
        return empty;
    }
}
