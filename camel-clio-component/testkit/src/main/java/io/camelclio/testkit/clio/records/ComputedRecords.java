package io.camelclio.testkit.clio.records;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Records that were put together for one request, such as the documents and folders in one list. */
public final class ComputedRecords implements RecordSource {

    private final List<ClioRecord> ascending;
    private final List<ClioRecord> descending;

    public ComputedRecords(Stream<ClioRecord> records) {
        ascending = records.sorted(Comparator.comparingLong(ClioRecord::id)).toList();
        descending = new ArrayList<>(ascending);
        Collections.reverse(descending);
    }

    @Override
    public Stream<ClioRecord> after(long id) {
        return ascending.stream().filter(record -> record.id() > id);
    }

    @Override
    public Stream<ClioRecord> before(long id) {
        return descending.stream().filter(record -> record.id() < id);
    }

    @Override
    public OptionalLong version() {
        return OptionalLong.empty();
    }
}
