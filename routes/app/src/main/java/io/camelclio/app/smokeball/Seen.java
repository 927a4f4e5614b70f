package io.camelclio.app.smokeball;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.camelclio.app.smokeball.collection.RecordTraits.Said;
import io.camelclio.event.ChangeKind;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer about a list showed, or did not show.
 *
 * @param vendorTime by Smokeball's own clock
 * @param askedAt when it was asked for
 */
record Seen(PolledList list, Instant vendorTime, Instant askedAt) {

    private static final Logger LOG = LoggerFactory.getLogger(Seen.class);

    /** A record as it was shown. */
    SmokeballRecord record(byte[] bytes) {
        try {
            return list.collection()
                    .records()
                    .read(bytes)
                    .map(said -> record(bytes, said))
                    .orElseGet(() -> SmokeballRecord.unreadable(bytes));
        } catch (MalformedRecordException e) {
            LOG.debug("A record of {} cannot be read: {}", list.collection().path(), e.getMessage());
            return SmokeballRecord.unreadable(bytes);
        }
    }

    private SmokeballRecord record(byte[] bytes, Said said) {
        String id = list.idOf(said.id());
        ChangeKind kind = said.deleted() ? ChangeKind.DELETED : ChangeKind.STATE;
        return changed(
                bytes,
                id,
                list.keyOf(id),
                kind,
                said.version(),
                said.changedAt().orElse(vendorTime));
    }

    /**
     * The deletion of a known record that is there no more. It may come back and vanish again, so its deletion is told from
     * others by the version it had.
     */
    SmokeballRecord vanished(String key) {
        String id = list.idIn(key);
        String body = "{\"id\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"}";
        return changed(
                body.getBytes(StandardCharsets.UTF_8),
                id,
                key,
                ChangeKind.DELETED,
                list.known().version(key),
                vendorTime);
    }

    private SmokeballRecord changed(
            byte[] bytes, String id, String key, ChangeKind kind, String version, Instant changedAt) {
        return new SmokeballRecord(
                bytes,
                id,
                key,
                list.parentKey(),
                list.source().event(list.collection().entity(), key, kind, version, changedAt, askedAt, null),
                kind == ChangeKind.DELETED);
    }
}
