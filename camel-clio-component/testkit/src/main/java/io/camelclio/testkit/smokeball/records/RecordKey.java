package io.camelclio.testkit.smokeball.records;

import java.util.List;

/**
 * Which record of a collection.
 *
 * @param parents the ids of its parents, outermost first; empty in a firm-wide collection
 * @param id its own id
 */
public record RecordKey(List<String> parents, String id) {

    /** Keeps a copy of the parents. */
    public RecordKey {
        parents = List.copyOf(parents);
    }
}
