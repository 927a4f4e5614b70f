package io.camelclio.pull.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Known records for as long as the process lives, up to a number of them: more is an error, never a silent forgetting. */
public final class MemoryKnownRecords implements KnownRecords {

    private final int capacity;
    private final Map<String, Map<String, String>> versionsByList = new HashMap<>();
    private int size;

    /** @param capacity the most records of all lists together */
    public MemoryKnownRecords(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized Optional<String> version(RecordList list, String id) {
        return Optional.ofNullable(known(list).get(id));
    }

    @Override
    public synchronized Set<String> ids(RecordList list) {
        return Set.copyOf(known(list).keySet());
    }

    @Override
    public synchronized void remember(RecordList list, String id, String version) {
        Map<String, String> versions = known(list);
        if (!versions.containsKey(id)) {
            if (size == capacity) {
                throw new TooManyRecordsException("A full read of '" + list.name() + "' meets more than " + capacity
                        + " records, the most that are kept in memory; narrow the list by a filter, raise option"
                        + " maxKnownRecords, or keep them elsewhere by option knownRecords");
            }
            size++;
        }
        versions.put(id, version);
    }

    @Override
    public synchronized void forget(RecordList list, String id) {
        if (known(list).remove(id) != null) {
            size--;
        }
    }

    private Map<String, String> known(RecordList list) {
        return versionsByList.computeIfAbsent(list.name(), name -> new HashMap<>());
    }
}
