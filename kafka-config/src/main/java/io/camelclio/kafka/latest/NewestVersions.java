package io.camelclio.kafka.latest;

import io.camelclio.kafka.latest.Change.Oddity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a change through only if it is newer than what is known of its record, and remembers it then. Headers pass as they
 * are, the value too, except that a deletion has none. No record stops it.
 */
final class NewestVersions implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(NewestVersions.class);

    private final Set<String> restorable;
    private final Tally tally;
    private final Set<String> reported = new HashSet<>();
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, byte[]> versions;

    NewestVersions(Set<String> restorable, Tally tally) {
        this.restorable = restorable;
        this.tally = tally;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.versions = context.getStateStore(LatestTopics.VERSIONS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("A change comes from a topic, not from a punctuation"));
        Change change = Change.of(record);
        if (change.oddity() == Oddity.ERASURE) {
            erase(record);
        } else if (change.oddity() != null) {
            leaveOut(change.oddity(), from);
        } else {
            take(record, change.version(), from.topic());
        }
    }

    private void take(Record<byte[], byte[]> record, Version version, String topic) {
        Bytes name = name(topic, record.key());
        byte[] known = versions.get(name);
        if (!version.replaces(known == null ? null : Version.of(known), restorable.contains(topic))) {
            tally.outdated.increment();
            return;
        }
        versions.put(name, version.bytes());
        if (version.deleted()) {
            context.forward(record.withValue(null));
            tally.deleted.increment();
        } else {
            context.forward(record);
            tally.taken.increment();
        }
    }

    /** The version stays known, so that what is older does not bring the data back. */
    private void erase(Record<byte[], byte[]> record) {
        context.forward(record);
        tally.erased.increment();
    }

    private void leaveOut(Oddity oddity, RecordMetadata from) {
        tally.foreign.increment();
        if (reported.add(from.topic() + " " + oddity)) {
            LOG.warn(
                    "The record at offset {} of topic {}, partition {}, {}; it and its like are left out of the latest state",
                    from.offset(),
                    from.topic(),
                    from.partition(),
                    oddity);
        }
    }

    /** A key is unique in its topic only. No topic's name has a zero in it. */
    static Bytes name(String topic, byte[] key) {
        byte[] prefix = topic.getBytes(StandardCharsets.US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + 1 + key.length)
                .put(prefix)
                .put((byte) 0)
                .put(key)
                .array());
    }
}
