package io.camelclio.kafka.latest;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka knows about the latest state: whether its topics are there, and how far the group has come. */
final class LatestCluster implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final LatestTopics topics;
    private final Admin admin;

    /** @param adminSettings settings of Kafka's admin client */
    LatestCluster(LatestTopics topics, Map<String, Object> adminSettings) {
        this.topics = topics;
        this.admin = Admin.create(adminSettings);
    }

    /** What keeps the latest state from working with the topics, and what to do; empty if they are as they must be. */
    Optional<String> obstacle() throws ExecutionException, TimeoutException, InterruptedException {
        Optional<MemberDescription> other = otherKind();
        if (other.isPresent()) {
            return other.map(this::difference);
        }
        Set<String> missing = new TreeSet<>();
        Map<String, Integer> partitions = partitions(missing);
        if (!missing.isEmpty()) {
            return Optional.of(
                    "Topics %s are missing on Kafka; create them with the command 'topics apply'".formatted(missing));
        }
        int most = topics.kinds().stream()
                .mapToInt(kind -> partitions.get(kind.changes()))
                .max()
                .orElseThrow();
        int actual = partitions.get(topics.changelog());
        return actual == most
                ? Optional.empty()
                : Optional.of(
                        "Topic %s has %d partitions but needs %d, as the change topic with the most; raise whichever is lower"
                                .formatted(topics.changelog(), actual, most));
    }

    /**
     * A copy that takes other kinds of record, of several the first by its client id. Kafka Streams would share out the
     * partitions by the topics that one of them knows, and the others would stand still and look sound.
     */
    Optional<MemberDescription> otherKind() throws ExecutionException, TimeoutException, InterruptedException {
        return await(admin.describeConsumerGroups(Set.of(topics.applicationId()))
                        .describedGroups()
                        .get(topics.applicationId()))
                .members()
                .stream()
                .filter(member -> !member.clientId().startsWith(topics.clientIds()))
                .min(Comparator.comparing(MemberDescription::clientId));
    }

    /** What is wrong with a copy that takes other kinds, and what to do. */
    String difference(MemberDescription other) {
        return "A copy of the application on %s takes other kinds of record than this one (client ids %s and %s…); give all copies the same topic files and the same properties of topics and collections, and stop those that have others"
                .formatted(other.host(), other.clientId(), topics.clientIds());
    }

    private Map<String, Integer> partitions(Set<String> missing)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics.names()).topicNameValues().entrySet()) {
            try {
                partitions.put(
                        topic.getKey(), await(topic.getValue()).partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topic.getKey());
            }
        }
        return partitions;
    }

    /** How far the group has committed the change topics, in the partitions that there are now. */
    Map<TopicPartition, Position> positions() throws ExecutionException, TimeoutException, InterruptedException {
        Set<TopicPartition> changes = changes();
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(topics.applicationId()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> begins = offsets(changes, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(changes, OffsetSpec.latest());
        return changes.stream().collect(toMap(partition -> partition, partition -> {
            OffsetAndMetadata taken = committed.get(partition);
            long next = Math.max(taken == null ? 0 : taken.offset(), begins.get(partition));
            return new Position(next, ends.get(partition));
        }));
    }

    private Set<TopicPartition> changes() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Integer> partitions = partitions(new TreeSet<>());
        return topics.kinds().stream()
                .map(LatestKind::changes)
                .filter(partitions::containsKey)
                .flatMap(topic -> IntStream.range(0, partitions.get(topic)).mapToObj(i -> new TopicPartition(topic, i)))
                .collect(toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> changes, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                changes.stream().collect(toMap(partition -> partition, partition -> which));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                await(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        return answer.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TimeoutException("Kafka did not answer within %d s".formatted(TIMEOUT.toSeconds()));
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
