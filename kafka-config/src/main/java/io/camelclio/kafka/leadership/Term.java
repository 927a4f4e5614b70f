package io.camelclio.kafka.leadership;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * One uninterrupted time in which this process leads a lock. It lasts as long as Kafka confirms it, and never begins
 * again. A write succeeds only if no later leader has begun, whatever this process believes.
 */
public final class Term {

    private final String lock;
    private final Producer<String, String> producer;
    private final Duration length;
    private final LongSupplier nanos;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long confirmedAt;
    private volatile boolean over;

    /**
     * @param producer of the lock's transactional id, initialised
     * @param length how long a confirmation holds
     * @param nanos a clock that never goes back
     * @param confirmedAt that clock's time before the broker was asked
     */
    Term(String lock, Producer<String, String> producer, Duration length, LongSupplier nanos, long confirmedAt) {
        this.lock = lock;
        this.producer = producer;
        this.length = length;
        this.nanos = nanos;
        this.confirmedAt = confirmedAt;
    }

    /** The name of the lock. */
    public String lock() {
        return lock;
    }

    /** Whether this process leads now; once false it stays so. */
    public boolean isCurrent() {
        if (!over && nanos.getAsLong() - confirmedAt >= length.toNanos()) {
            over = true;
        }
        return !over;
    }

    /** The broker was asked at this time of the clock, and answered that the lock is still ours. */
    void confirmed(long askedAt) {
        if (isCurrent()) {
            confirmedAt = askedAt;
        }
    }

    /**
     * Writes one record in a transaction of its own, and returns when all in-sync replicas have it. One at a time: a
     * second caller waits for the first, whose time is bounded by the producer's time-outs.
     *
     * @param value null for a tombstone
     * @throws FencedException if the term is over, or a later leader has begun; nothing was written
     * @throws KafkaException if Kafka did not acknowledge. The term goes on only if the record is certain not to be
     *     there; otherwise it is over, and the next one finds out
     */
    public void write(String topic, String key, String value) {
        writing.lock();
        try {
            if (!isCurrent()) {
                throw FencedException.notLeading(lock);
            }
            commit(new ProducerRecord<>(topic, key, value));
        } finally {
            writing.unlock();
        }
    }

    private void commit(ProducerRecord<String, String> record) {
        try {
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
        } catch (KafkaException | IllegalStateException e) {
            if (Fenced.is(e)) {
                over = true;
                throw FencedException.byKafka(lock, e);
            }
            abort();
            throw e;
        }
    }

    /** Without an answer to the commit only the next leader can know how it ended. */
    private void abort() {
        try {
            producer.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            over = true;
        }
    }

    /** Nothing can be written from now on; a write under way may still end well, as the term does hold for it. */
    void end() {
        over = true;
    }

    /** Lets go of the producer. */
    void close(Duration timeout) {
        end();
        producer.close(timeout);
    }

    @Override
    public String toString() {
        return "Term[" + lock + "]";
    }
}
