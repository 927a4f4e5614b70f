package io.camelclio.testkit.smokeball.records;

import java.util.List;

/**
 * One change of one record.
 *
 * @param kind what happened
 * @param collection our name of the collection, such as {@code activitycodes}
 * @param parents the ids before the collection's name in its path, outermost first; empty for a firm-wide one
 * @param id the record's id; invented for collections without ids, where the API does not show it
 * @param versionId the version that the change made: {@code versionId}, or what the field with the time of change says, or
 *     empty if the record has neither
 * @param updatedTicks when it happened, in .NET ticks, which {@code UpdatedSince} and {@code LastUpdated} are compared
 *     with; most records do not show it
 * @param requestId the request that caused it; changes of one request share it
 */
public record Change(
        Kind kind,
        String collection,
        List<String> parents,
        String id,
        String versionId,
        long updatedTicks,
        String requestId) {

    /** What happened to a record. */
    public enum Kind {
        /** It was created. */
        CREATED,
        /** Some of its fields changed. */
        UPDATED,
        /** It was deleted: marked so, or gone without a trace, as its collection does. */
        DELETED,
        /** It was deleted and is back. */
        RESTORED
    }

    /** Which record it was. */
    public RecordKey key() {
        return new RecordKey(parents, id);
    }
}
