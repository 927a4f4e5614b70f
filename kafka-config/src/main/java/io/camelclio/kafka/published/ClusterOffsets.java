package io.camelclio.kafka.published;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka says of topics: which partitions they have, and where these begin and end. */
final class ClusterOffsets implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;

    /** @param administering settings of Kafka's admin client */
    ClusterOffsets(Map<String, Object> administering) {
        this.admin = Admin.create(administering);
    }

    /** Those of the topics that there are, by name. Waits for a bounded time. */
    Map<String, TopicDescription> describe(Collection<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(topic.getKey(), await(topic.getValue()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    static Set<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(toSet());
    }

    /**
     * Where to begin to read what has come since a time, but no more than a number of records of each partition. Waits for a
     * bounded time.
     */
    Map<TopicPartition, Long> since(Instant time, long most, Set<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> begins = await(offsets(partitions, OffsetSpec.earliest()));
        Map<TopicPartition, Long> since = await(offsets(partitions, OffsetSpec.forTimestamp(time.toEpochMilli())));
        Map<TopicPartition, Long> ends = await(offsets(partitions, OffsetSpec.latest()));
        return partitions.stream().collect(toMap(partition -> partition, partition -> {
            long end = ends.get(partition);
            long first = since.get(partition) < 0 ? end : since.get(partition);
            return Math.max(begins.get(partition), Math.max(first, end - most));
        }));
    }

    /** Where partitions end, behind what is not yet committed. Never waits. */
    CompletableFuture<Map<TopicPartition, Long>> ends(Set<TopicPartition> partitions) {
        // Kafka's own futures, and whatever is made of them, cannot be given up after a time.
        CompletableFuture<Map<TopicPartition, Long>> ends = new CompletableFuture<>();
        offsets(partitions, OffsetSpec.latest()).whenComplete((found, failure) -> {
            if (failure == null) {
                ends.complete(found);
            } else {
                ends.completeExceptionally(failure);
            }
        });
        return ends;
    }

    /** An open transaction hides what was committed behind its begin, so the ends are those of everything. */
    private KafkaFuture<Map<TopicPartition, Long>> offsets(Set<TopicPartition> partitions, OffsetSpec which) {
        ListOffsetsOptions options =
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs((int) TIMEOUT.toMillis());
        return admin.listOffsets(partitions.stream().collect(toMap(Function.identity(), partition -> which)), options)
                .all()
                .thenApply(answer -> answer.entrySet().stream()
                        .collect(toMap(
                                Map.Entry::getKey, offset -> offset.getValue().offset())));
    }

    /** Waits for a bounded time. */
    static <T> T await(Future<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
