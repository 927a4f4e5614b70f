package io.camelclio.testkit.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows topics by name pattern on a thread of its own, see {@link TopicReader#follow}. Each record is handed over
 * exactly once, per partition in the order of offsets.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REQUEST = Duration.ofSeconds(2);
    private static final long DISCOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Pattern topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> onRecord;
    private final Queue<CatchUp> waiting = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "topic-follower");
    private volatile boolean stopping;
    private long lastDiscovery;

    private TopicFollower(
            KafkaConsumer<byte[], byte[]> consumer, Pattern topics, Consumer<ConsumerRecord<byte[], byte[]>> onRecord) {
        this.consumer = consumer;
        this.topics = topics;
        this.onRecord = onRecord;
    }

    static TopicFollower start(
            KafkaConsumer<byte[], byte[]> consumer, Pattern topics, Consumer<ConsumerRecord<byte[], byte[]>> onRecord) {
        TopicFollower follower = new TopicFollower(consumer, topics, onRecord);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    /**
     * Waits until everything that was on the topics at the time of the call has been handed to the callback.
     *
     * @throws IllegalStateException if that takes longer than the given time, the callback has thrown, or the follower is
     *     closed
     */
    public void awaitCaughtUp(Duration timeout) {
        CatchUp request = new CatchUp();
        waiting.add(request);
        try {
            CompletableFuture.anyOf(request.done, ended).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Did not read topics %s to their ends in %d ms".formatted(topics, timeout.toMillis()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Following topics %s ended: %s".formatted(topics, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while following topics " + topics, e);
        } finally {
            waiting.remove(request);
        }
        if (!request.done.isDone()) {
            throw new IllegalStateException("Following topics %s has been closed".formatted(topics));
        }
    }

    /** Ends the following; waits a few seconds for a running callback. */
    @Override
    public void close() {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                step();
            }
            ended.complete(null);
        } catch (WakeupException e) {
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    private void step() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            discover(false);
            records = consumer.assignment().isEmpty() ? pause() : consumer.poll(POLL);
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            records = pause();
        }
        records.forEach(onRecord);
        answerWaiting();
    }

    private void answerWaiting() {
        for (CatchUp request : waiting) {
            try {
                if (request.ends == null) {
                    discover(true);
                    request.ends = consumer.endOffsets(consumer.assignment(), REQUEST);
                }
                if (reached(consumer, request.ends)) {
                    waiting.remove(request);
                    request.done.complete(null);
                }
            } catch (WakeupException e) {
                throw e;
            } catch (KafkaException e) {
                return;
            }
        }
    }

    private void discover(boolean now) {
        if (!now && System.nanoTime() - lastDiscovery < DISCOVERY_NANOS && lastDiscovery != 0) {
            return;
        }
        Set<TopicPartition> found = new HashSet<>(partitionsMatching(topics, consumer.listTopics(REQUEST)));
        lastDiscovery = System.nanoTime();
        found.removeAll(consumer.assignment());
        if (!found.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(consumer.assignment());
            all.addAll(found);
            consumer.assign(all);
            consumer.seekToBeginning(found);
        }
    }

    private ConsumerRecords<byte[], byte[]> pause() {
        try {
            ended.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The pause is over.
        } catch (ExecutionException | InterruptedException e) {
            stopping = true;
        }
        return ConsumerRecords.empty();
    }

    static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), REQUEST) >= end.getValue());
    }

    static List<TopicPartition> partitionsMatching(Pattern topics, Map<String, List<PartitionInfo>> existing) {
        return existing.entrySet().stream()
                .filter(topic -> topics.matcher(topic.getKey()).matches())
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** A caller waiting for the ends that the topics had when its request was taken up. */
    private static final class CatchUp {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private Map<TopicPartition, Long> ends;
    }
}
