package io.camelclio.kafka.latest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology without a broker, for contacts (a deletion is final) and documents (they can be restored). */
final class DrivenTopology implements AutoCloseable {

    static final String CONTACTS = "clio.contact.v1";
    static final String DOCUMENTS = "clio.document.v1";
    static final LatestTopics TOPICS = new LatestTopics(
            "integration.latest.clio.v1",
            List.of(
                    new LatestKind("clio.contact", CONTACTS, "clio.contact.latest.v1"),
                    new LatestKind("clio.document", DOCUMENTS, "clio.document.latest.v1")));

    private final Tally tally = new Tally();
    private final TopologyTestDriver driver;

    DrivenTopology() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, TOPICS.applicationId());
        this.driver = new TopologyTestDriver(LatestTopology.of(TOPICS, tally), settings);
    }

    void see(Seen... seen) {
        for (Seen one : seen) {
            put(one.topic(), Seen.bytes(one.key()), one.value(), one.headers());
        }
    }

    void put(String topic, byte[] key, byte[] value, Headers headers) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers));
    }

    /** What the latest topic of these changes has got since the last call. */
    List<TestRecord<byte[], byte[]>> latest(String changes) {
        return new ArrayList<>(driver.createOutputTopic(
                        TOPICS.latestOf().get(changes), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList());
    }

    /** The last value of each key since the last call. */
    Map<String, String> picture(String changes) {
        Map<String, String> picture = new HashMap<>();
        latest(changes).forEach(record -> picture.put(text(record.key()), text(record.value())));
        return picture;
    }

    LatestCounts counts() {
        return tally.counts();
    }

    /** Everything that is remembered, as text. */
    List<String> remembered() {
        List<String> remembered = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore("versions");
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> remembered.add(text(entry.key.get()) + " " + text(entry.value)));
        }
        return remembered;
    }

    static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            texts.put(header.key(), text(header.value()));
        }
        return texts;
    }

    @Override
    public void close() {
        driver.close();
    }
}
