package io.camelclio.testkit.clio.records;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Where the records of one resource are: those that were created or changed are kept, generated ones are invented until
 * somebody changes them. Can be read while it is changed; a reader sees each record in its old or its new version.
 */
final class RecordStore implements RecordSource {

    private final GeneratedRecords generated;
    private final NavigableMap<Long, ClioRecord> kept = new ConcurrentSkipListMap<>();
    private final Set<Long> removed = ConcurrentHashMap.newKeySet();
    private final AtomicLong changes = new AtomicLong();

    RecordStore(GeneratedRecords generated) {
        this.generated = generated;
    }

    Optional<ClioRecord> find(long id) {
        ClioRecord record = kept.get(id);
        if (record == null && generated.contains(id) && !removed.contains(id)) {
            return Optional.of(generated.record(id));
        }
        return Optional.ofNullable(record);
    }

    void put(ClioRecord record) {
        kept.put(record.id(), record);
        changes.incrementAndGet();
    }

    void remove(long id) {
        if (generated.contains(id)) {
            removed.add(id);
        }
        kept.remove(id);
        changes.incrementAndGet();
    }

    /** The number of records that take memory. */
    int kept() {
        return kept.size();
    }

    @Override
    public Stream<ClioRecord> after(long id) {
        Stream<ClioRecord> later = kept.tailMap(Math.max(id, generated.last()), false).values().stream();
        return Stream.concat(generated.after(id).mapToObj(this::find).flatMap(Optional::stream), later);
    }

    @Override
    public Stream<ClioRecord> before(long id) {
        long last = generated.last();
        Stream<ClioRecord> later =
                id <= last ? Stream.empty() : kept.subMap(last, false, id, false).descendingMap().values().stream();
        return Stream.concat(later, generated.before(id).mapToObj(this::find).flatMap(Optional::stream));
    }

    @Override
    public OptionalLong version() {
        return OptionalLong.of(changes.get());
    }
}
