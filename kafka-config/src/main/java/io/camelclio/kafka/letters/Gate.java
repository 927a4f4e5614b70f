package io.camelclio.kafka.letters;

import io.camelclio.kafka.latest.KnownVersions;
import io.camelclio.kafka.letters.Replay.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Holds back what must not be written again: what was erased, what is older than what is there, and what is there. */
final class Gate {

    private static final String IDENTITY = "ce_id";

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

    void refresh() {
        known.forEach(KnownVersions::refresh);
    }

    /** What becomes of the letter if that is not to be written; empty if it may. */
    Optional<Outcome> closedTo(ProducerRecord<String, byte[]> record, Instant letterAt) {
        String entity = entities.get(record.topic());
        if (entity != null && record.key() != null && erasures.contains(entity, record.key(), letterAt)) {
            return Optional.of(Outcome.ERASED);
        }
        if (identity(record).filter(replays::hasChange).isPresent() || isOutdated(record)) {
            return Optional.of(Outcome.OUTDATED);
        }
        return Optional.empty();
    }

    private boolean isOutdated(ProducerRecord<String, byte[]> record) {
        byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
        return known.stream()
                .filter(vendor -> vendor.knows(record.topic()))
                .anyMatch(vendor -> vendor.outdates(record.topic(), key, record.value(), record.headers()));
    }

    static Optional<String> identity(ProducerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.headers().lastHeader(IDENTITY))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .filter(identity -> identity.matches("[0-9a-f]{1,128}"));
    }
}
