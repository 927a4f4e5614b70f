package io.camelclio.app.latest;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.latest.LatestRecords;
import io.camelclio.kafka.latest.LatestRecordsException;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import io.camelclio.pull.progress.TooManyRecordsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Known records that lie on Kafka: what was confirmed of a list is what is on the change topic it goes to. So a restart, or
 * another copy of the application, repeats nothing and sees what vanished meanwhile.
 *
 * <p>Keeps whole lists only, whose option {@code memory} names the change topic of their own kind of record, with a latest
 * state. The version of a record whose newest change is a life-cycle event is not known after a restart, so a list shows it
 * as changed once more.
 */
public final class LatestKnownRecords implements KnownRecords {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** After finding more than are kept, which takes a reading of all there are. */
    private static final Duration BETWEEN_TRIES = Duration.ofHours(1);

    private final Map<String, LatestTopics> topics = new HashMap<>();
    private final Map<String, String> entities = new HashMap<>();
    private final ClientSettings reading;
    private final int most;
    private final BiConsumer<String, LatestRecords> meters;
    private final Clock clock;
    private final Map<String, LatestRecords> byChangeTopic = new ConcurrentHashMap<>();
    private final Map<String, Full> full = new ConcurrentHashMap<>();

    private record Full(String why, Instant until) {}

    /**
     * What is known of the records of all vendors.
     *
     * @param reading settings of the consumers that read the topics
     * @param most how many records of one change topic are known
     * @param meters told of each change topic whose records are known
     */
    public LatestKnownRecords(
            List<LatestTopics> vendors,
            ClientSettings reading,
            int most,
            BiConsumer<String, LatestRecords> meters,
            Clock clock) {
        vendors.forEach(vendor -> vendor.kinds().forEach(kind -> {
            topics.put(kind.changes(), vendor);
            entities.put(kind.changes(), kind.entity());
        }));
        this.reading = reading;
        this.most = most;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public boolean keeps(RecordList list) {
        String entity = list.source().vendor() + "." + list.entity();
        return list.whole()
                && list.destination().map(entities::get).filter(entity::equals).isPresent();
    }

    /** Every refresh reads the change topic to its end, whoever wrote to it. */
    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void prepare(RecordList list) {
        String topic = list.destination().orElseThrow();
        Full found = full.get(topic);
        if (found != null && clock.instant().isBefore(found.until())) {
            throw new TooManyRecordsException(found.why());
        }
        full.remove(topic);
        try {
            records(list).refresh();
        } catch (LatestRecordsException e) {
            throw tooMany(topic, e);
        }
    }

    @Override
    public Optional<String> version(RecordList list, String id) {
        return records(list).identity(list.keyPrefix() + id);
    }

    /** What lies deeper than the list's own records has other parents and is of another list. */
    @Override
    public Set<String> ids(RecordList list) {
        return idsWithin(list).stream().filter(id -> id.indexOf('/') < 0).collect(Collectors.toSet());
    }

    @Override
    public Set<String> idsWithin(RecordList list) {
        String prefix = list.keyPrefix();
        return records(list).keys(prefix).stream()
                .map(key -> key.substring(prefix.length()))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<String> deletion(RecordList list, String id) {
        return records(list).deletion(list.keyPrefix() + id);
    }

    @Override
    public Optional<String> parent(RecordList list, String id) {
        return records(list).parent(list.keyPrefix() + id);
    }

    @Override
    public void remember(RecordList list, String id, String version) {
        note(list, records -> records.changed(list.keyPrefix() + id, version));
    }

    @Override
    public void forget(RecordList list, String id) {
        note(list, records -> records.deleted(list.keyPrefix() + id));
    }

    private void note(RecordList list, Consumer<LatestRecords> change) {
        try {
            change.accept(records(list));
        } catch (LatestRecordsException e) {
            throw tooMany(list.destination().orElseThrow(), e);
        }
    }

    private LatestRecords records(RecordList list) {
        return byChangeTopic.computeIfAbsent(list.destination().orElseThrow(), topic -> {
            LatestRecords records = new LatestRecords(topics.get(topic), topic, reading, TIMEOUT, most);
            meters.accept(topic, records);
            return records;
        });
    }

    private RuntimeException tooMany(String topic, LatestRecordsException e) {
        if (!e.isTooMany()) {
            return e;
        }
        full.put(topic, new Full(e.getMessage(), clock.instant().plus(BETWEEN_TRIES)));
        return new TooManyRecordsException(e.getMessage());
    }
}
