package io.camelclio.kafka.letters;

import io.camelclio.kafka.latest.KnownVersions;
import io.camelclio.kafka.letters.Replay.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Holds back what must not be written again: what was erased, what is older than what is there, and what is there. */
final class Gate {

    private static final String CHANGED = ".changed.v1";
    private static final String DELETED = ".deleted.v1";

    private final Map<String, String> entities;
    private final Erasures erasures;
    private final List<KnownVersions> known;
    private final Replays replays;

    /**
     * @param entities the kind of record of each change topic, such as {@code clio.contact}
     * @param known empty to let older changes through
     */
    Gate(Map<String, String> entities, Erasures erasures, List<KnownVersions> known, Replays replays) {
        this.entities = entities;
        this.erasures = erasures;
        this.known = known;
        this.replays = replays;
    }

    /** Catches up with what was erased, and with what latest states remember. */
    void refresh() {
        erasures.refresh();
        known.forEach(KnownVersions::refresh);
    }

    /** What becomes of the letter if that is not to be written; empty if it may, or nobody knows. */
    Optional<Outcome> closedTo(ProducerRecord<String, byte[]> record, Instant letterAt) {
        if (isErased(record, letterAt)) {
            return Optional.of(Outcome.ERASED);
        }
        if (isRepetition(record, letterAt) || isState(record) && isOutdated(record)) {
            return Optional.of(Outcome.OUTDATED);
        }
        return Optional.empty();
    }

    /** Why the letter has to wait for a person; empty if it need not. */
    Optional<String> doubt(ProducerRecord<String, byte[]> record, Instant letterAt) {
        return isErased(record, letterAt.minus(Erasures.MARGIN)) && !isErased(record, letterAt)
                ? Optional.of(
                        "its record was erased less than %d min before the letter was kept, and clocks differ, so nobody knows which was first; its next change, or the next whole read, brings what is there still"
                                .formatted(Erasures.MARGIN.toMinutes()))
                : Optional.empty();
    }

    private boolean isErased(ProducerRecord<String, byte[]> record, Instant after) {
        String entity = entities.get(record.topic());
        return entity != null && record.key() != null && erasures.contains(entity, record.key(), after);
    }

    private boolean isRepetition(ProducerRecord<String, byte[]> record, Instant letterAt) {
        return identity(record)
                .filter(identity -> replays.hasChange(identity, time(record).orElse(null), letterAt))
                .isPresent();
    }

    /** Other types tell what happened, such as that a matter was closed: that stays true whatever came later. */
    private static boolean isState(ProducerRecord<String, byte[]> record) {
        return header(record, "ce_type")
                .filter(type -> type.endsWith(CHANGED) || type.endsWith(DELETED))
                .isPresent();
    }

    private boolean isOutdated(ProducerRecord<String, byte[]> record) {
        return known.stream()
                .filter(vendor -> vendor.knows(record.topic()))
                .anyMatch(vendor -> vendor.outdates(record.topic(), key(record), record.value(), record.headers()));
    }

    /** What was written is known from now on: latest state comes to it in its own time. */
    void committed(ProducerRecord<String, byte[]> record) {
        known.stream()
                .filter(vendor -> vendor.knows(record.topic()))
                .forEach(vendor -> vendor.written(record.topic(), key(record), record.value(), record.headers()));
    }

    private static byte[] key(ProducerRecord<String, byte[]> record) {
        return record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
    }

    static Optional<String> identity(ProducerRecord<String, byte[]> record) {
        return header(record, "ce_id").filter(identity -> identity.matches("[0-9a-f]{1,128}"));
    }

    static Optional<Instant> time(ProducerRecord<String, byte[]> record) {
        try {
            return header(record, "ce_time").map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> header(ProducerRecord<String, byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
