package io.camelclio.kafka.state;

import io.camelclio.kafka.clients.ClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * A Camel state repository on a compacted Kafka topic. What {@link #getState} answers has been acknowledged by Kafka:
 * the topic is read to its end before the first answer, and a value that Kafka did not take does not count.
 *
 * <p>The topic is read at first use, so Kafka may be away at start; then the use fails and may be tried again. Other
 * processes' later writes are not seen: a key has one writer at a time. The topic is never created here.
 */
public final class KafkaStateRepository extends ServiceSupport implements StateRepository<String, String> {

    private final StateTopic topic;
    private final Duration timeout;
    private final ReentrantLock lifecycle = new ReentrantLock();
    private final Map<String, ReentrantLock> writes = new ConcurrentHashMap<>();
    private volatile Loaded loaded;

    /**
     * A repository that is not yet started.
     *
     * @param topic name of an existing, compacted topic
     * @param producing settings of the producer; its time-outs are cut to fit
     * @param reading settings of the consumer that reads the topic at first use
     * @param timeout the longest time to read the topic, and the longest time for one write; at least 100 ms
     */
    public KafkaStateRepository(String topic, ClientSettings producing, ClientSettings reading, Duration timeout) {
        if (timeout.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "The time-out of the state repository must be at least 100 ms, was " + timeout);
        }
        this.topic =
                new StateTopic(Objects.requireNonNull(topic, "topic"), producing.asMap(), reading.asMap(), timeout);
        this.timeout = timeout;
    }

    /**
     * Saves a value, or forgets the key if the value is null; returns when all in-sync replicas have it.
     *
     * @throws KafkaStateException if Kafka did not acknowledge in time; then {@link #getState} still answers the old value
     */
    @Override
    public void setState(String key, String value) {
        Objects.requireNonNull(key, "key");
        Loaded state = loaded();
        ReentrantLock write = writes.computeIfAbsent(key, any -> new ReentrantLock());
        write.lock();
        try {
            topic.write(state.writer, key, value);
            if (value == null) {
                state.values.remove(key);
            } else {
                state.values.put(key, value);
            }
        } finally {
            write.unlock();
        }
    }

    /**
     * The last value that Kafka acknowledged, or null.
     *
     * @throws KafkaStateException if the topic has not been read yet and cannot be read in time
     */
    @Override
    public String getState(String key) {
        return loaded().values.get(Objects.requireNonNull(key, "key"));
    }

    private Loaded loaded() {
        Loaded state = loaded;
        if (state != null) {
            return state;
        }
        lifecycle.lock();
        try {
            if (!isStarted()) {
                throw new IllegalStateException("The state repository on topic %s is not started".formatted(topic));
            }
            if (loaded == null) {
                loaded = new Loaded(new ConcurrentHashMap<>(topic.read()), topic.writer());
            }
            return loaded;
        } finally {
            lifecycle.unlock();
        }
    }

    @Override
    protected void doStop() {
        lifecycle.lock();
        try {
            if (loaded != null) {
                loaded.writer.close(timeout);
                loaded = null;
            }
            writes.clear();
        } finally {
            lifecycle.unlock();
        }
    }

    @Override
    public String toString() {
        return "KafkaStateRepository[" + topic + "]";
    }

    private record Loaded(Map<String, String> values, KafkaProducer<String, String> writer) {}
}
