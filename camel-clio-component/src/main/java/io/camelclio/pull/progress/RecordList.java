package io.camelclio.pull.progress;

import io.camelclio.event.ChangeSource;
import java.util.List;
import java.util.Optional;

/**
 * A list of a vendor's records, as {@link KnownRecords} have to know it: its name, what the keys of its records begin with,
 * and where its records go.
 *
 * @param name tells this list from all others, the same after a restart
 * @param source the account it is a list of
 * @param entity the vendor's word for one record, snake case and singular: {@code activity}
 * @param parents ids of the records that it stands under, outermost first; empty for most lists
 * @param destination the place that its records are written to, under the name that all who write there use (option {@code
 *     memory}); empty when that is nobody else's place
 * @param whole whether it holds every record that the account has under these parents. One that is narrowed, by a filter
 *     say, lacks records that are there, so what others know must not be compared with it
 */
public record RecordList(
        String name,
        ChangeSource source,
        String entity,
        List<String> parents,
        Optional<String> destination,
        boolean whole) {

    /** Copies the list of parents. */
    public RecordList {
        parents = List.copyOf(parents);
    }

    /** What the record keys of this list begin with, up to the record's own id: {@code us/}, {@code us/152/}. */
    public String keyPrefix() {
        return source.key(parents.isEmpty() ? "" : String.join("/", parents) + "/");
    }
}
