package io.camelclio.app.kafka;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic for whoever leads, and hands its records over one by one. How far it has come is kept as the polls' cursors
 * are, and moves over what is done only: what a crash or a change of the leader leaves undone is handed over again.
 */
public final class LedReading extends ServiceSupport {

    /** Takes what is read. */
    public interface Taker {

        /** What was handed over before is forgotten: it comes again as far as it is not done. */
        void beginAnew();

        /** Called before each reading: what has waited for too long is not waited for any more. */
        void giveUpOverdue();

        /**
         * Told after each reading.
         *
         * @param records how many of the topic are still to be read; more may be there by now
         */
        void toRead(long records);

        /**
         * One more record; must not wait. One that fails is left out.
         *
         * @param value its value; may be anything
         * @param done run once when the record need not come again, on any thread
         */
        void take(byte[] value, Runnable done);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LedReading.class);

    /** Those that are not done, and those behind them that are; of one poll more. */
    private static final int MOST_HELD = 10_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final String topic;
    private final ClientSettings reading;
    private final StateRepository<String, String> positions;
    private final String name;
    private final Supplier<Object> term;
    private final Taker taker;
    private final int mostHeld;
    private final Map<TopicPartition, Undone> undone = new HashMap<>();
    private Object lastTerm;
    private KafkaConsumer<String, byte[]> consumer;

    /**
     * @param reading settings of the consumer
     * @param positions where it is kept how far the reading has come
     * @param name under which name; the partition's number follows
     * @param term what tells one time of leading from another; fails when this process does not lead
     */
    public LedReading(
            String topic,
            ClientSettings reading,
            StateRepository<String, String> positions,
            String name,
            Supplier<Object> term,
            Taker taker) {
        this(topic, reading, positions, name, term, taker, MOST_HELD);
    }

    /** @param mostHeld how many records may be held before no more are read */
    LedReading(
            String topic,
            ClientSettings reading,
            StateRepository<String, String> positions,
            String name,
            Supplier<Object> term,
            Taker taker,
            int mostHeld) {
        this.topic = topic;
        this.reading = reading;
        this.positions = positions;
        this.name = name;
        this.term = term;
        this.taker = taker;
        this.mostHeld = mostHeld;
    }

    /** The records of one partition that are not done yet, or stand behind such a one. */
    private static final class Undone {

        private final Deque<Entry> entries = new ArrayDeque<>();

        Entry add(long offset) {
            Entry entry = new Entry(offset);
            entries.add(entry);
            return entry;
        }

        /** The offset of the first that is not done; empty when that has not changed. */
        Optional<Long> settle() {
            Optional<Long> position = Optional.empty();
            while (!entries.isEmpty() && entries.peek().done) {
                position = Optional.of(entries.remove().offset + 1);
            }
            return position;
        }
    }

    private static final class Entry {

        private final long offset;
        private volatile boolean done;

        Entry(long offset) {
            this.offset = offset;
        }
    }

    /**
     * Reads on, for a moment, and keeps how far it has come. Call it again and again.
     *
     * @throws RuntimeException when this process does not lead, or Kafka does not answer; nothing is lost then
     */
    public synchronized void readOn() {
        Object now = term.get();
        if (now != lastTerm) {
            beginAnew();
            lastTerm = now;
        }
        taker.giveUpOverdue();
        if (undone.values().stream()
                        .mapToInt(partition -> partition.entries.size())
                        .sum()
                < mostHeld) {
            consumer.poll(POLL).forEach(this::hand);
            taker.toRead(consumer.assignment().stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum());
        }
        undone.forEach((partition, records) ->
                records.settle().ifPresent(position -> positions.setState(key(partition), Long.toString(position))));
    }

    private void beginAnew() {
        undone.clear();
        taker.beginAnew();
        if (consumer == null) {
            consumer = new KafkaConsumer<>(reading.asMap());
        }
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new IllegalStateException("There is no topic " + topic + "; the command 'topics apply' creates it");
        }
        List<TopicPartition> all = partitions.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        for (TopicPartition partition : all) {
            undone.put(partition, new Undone());
            Optional.ofNullable(positions.getState(key(partition)))
                    .ifPresent(position -> consumer.seek(partition, Long.parseLong(position)));
        }
    }

    private void hand(ConsumerRecord<String, byte[]> record) {
        Entry entry = undone.get(new TopicPartition(topic, record.partition())).add(record.offset());
        try {
            taker.take(record.value(), () -> entry.done = true);
        } catch (RuntimeException e) {
            entry.done = true;
            LOG.warn(
                    "Record {} of {} was not taken and is left out, the others go on",
                    record.offset(),
                    record.topic() + "-" + record.partition(),
                    e);
        }
    }

    private String key(TopicPartition partition) {
        return name + "/" + partition.partition();
    }

    @Override
    protected synchronized void doStop() {
        lastTerm = null;
        if (consumer != null) {
            consumer.close(CLOSING);
            consumer = null;
        }
    }
}
