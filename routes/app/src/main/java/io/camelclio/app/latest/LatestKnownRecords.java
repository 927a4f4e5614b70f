package io.camelclio.app.latest;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.latest.LatestRecords;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int MOST_KEYS = 500_000;

    private final Map<String, LatestTopics> topics = new HashMap<>();
    private final Map<String, String> entities = new HashMap<>();
    private final ClientSettings reading;
    private final Map<String, LatestRecords> byChangeTopic = new ConcurrentHashMap<>();

    /**
     * What is known of the records of all vendors.
     *
     * @param reading settings of the consumers that read the topics
     */
    public LatestKnownRecords(List<LatestTopics> vendors, ClientSettings reading) {
        vendors.forEach(vendor -> vendor.kinds().forEach(kind -> {
            topics.put(kind.changes(), vendor);
            entities.put(kind.changes(), kind.entity());
        }));
        this.reading = reading;
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
        records(list).refresh();
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
        records(list).changed(list.keyPrefix() + id, version);
    }

    @Override
    public void forget(RecordList list, String id) {
        records(list).deleted(list.keyPrefix() + id);
    }

    private LatestRecords records(RecordList list) {
        return byChangeTopic.computeIfAbsent(
                list.destination().orElseThrow(),
                topic -> new LatestRecords(topics.get(topic), topic, reading, TIMEOUT, MOST_KEYS));
    }
}
