package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The versions of one record that a client can still come to see: the one that shows now and any that show later. Guarded
 * by the lock of its account.
 */
final class History {

    private final Deque<RecordVersion> versions = new ArrayDeque<>();
    private Optional<JsonNode> beforeDeletion = Optional.empty();

    void add(RecordVersion version, Instant now) {
        while (versions.size() > 1 && !next().visibleFrom().isAfter(now)) {
            versions.removeFirst();
        }
        versions.addLast(version);
    }

    private RecordVersion next() {
        return versions.stream().skip(1).findFirst().orElseThrow();
    }

    RecordVersion latest() {
        return versions.getLast();
    }

    /** What shows now; empty before the first version shows and once the record is gone. */
    Optional<RecordVersion> visible(Instant now) {
        return versions.stream()
                .filter(version -> !version.visibleFrom().isAfter(now))
                .reduce((earlier, later) -> later)
                .filter(version -> !version.gone());
    }

    /** Keeps the value that a deletion overwrites. */
    void keep(JsonNode value) {
        beforeDeletion = Optional.ofNullable(value);
    }

    /** The value that the deletion overwrote, if there was one. */
    Optional<JsonNode> kept() {
        return beforeDeletion;
    }
}
