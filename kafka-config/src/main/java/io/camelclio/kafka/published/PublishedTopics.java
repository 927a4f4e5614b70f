package io.camelclio.kafka.published;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/**
 * Change topics that are followed as they grow, by one consumer of no group, from a time back that is bounded in length and
 * in records. Of records the CloudEvents headers alone are looked at, and only what was committed. Nobody has to wait for it:
 * as long as Kafka is away, nothing is known.
 *
 * <p>Rights on Kafka: Read and Describe on the topics.
 */
public final class PublishedTopics implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    /** Headers are wanted alone, but records come whole: what lies in memory at a time is kept small. */
    private static final int FETCHED_BYTES = 1_048_576;

    private static final int FETCHED_BYTES_OF_A_PARTITION = 262_144;

    private final Map<String, Object> reading;
    private final Map<String, Object> administering;
    private final Duration window;
    private final Duration betweenLooks;
    private final Map<String, PublishedTopic> topics;
    private volatile ClusterOffsets cluster;
    private Following following;

    /**
     * Nothing is read yet.
     *
     * @param topics their names on Kafka
     * @param reading settings of a consumer
     * @param administering settings of an admin client, which looks where topics end
     * @param window how far back the reading begins; more than nothing
     * @throws IllegalArgumentException if the settings are for other uses
     */
    public PublishedTopics(
            Collection<String> topics, ClientSettings reading, ClientSettings administering, Duration window) {
        this(topics, reading, administering, window, BETWEEN_LOOKS);
    }

    /** @param betweenLooks how often it is looked whether the topics are the same */
    PublishedTopics(
            Collection<String> topics,
            ClientSettings reading,
            ClientSettings administering,
            Duration window,
            Duration betweenLooks) {
        if (reading.use() != ClientUse.READING || administering.use() != ClientUse.ADMINISTERING) {
            throw new IllegalArgumentException(
                    "Published changes are followed with client settings for READING and ADMINISTERING, was given those for %s and %s"
                            .formatted(reading.use(), administering.use()));
        }
        Condition lookedUp = new Condition(
                "Kafka does not say in time what is on the topic {}, so what another copy has published may be published"
                        + " again until it does",
                "Kafka says in time again what is published");
        this.reading = settings(reading);
        this.administering = administering.asMap();
        this.window = window;
        this.betweenLooks = betweenLooks;
        this.topics = topics.stream()
                .distinct()
                .map(name -> new PublishedTopic(name, System::nanoTime, this::ends, lookedUp))
                .collect(toUnmodifiableMap(PublishedTopic::name, Function.identity()));
    }

    private static Map<String, Object> settings(ClientSettings reading) {
        Map<String, Object> settings = new HashMap<>(reading.asMap());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Following.MOST_POLLED_RECORDS);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES_OF_A_PARTITION);
        return settings;
    }

    private CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        ClusterOffsets asked = cluster;
        return asked == null
                ? CompletableFuture.failedFuture(new IllegalStateException("Published changes are not followed"))
                : asked.ends(partitions);
    }

    /**
     * Starts in the background and returns at once; does nothing if it is started already.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka refuses a setting; names it
     */
    public synchronized void start() {
        if (following == null) {
            cluster = new ClusterOffsets(administering);
            following = new Following(topics.values(), reading, cluster, window, betweenLooks, Clock.systemUTC());
            following.start();
        }
    }

    /** What is known of one topic; empty if it is not among those that are followed. */
    public Optional<PublishedTopic> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    /** All of them. */
    public Collection<PublishedTopic> all() {
        return topics.values();
    }

    /** Ends the reading, within a few seconds; nothing is known then. Does nothing if it is not started. */
    @Override
    public synchronized void close() {
        if (following != null) {
            following.close();
            following = null;
            cluster.close();
            cluster = null;
        }
    }
}
