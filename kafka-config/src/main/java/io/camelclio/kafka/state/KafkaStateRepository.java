package io.camelclio.kafka.state;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.leadership.FencedException;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.kafka.leadership.Term;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * A Camel state repository on a compacted Kafka topic. What {@link #getState} answers has been acknowledged by Kafka:
 * the topic is read to its end before the first answer, and a value that Kafka did not take does not count.
 *
 * <p>The topic is read at first use, so Kafka may be away at start; then the use fails and may be tried again. The topic
 * is never created here. Other processes' later writes are not seen: a key has one writer at a time. With a
 * {@link KafkaClusterService} that holds by itself for the keys of its locks: they are read anew at each term, and
 * whoever does not lead is refused.
 */
public final class KafkaStateRepository extends ServiceSupport implements StateRepository<String, String> {

    private final StateTopic topic;
    private final Duration timeout;
    private final Function<String, Optional<Term>> termOf;
    private final ReentrantLock lifecycle = new ReentrantLock();
    private final Map<String, ReentrantLock> writes = new ConcurrentHashMap<>();
    private final Map<String, Read> readByLock = new ConcurrentHashMap<>();
    private volatile Loaded loaded;

    /**
     * A repository that is not yet started, for keys that only one process writes.
     *
     * @param topic name of an existing, compacted topic
     * @param producing settings of the producer; its time-outs are cut to fit
     * @param reading settings of the consumer that reads the topic at first use
     * @param timeout the longest time to read the topic, and the longest time for one write; at least 100 ms
     */
    public KafkaStateRepository(String topic, ClientSettings producing, ClientSettings reading, Duration timeout) {
        this(topic, producing, reading, timeout, key -> Optional.empty());
    }

    /**
     * A repository that is not yet started, for processes of which one leads.
     *
     * @param topic name of an existing, compacted topic
     * @param producing settings of the producer of keys that no lock guards; its time-outs are cut to fit
     * @param reading settings of the consumer that reads the topic at the first use of each term
     * @param timeout the longest time to read the topic, and the longest time for one write; at least 100 ms
     * @param leadership knows which locks this process takes part in; the keys of these are guarded
     * @param lockOf the name of the lock that a key belongs to, taken part in or not
     */
    public KafkaStateRepository(
            String topic,
            ClientSettings producing,
            ClientSettings reading,
            Duration timeout,
            KafkaClusterService leadership,
            UnaryOperator<String> lockOf) {
        this(topic, producing, reading, timeout, key -> Optional.of(lockOf.apply(key))
                .filter(leadership::guards)
                .map(leadership::term));
    }

    private KafkaStateRepository(
            String topic,
            ClientSettings producing,
            ClientSettings reading,
            Duration timeout,
            Function<String, Optional<Term>> termOf) {
        if (timeout.toMillis() < 100) {
            throw new IllegalArgumentException(
                    "The time-out of the state repository must be at least 100 ms, was " + timeout);
        }
        this.topic =
                new StateTopic(Objects.requireNonNull(topic, "topic"), producing.asMap(), reading.asMap(), timeout);
        this.timeout = timeout;
        this.termOf = termOf;
    }

    /** A cursor such as {@code clio/us/activities} belongs to the lock {@code clio-us}, as the routes name it. */
    public static String lockOf(String cursor) {
        String[] names = cursor.split("/", 3);
        return names.length < 3 ? cursor : names[0] + "-" + names[1];
    }

    /**
     * Saves a value, or forgets the key if the value is null; returns when all in-sync replicas have it.
     *
     * @throws FencedException if the key's lock is led by another process; nothing was written
     * @throws KafkaStateException if Kafka did not acknowledge in time; then {@link #getState} still answers the old value
     */
    @Override
    public void setState(String key, String value) {
        Objects.requireNonNull(key, "key");
        Optional<Term> term = termOf.apply(key);
        Map<String, String> values = term.map(this::read).orElseGet(() -> loaded().values);
        ReentrantLock write = writes.computeIfAbsent(key, any -> new ReentrantLock());
        write.lock();
        try {
            if (term.isPresent()) {
                topic.write(term.get(), key, value);
            } else {
                topic.write(loaded().writer, key, value);
            }
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        } finally {
            write.unlock();
        }
    }

    /**
     * The last value that Kafka acknowledged, or null.
     *
     * @throws FencedException if the key's lock is led by another process, who may have changed the value
     * @throws KafkaStateException if the topic has to be read and cannot be read in time
     */
    @Override
    public String getState(String key) {
        Objects.requireNonNull(key, "key");
        return termOf.apply(key)
                .map(this::read)
                .orElseGet(() -> loaded().values)
                .get(key);
    }

    /**
     * The keys that begin with a text and have a value.
     *
     * @param prefix long enough to tell the lock that such keys belong to
     * @throws FencedException if that lock is led by another process
     * @throws KafkaStateException if the topic has to be read and cannot be read in time
     */
    public Set<String> keys(String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        Map<String, String> values = termOf.apply(prefix).map(this::read).orElseGet(() -> loaded().values);
        return values.keySet().stream().filter(key -> key.startsWith(prefix)).collect(Collectors.toUnmodifiableSet());
    }

    /** What the topic held when this term had begun, and what the term has written since. */
    private Map<String, String> read(Term term) {
        Read known = readByLock.get(term.lock());
        if (known != null && known.term == term) {
            return known.values;
        }
        lifecycle.lock();
        try {
            requireStarted();
            known = readByLock.get(term.lock());
            if (known == null || known.term != term) {
                known = new Read(term, new ConcurrentHashMap<>(topic.read()));
                readByLock.put(term.lock(), known);
            }
            return known.values;
        } finally {
            lifecycle.unlock();
        }
    }

    private Loaded loaded() {
        Loaded state = loaded;
        if (state != null) {
            return state;
        }
        lifecycle.lock();
        try {
            requireStarted();
            if (loaded == null) {
                loaded = new Loaded(new ConcurrentHashMap<>(topic.read()), topic.writer());
            }
            return loaded;
        } finally {
            lifecycle.unlock();
        }
    }

    private void requireStarted() {
        if (!isStarted()) {
            throw new IllegalStateException("The state repository on topic %s is not started".formatted(topic));
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
            readByLock.clear();
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

    private record Read(Term term, Map<String, String> values) {}
}
