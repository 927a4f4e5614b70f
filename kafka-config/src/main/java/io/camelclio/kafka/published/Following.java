package io.camelclio.kafka.published;

import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics on a thread of its own, from start to close, and tells each how far it has been read. A failure ends what is
 * known; after a pause all is begun anew. Whether a topic is missing, or was made anew, is looked at now and then.
 */
final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    /** As many as that in one poll: there are more, and it is not up to date. */
    static final int MOST_POLLED_RECORDS = 500;

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration GATHERING = Duration.ofMillis(5);
    private static final int MOST_GATHERINGS = 5;
    private static final Duration TELLING = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Map<String, PublishedTopic> topics;
    private final Map<String, Object> reading;
    private final ClusterOffsets cluster;
    private final Duration window;
    private final Duration betweenLooks;
    private final Clock clock;
    private final Condition following = new Condition(
            "The published changes are not followed ({}), so what another copy has published may be published again; it is"
                    + " tried again all the time",
            "The published changes are followed again");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "published-changes");
    private volatile KafkaConsumer<Void, Void> consumer;
    private Set<String> missing = Set.of();
    private long begunAt;
    private long lookAt;
    private long tellAt;

    /**
     * @param reading settings of the consumer
     * @param window how far back it begins
     * @param betweenLooks how often it is looked whether the topics are the same
     */
    Following(
            Collection<PublishedTopic> topics,
            Map<String, Object> reading,
            ClusterOffsets cluster,
            Duration window,
            Duration betweenLooks,
            Clock clock) {
        this.topics = topics.stream().collect(toMap(PublishedTopic::name, Function.identity()));
        this.reading = reading;
        this.cluster = cluster;
        this.window = window;
        this.betweenLooks = betweenLooks;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        topics.values().forEach(PublishedTopic::expect);
        thread.start();
    }

    private boolean isRunning() {
        return closing.getCount() > 0;
    }

    private void run() {
        Duration pause = SHORTEST_PAUSE;
        while (isRunning()) {
            begunAt = System.nanoTime();
            topics.values().forEach(PublishedTopic::expect);
            try {
                consumer = new KafkaConsumer<>(reading, new Unread(), new Unread());
                follow();
            } catch (WakeupException e) {
                LOG.debug("The published changes need not be followed any more");
            } catch (InterruptedException e) {
                closing.countDown();
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                failed(e);
            }
            topics.values().forEach(PublishedTopic::end);
            leave();
            pause = isSettled() ? SHORTEST_PAUSE : longer(pause);
            rest(pause);
        }
    }

    private void failed(Exception failure) {
        LOG.debug("The published changes are not followed", failure);
        if (isRunning()) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            following.isIll(cause.getClass().getSimpleName());
        }
    }

    /** What fails as soon as it is tried must not look well in between. */
    private boolean isSettled() {
        return System.nanoTime() - begunAt > SETTLED.toNanos();
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void rest(Duration pause) {
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The published changes need not be followed any more");
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private void leave() {
        KafkaConsumer<?, ?> left = consumer;
        consumer = null;
        if (left != null) {
            try {
                left.close(CLOSING);
            } catch (KafkaException e) {
                LOG.debug("The reading of the published changes did not end cleanly", e);
            }
        }
    }

    private void follow() throws ExecutionException, TimeoutException, InterruptedException {
        lookAt = System.nanoTime();
        while (isRunning()) {
            lookNowAndThen();
            if (consumer.assignment().isEmpty()) {
                rest(SHORTEST_PAUSE);
            } else {
                forget();
                ConsumerRecords<Void, Void> records = consumer.poll(POLL);
                take(records);
                gather(records.count());
            }
            if (missing.isEmpty() && isSettled()) {
                following.isWell();
            }
        }
    }

    /** Whatever is read goes on when Kafka does not answer. */
    private void lookNowAndThen() throws ExecutionException, TimeoutException, InterruptedException {
        long now = System.nanoTime();
        if (now - lookAt < 0 && topics.values().stream().noneMatch(PublishedTopic::isReplaced)) {
            return;
        }
        lookAt = now + betweenLooks.toNanos();
        try {
            look();
        } catch (ExecutionException | TimeoutException e) {
            if (consumer.assignment().isEmpty()) {
                throw e;
            }
            LOG.debug("Kafka does not say how the topics are", e);
        }
    }

    private void look() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> found = cluster.describe(topics.keySet());
        Set<TopicPartition> all = new HashSet<>();
        Map<PublishedTopic, TopicDescription> begun = new HashMap<>();
        for (PublishedTopic topic : topics.values()) {
            TopicDescription description = found.get(topic.name());
            if (description == null) {
                topic.end();
                continue;
            }
            Set<TopicPartition> partitions = ClusterOffsets.partitions(description);
            all.addAll(partitions);
            if (!topic.isReadAs(description.topicId(), partitions)) {
                begun.put(topic, description);
            }
        }
        consumer.assign(all);
        for (Map.Entry<PublishedTopic, TopicDescription> topic : begun.entrySet()) {
            begin(topic.getKey(), topic.getValue());
        }
        missing = new TreeSet<>(topics.keySet());
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            following.isIll("topics " + missing + " are missing; the command 'topics apply' creates them");
        }
    }

    private void begin(PublishedTopic topic, TopicDescription description)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<TopicPartition> partitions = ClusterOffsets.partitions(description);
        long most = Math.max(1, PublishedTopic.MOST_CHANGES / partitions.size());
        Map<TopicPartition, Long> starts = cluster.since(clock.instant().minus(window), most, partitions);
        topic.begin(description.topicId(), starts).forEach(consumer::seek);
    }

    private void forget() throws InterruptedException {
        for (PublishedTopic topic : topics.values()) {
            int asked = topic.forgets();
            if (topic.isForgetting()) {
                try {
                    Map<TopicPartition, Long> ends = ClusterOffsets.await(cluster.ends(topic.partitions()));
                    ends.forEach(consumer::seek);
                    topic.forgotten(asked, ends);
                } catch (ExecutionException | TimeoutException e) {
                    LOG.debug("Kafka does not say where the topic {} ends", topic.name(), e);
                }
            }
        }
    }

    /** A busy topic is read in few pieces, which costs both sides less than many small ones, unless somebody waits for it. */
    private void gather(int polled) {
        boolean isBusy = polled > 0 && polled < MOST_POLLED_RECORDS;
        for (int i = 0; isBusy && i < MOST_GATHERINGS && isRunning() && !isAwaited(); i++) {
            rest(GATHERING);
        }
    }

    private boolean isAwaited() {
        return topics.values().stream().anyMatch(PublishedTopic::isAwaited);
    }

    private void take(ConsumerRecords<Void, Void> records) {
        Set<String> touched = new HashSet<>();
        for (TopicPartition partition : records.partitions()) {
            topics.get(partition.topic()).take(records.records(partition));
            touched.add(partition.topic());
        }
        long now = System.nanoTime();
        boolean all = now - tellAt >= 0;
        if (all) {
            tellAt = now + TELLING.toNanos();
        }
        topics.values().stream()
                .filter(topic -> all || topic.isAwaited() || touched.contains(topic.name()))
                .forEach(this::tellHowFar);
    }

    private void tellHowFar(PublishedTopic topic) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        long unread = 0;
        for (TopicPartition partition : topic.partitions()) {
            try {
                positions.put(partition, consumer.position(partition, Duration.ZERO));
            } catch (org.apache.kafka.common.errors.TimeoutException e) {
                LOG.trace("It is not known how far {} has been read", partition);
            }
            long lag = consumer.currentLag(partition).orElse(-1);
            unread = unread < 0 || lag < 0 ? -1 : unread + lag;
        }
        topic.at(positions, unread);
    }

    /** Waits for a bounded time. */
    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<?, ?> reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
        try {
            thread.join(CLOSING.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
