package io.camelclio.testkit.clio.webhook;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.clio.records.ComputedRecords;
import io.camelclio.testkit.clio.records.RecordSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The webhooks as a list shows them: the present ones, or those of a while ago. */
final class ListLag {

    /** @param after the new version, or empty if the webhook was deleted */
    private record Change(Instant at, long id, Optional<ClioRecord> after) {}

    private final ClioRecords records;
    private final Clock clock;
    private final Map<Long, ClioRecord> shown = new TreeMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private Duration lag = Duration.ZERO;

    ListLag(ClioRecords records, Clock clock) {
        this.records = records;
        this.clock = clock;
    }

    void set(Duration lag) {
        // Changes are told while the records are locked, so that lock comes first here too.
        synchronized (records) {
            begin(lag);
        }
    }

    /** Told of every change of a webhook. */
    synchronized void changed(String kind, ClioRecord after) {
        if (!lag.isZero()) {
            Optional<ClioRecord> version = kind.equals("deleted") ? Optional.empty() : Optional.of(after);
            changes.addLast(new Change(clock.instant(), after.id(), version));
        }
    }

    RecordSource source() {
        return lagging().orElseGet(records::source);
    }

    private synchronized void begin(Duration lag) {
        if (this.lag.isZero()) {
            shown.clear();
            changes.clear();
            records.all().forEach(record -> shown.put(record.id(), record));
        }
        this.lag = lag;
    }

    private synchronized Optional<RecordSource> lagging() {
        if (lag.isZero()) {
            return Optional.empty();
        }
        Instant seen = clock.instant().minus(lag);
        while (!changes.isEmpty() && !changes.peekFirst().at().isAfter(seen)) {
            show(changes.removeFirst());
        }
        return Optional.of(new ComputedRecords(shown.values().stream()));
    }

    private void show(Change change) {
        shown.remove(change.id());
        change.after().ifPresent(record -> shown.put(record.id(), record));
    }
}
