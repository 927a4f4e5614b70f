package io.camelclio.testkit.smokeball;

/**
 * One change of one activity code.
 *
 * @param kind what happened
 * @param id the code's id, a GUID
 * @param versionId the version that the change made, a GUID
 * @param updatedTicks when it happened, in .NET ticks; Smokeball compares it with {@code UpdatedSince} but does not show it
 */
public record Change(Kind kind, String id, String versionId, long updatedTicks) {

    /** What happened to an activity code. */
    public enum Kind {
        /** It was created. */
        CREATED,
        /** Some of its fields changed. */
        UPDATED,
        /** It was deleted; it stays in lists with {@code isDeleted} true. */
        DELETED
    }
}
