package io.camelclio.component;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads of a page's records what change each of them shows. */
final class PollReading {

    private static final String DELETED_AT = "deleted_at";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");
    private static final Set<String> FIELDS = Stream.concat(ClioChanges.IDENTITY_FIELDS.stream(), Stream.of(DELETED_AT))
            .collect(Collectors.toUnmodifiableSet());

    private final String entity;
    private final boolean idIsText;
    private final boolean showsDeleted;
    private final ClioChanges changes;

    PollReading(PollPlan plan, ClioChanges changes) {
        this.entity = plan.resource().entity();
        this.idIsText = plan.resource().fields().idIsText();
        this.showsDeleted = plan.options().isIncludeDeleted();
        this.changes = changes;
    }

    List<PolledRecord> records(PolledPage page) {
        Instant vendorTime = page.vendorTime();
        return page.records().stream()
                .map(bytes -> record(bytes, vendorTime, page.asOf()))
                .toList();
    }

    /**
     * The one record of an answer.
     *
     * @param asOf when it was asked for, on our clock
     */
    PolledRecord record(ClioAnswer answer, Instant asOf) {
        return record(answer.record(), answer.date().orElse(asOf), asOf);
    }

    private PolledRecord record(byte[] bytes, Instant vendorTime, Instant asOf) {
        try {
            JsonRecord record = JsonRecord.read(bytes, FIELDS);
            boolean deleted = showsDeleted && record.value(DELETED_AT) != null;
            ChangeEvent change =
                    changes.of(entity, record, deleted ? ChangeKind.DELETED : ChangeKind.STATE, vendorTime, asOf, null);
            // Reading the time takes longer than all else here.
            boolean isDated = !change.time().equals(vendorTime)
                    || ClioChanges.changeTime(record).isPresent();
            return new PolledRecord(bytes, record.value("id"), change, isDated, deleted, null);
        } catch (MalformedRecordException e) {
            return PolledRecord.unreadable(bytes, e);
        }
    }

    /** The identities of the events of some kinds that would show a readable record as it is here. */
    Set<String> identities(PolledRecord record, Set<ChangeKind> kinds) {
        return kinds.stream().map(kind -> identity(record, kind)).collect(Collectors.toSet());
    }

    private String identity(PolledRecord shown, ChangeKind kind) {
        ChangeEvent change = shown.change();
        try {
            JsonRecord record = JsonRecord.read(shown.bytes(), FIELDS);
            return changes.of(entity, record, kind, change.time(), change.asOf(), null)
                    .id();
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("A record that could be read cannot be read any more", e);
        }
    }

    /**
     * The deletion of a record that the list no longer holds.
     *
     * @param id never empty
     * @param lastKnown identity of its change that was known last; empty if none is
     */
    PolledRecord vanished(String id, String lastKnown, Instant vendorTime, Instant asOf) {
        ChangeEvent change = changes.vanished(entity, id, lastKnown, vendorTime, asOf);
        return new PolledRecord(deletion(id, vendorTime, asOf).bytes(), id, change, false, true, null);
    }

    /** The same deletion as a delivery tells of it. */
    PolledRecord deletion(String id, Instant vendorTime, Instant asOf) {
        byte[] bytes = ("{\"id\":" + json(id) + "}").getBytes(StandardCharsets.UTF_8);
        try {
            JsonRecord record = JsonRecord.read(bytes, FIELDS);
            ChangeEvent change = changes.of(entity, record, ChangeKind.DELETED, vendorTime, asOf, null);
            return new PolledRecord(bytes, id, change, false, true, null);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException(
                    "A known record of " + entity + " has no id; correct what option knownRecords names", e);
        }
    }

    /** An id as Clio writes it: a number where its list has numbers, else a text. */
    private String json(String id) {
        return !idIsText && NUMBER.matcher(id).matches()
                ? id
                : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"";
    }
}
