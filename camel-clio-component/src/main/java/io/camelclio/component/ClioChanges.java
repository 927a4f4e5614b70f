package io.camelclio.component;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeIdentity;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns Clio's records into change events. A record's version is its etag and its {@code updated_at}; where it has no etag,
 * as payments have none, a digest of the record stands in, since {@code updated_at} counts whole seconds and two changes
 * in one second must not look like one. A deletion's is its etag alone, since a delivery tells no more of it than the trash.
 * Webhooks, polls and catch-up reads all come through here, so one change has one
 * identity.
 */
public final class ClioChanges {

    /** The top-level fields an identity is made of. */
    public static final Set<String> IDENTITY_FIELDS = Set.of("id", "etag", "updated_at");

    /** Entities that Clio can restore from its trash, so that a deletion has a version too (Clio, "Documents"). */
    private static final Set<String> RESTORABLE = Set.of("document", "folder");

    private final ChangeSource source;
    private final String parents;

    public ClioChanges(ChangeSource source) {
        this(source, List.of());
    }

    /** @param parents ids of the records that these stand under, outermost first: part of their keys */
    ClioChanges(ChangeSource source, List<String> parents) {
        this.source = source;
        this.parents = parents.stream().map(id -> id + "/").collect(Collectors.joining());
    }

    /**
     * The change that this record shows.
     *
     * @param vendorTime the vendor's time of the answer or delivery, for records without a change time of their own
     * @param vendorEvent Clio's word for what happened, or null when it is not known
     */
    public ChangeEvent of(
            String entity, JsonRecord record, ChangeKind kind, Instant vendorTime, Instant asOf, String vendorEvent)
            throws MalformedRecordException {
        boolean finalDeletion = kind.equals(ChangeKind.DELETED) && !RESTORABLE.contains(entity);
        return source.event(
                entity,
                parents + record.required("id"),
                kind,
                finalDeletion ? "" : version(record, kind),
                changeTime(record).orElse(vendorTime),
                asOf,
                vendorEvent);
    }

    /**
     * The deletion of a record that a list lacks. Its version is the change that vanished, so that a record that comes back
     * and vanishes again is deleted once more. A deletion that Clio tells of is final and has none, so the same deletion
     * found and delivered has two identities. With one, a record that vanished with a permission, came back and was then
     * deleted would have had its deletion before, for whoever drops what it has seen; and nothing that Clio sends or shows
     * of a deletion tells the one from the other.
     *
     * @param lastKnown identity of the record's change that was known last; empty if none is
     */
    ChangeEvent vanished(String entity, String id, String lastKnown, Instant vendorTime, Instant asOf) {
        return source.event(entity, parents + id, ChangeKind.DELETED, lastKnown, vendorTime, asOf, null);
    }

    private static String version(JsonRecord record, ChangeKind kind) {
        String etag = record.value("etag");
        if (etag != null && kind.equals(ChangeKind.DELETED)) {
            return etag;
        }
        String updatedAt = record.value("updated_at");
        return Stream.of(etag != null ? etag : ChangeIdentity.versionOf(record.bytes()), updatedAt)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** When a record says that it was changed last; empty when it does not say, or nobody understands it. */
    static Optional<Instant> changeTime(JsonRecord record) {
        String updatedAt = record.value("updated_at");
        if (updatedAt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClioTime.parse(updatedAt));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
