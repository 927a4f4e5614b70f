package io.camelclio.testkit.clio.records;

import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records of every resource the catalogue has. No two of them share an id, of whatever resource they are; every
 * change is told to one listener, once there is one.
 */
public final class FirmRecords {

    /** Above the range of an int, as the vendor's ids may be. */
    private static final long FIRST_ID = 3_000_000_000L;

    private final Map<String, ClioRecords> records = new HashMap<>();
    private volatile ChangeListener listener = (resource, kind, before, after) -> {};

    /**
     * No records but the generated ones.
     *
     * @param generated how many are invented, by the resource's path
     * @throws IllegalArgumentException if the catalogue does not have one of these resources
     */
    public FirmRecords(Catalogue catalogue, Times times, Map<String, Long> generated) {
        AtomicLong ids = new AtomicLong(FIRST_ID);
        ChangeListener present = (resource, kind, before, after) -> listener.changed(resource, kind, before, after);
        for (Resource resource : catalogue.resources()) {
            long count = generated.getOrDefault(resource.path(), 0L);
            GeneratedRecords invented = new GeneratedRecords(resource, ids.getAndAdd(count), count, times.now());
            records.put(resource.path(), new ClioRecords(resource, times, ids, present, invented));
        }
        generated.keySet().forEach(this::of);
    }

    /** Tells this listener, and no other, of every change from now on. */
    public void tell(ChangeListener listener) {
        this.listener = listener;
    }

    /**
     * The records of one resource.
     *
     * @param path the resource's path below {@code /api/v4}
     * @throws IllegalArgumentException if the catalogue does not have it
     */
    public ClioRecords of(String path) {
        ClioRecords found = records.get(path);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The Clio sandbox does not play '" + path + "'; it plays " + records.keySet());
        }
        return found;
    }
}
