package io.camelclio.kafka.latest;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * One part for all topics: every change topic, one processor with one store of versions, every latest topic. The store is
 * in memory and its changelog on Kafka, so nothing is on disk. It has an entry for every key that was ever seen, deleted
 * ones included, and so grows with the number of records and not with that of changes.
 */
final class LatestTopology {

    private static final String CHANGES = "changes";
    private static final String NEWEST = "newest";
    private static final String LATEST = "latest";

    private LatestTopology() {}

    static Topology of(LatestTopics topics, Tally tally) {
        ByteArraySerializer toBytes = new ByteArraySerializer();
        ByteArrayDeserializer fromBytes = new ByteArrayDeserializer();
        Map<String, String> latestOf = topics.latestOf();
        return new Topology()
                .addSource(
                        null,
                        CHANGES,
                        // Streams refuses a record without a time; it can come from a foreign client.
                        (record, newest) -> Math.max(0, record.timestamp()),
                        fromBytes,
                        fromBytes,
                        latestOf.keySet().toArray(String[]::new))
                .addProcessor(NEWEST, () -> new NewestVersions(topics.restorable(), tally), CHANGES)
                .addStateStore(versions(), NEWEST)
                .addSink(LATEST, (key, value, from) -> latestOf.get(from.topic()), toBytes, toBytes, NEWEST);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> versions() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(LatestTopics.VERSIONS), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
