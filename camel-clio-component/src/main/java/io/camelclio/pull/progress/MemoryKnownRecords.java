package io.camelclio.pull.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Known records for as long as the process lives, up to a number of them: more is an error, never a silent forgetting. */
public final class MemoryKnownRecords implements KnownRecords {

    private final int capacity;
    private final Map<String, Map<String, String>> versionsByStream = new HashMap<>();
    private int size;

    /** @param capacity the most records of all streams together */
    public MemoryKnownRecords(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized Optional<String> version(String stream, String id) {
        return Optional.ofNullable(stream(stream).get(id));
    }

    @Override
    public synchronized Set<String> ids(String stream) {
        return Set.copyOf(stream(stream).keySet());
    }

    @Override
    public synchronized void remember(String stream, String id, String version) {
        Map<String, String> versions = stream(stream);
        if (!versions.containsKey(id)) {
            if (size == capacity) {
                throw new IllegalStateException("A full read of '" + stream + "' meets more than " + capacity
                        + " records, the most that are kept in memory; narrow the list by a filter, raise option"
                        + " maxKnownRecords, or keep them elsewhere by option knownRecords");
            }
            size++;
        }
        versions.put(id, version);
    }

    @Override
    public synchronized void forget(String stream, String id) {
        if (stream(stream).remove(id) != null) {
            size--;
        }
    }

    private Map<String, String> stream(String stream) {
        return versionsByStream.computeIfAbsent(stream, name -> new HashMap<>());
    }
}
