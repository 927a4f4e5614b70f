package io.camelclio.testkit.clio.records;

import java.util.OptionalLong;
import java.util.stream.Stream;

/** Records by id, those in the trash included, that can be walked in both directions without copying them. */
public interface RecordSource {

    /** The records with greater ids, ascending; lazy. */
    Stream<ClioRecord> after(long id);

    /** The records with smaller ids, descending; lazy. */
    Stream<ClioRecord> before(long id);

    /** A number that changes with every change of a record, or empty if that cannot be told. */
    OptionalLong version();
}
