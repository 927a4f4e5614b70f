package io.camelclio.kafka.latest;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.latest.LatestStatus.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Keeps the newest version of each of a vendor's records on its latest topic, and a null for a deleted one, exactly once inside Kafka.
 * The newer record time wins, then the newer as-of, then the later offset; a deletion that the vendor told of is
 * final unless its kind is {@link LatestKind#isRestorable restorable}. Started in several processes, each has its share of
 * the partitions. All have to take the same kinds of record: one that finds others at work does not begin, and says so.
 *
 * <p>What it remembers is a version for each key that it has ever seen, deleted ones included, so that what is old cannot
 * bring a record back: in memory, and on the changelog, from which it is read back at every start. No content of a record
 * is among it. Nothing is kept on disk.
 */
public final class LatestState implements AutoCloseable {

    /** The longest time that {@link #close} takes. */
    public static final Duration STOP_TIME = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(1);

    private final LatestTopics topics;
    private final StreamsConfig config;
    private final Duration pause;
    private final Duration longestStandstill;
    private final Tally tally = new Tally();
    private volatile Supervision supervision;

    /**
     * The latest state on one cluster; nothing is sent yet.
     *
     * @param client settings for {@link ClientUse#STREAMING}
     * @throws IllegalArgumentException if the settings are for another use
     * @throws org.apache.kafka.common.config.ConfigException if Kafka refuses a setting; names it
     */
    public LatestState(LatestTopics topics, ClientSettings client) {
        this(topics, client, PAUSE, LONGEST_STANDSTILL);
    }

    /** @param pause time from one look at Kafka to the next */
    LatestState(LatestTopics topics, ClientSettings client, Duration pause, Duration longestStandstill) {
        this.topics = Objects.requireNonNull(topics, "topics");
        this.pause = Objects.requireNonNull(pause, "pause");
        this.longestStandstill = Objects.requireNonNull(longestStandstill, "longestStandstill");
        this.config = new StreamsConfig(settings(topics, client));
    }

    private static Map<String, Object> settings(LatestTopics topics, ClientSettings client) {
        if (client.use() != ClientUse.STREAMING) {
            throw new IllegalArgumentException(
                    "The latest state needs client settings for STREAMING, was given those for " + client.use());
        }
        Map<String, Object> settings = new HashMap<>(client.asMap());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.applicationId());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Copies that take different kinds of record have to be able to tell.
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, topics.clientIds() + UUID.randomUUID());
        // There is nothing on disk to come back to, so whoever stops hands over at once.
        settings.put(StreamsConfig.mainConsumerPrefix("internal.leave.group.on.close"), true);
        return settings;
    }

    /**
     * Starts in the background and returns at once; does nothing if it is started already. What is missing or does not
     * answer is told by {@link #status} and tried again every five seconds.
     */
    public synchronized void start() {
        if (supervision == null) {
            supervision = new Supervision(topics, config, tally, longestStandstill, STOP_TIME);
            supervision.start(pause);
        }
    }

    /**
     * Stops and hands the partitions over to other copies, within {@link #STOP_TIME}; does nothing if it is stopped. It can
     * be started again, and goes on where it stopped.
     */
    @Override
    public synchronized void close() {
        if (supervision != null) {
            supervision.close();
            supervision = null;
        }
    }

    /** The vendor whose records it keeps, such as {@code clio}. */
    public String vendor() {
        return topics.vendor();
    }

    /** How it is; as of now, without asking Kafka. */
    public LatestStatus status() {
        Supervision current = supervision;
        return current == null ? new LatestStatus(Phase.STOPPED, null) : current.status();
    }

    /**
     * How many changes are not taken yet, in all copies together, by change topic. As of the last look at Kafka, at most a
     * few seconds ago; empty while it is not known.
     */
    public Map<String, Long> lag() {
        Supervision current = supervision;
        return current == null ? Map.of() : current.lag();
    }

    /** What has become of the changes that came to this process. */
    public LatestCounts counts() {
        return tally.counts();
    }
}
