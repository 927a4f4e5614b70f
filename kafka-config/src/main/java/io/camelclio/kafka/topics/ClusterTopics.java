package io.camelclio.kafka.topics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.camelclio.kafka.topics.TopicDifference.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of one cluster: compares them with what topic files ask for and brings them into line.
 *
 * <p>It creates, sets and raises; it never deletes a topic, never lowers a number of partitions and never touches what no
 * file names, so applying twice is the same as applying once. Replicas count at creation only. Every call is bounded.
 */
public final class ClusterTopics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterTopics.class);
    private static final long VISIBILITY_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Admin admin;
    private final Object address;
    private final Duration timeout;

    /**
     * Opens the cluster; nothing is sent yet.
     *
     * @param adminSettings settings of Kafka's admin client, {@code bootstrap.servers} among them
     * @param timeout the longest time for each step of {@link #plan} and {@link #apply}
     * @throws TopicException if Kafka's client does not take the settings; names the one it refuses, where it does
     */
    public ClusterTopics(Map<String, ?> adminSettings, Duration timeout) {
        this.address = Objects.requireNonNull(
                adminSettings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), "bootstrap.servers");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.admin = open(Map.copyOf(adminSettings));
    }

    private Admin open(Map<String, Object> settings) {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw TopicException.badSettings(address, e);
        }
    }

    /**
     * Says how the cluster differs from what the files ask for; changes nothing.
     *
     * @throws TopicException if the cluster does not answer in time or refuses to
     */
    public TopicPlan plan(Collection<TopicDefinition> topics) {
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        topics.stream().map(TopicDefinition::name).toList())
                .topicNameValues();
        List<TopicDifference> differences = new ArrayList<>();
        List<TopicDefinition> existing = new ArrayList<>();
        for (TopicDefinition topic : sorted(topics)) {
            Optional<TopicDescription> description =
                    ifKnown("look at topic " + topic.name(), descriptions.get(topic.name()));
            if (description.isEmpty()) {
                differences.add(TopicDifference.missing(topic));
                continue;
            }
            existing.add(topic);
            int partitions = description.get().partitions().size();
            if (partitions != topic.partitions()) {
                differences.add(TopicDifference.partitions(topic, partitions));
            }
        }
        differences.addAll(configDifferences(existing));
        differences.sort(Comparator.comparing(difference -> difference.topic().name()));
        return new TopicPlan(differences);
    }

    /**
     * The numbers of partitions that topics have.
     *
     * @param topics names of topics; one that does not exist is left out of the answer
     * @throws TopicException if the cluster does not answer in time or refuses to, for one topic even
     */
    public Map<String, Integer> partitions(Collection<String> topics) {
        return partitions(topics, UnknownTopicOrPartitionException.class::isInstance);
    }

    /**
     * The numbers of partitions that topics have, as far as they may be seen.
     *
     * @param topics names of topics; one that does not exist, or that may not be seen, is left out of the answer
     * @throws TopicException if the cluster does not answer in time or refuses to for another reason
     */
    public Map<String, Integer> visiblePartitions(Collection<String> topics) {
        return partitions(
                topics,
                cause -> cause instanceof UnknownTopicOrPartitionException
                        || cause instanceof TopicAuthorizationException);
    }

    private Map<String, Integer> partitions(Collection<String> topics, Predicate<Throwable> leavesOut) {
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((topic, answer) -> {
            try {
                partitions.put(
                        topic,
                        await("look at topic " + topic, answer).partitions().size());
            } catch (TopicException e) {
                if (!leavesOut.test(e.getCause())) {
                    throw e;
                }
            }
        });
        return partitions;
    }

    /**
     * Does what the plan says and waits until the cluster shows it. A topic that somebody else has created
     * meanwhile is no error.
     *
     * @throws TopicException if the cluster does not answer in time or refuses a step; steps done before stay done
     */
    public void apply(TopicPlan plan) {
        apply(plan, () -> {});
    }

    /**
     * As {@link #apply(TopicPlan)}.
     *
     * @param onStep called after each of the plan's {@link TopicPlan#steps}
     */
    public void apply(TopicPlan plan, Runnable onStep) {
        create(plan.of(Kind.MISSING).toList(), onStep);
        plan.of(Kind.TOO_FEW_PARTITIONS).forEach(topic -> {
            raisePartitions(topic);
            onStep.run();
        });
        plan.differences().stream()
                .filter(difference -> difference.kind() == Kind.CONFIG)
                .collect(groupingBy(difference -> difference.topic().name(), mapping(ClusterTopics::setting, toList())))
                .forEach((topic, settings) -> {
                    setConfig(topic, settings);
                    onStep.run();
                });
        awaitVisible(plan.differences().stream()
                .map(TopicDifference::topic)
                .distinct()
                .toList());
    }

    @Override
    public void close() {
        admin.close(timeout);
    }

    private void create(List<TopicDefinition> missing, Runnable onStep) {
        if (missing.isEmpty()) {
            return;
        }
        Map<String, KafkaFuture<Void>> created = admin.createTopics(
                        missing.stream().map(ClusterTopics::newTopic).toList())
                .values();
        for (TopicDefinition topic : missing) {
            try {
                await("create topic " + topic.name(), created.get(topic.name()));
                LOG.info("Created topic {}", topic.name());
            } catch (TopicException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            onStep.run();
        }
    }

    private static NewTopic newTopic(TopicDefinition topic) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.ofNullable(topic.replicas()))
                .configs(topic.config());
    }

    /** Kafka tells its brokers of a change a moment after it has accepted it. */
    private void awaitVisible(List<TopicDefinition> changed) {
        long deadline = System.nanoTime() + timeout.toNanos();
        TopicPlan left = plan(changed);
        while (!left.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw TopicException.notApplied(address, timeout.toSeconds(), left);
            }
            LockSupport.parkNanos(VISIBILITY_CHECK_NANOS);
            left = plan(changed);
        }
    }

    private void raisePartitions(TopicDefinition topic) {
        LOG.warn(
                "Raising topic {} to {} partitions: from now on many keys go to another partition, so their order towards earlier records is lost{}",
                topic.name(),
                topic.partitions(),
                topic.isCompacted() ? ", and what it holds of them now stays beside what comes" : "");
        await(
                "raise the partitions of topic " + topic.name(),
                admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(topic.partitions())))
                        .all());
    }

    private static AlterConfigOp setting(TopicDifference difference) {
        return new AlterConfigOp(new ConfigEntry(difference.setting(), difference.wanted()), AlterConfigOp.OpType.SET);
    }

    private void setConfig(String topic, Collection<AlterConfigOp> settings) {
        await(
                "set the config of topic " + topic,
                admin.incrementalAlterConfigs(Map.of(resource(topic), settings)).all());
        LOG.info("Set the config of topic {}", topic);
    }

    private List<TopicDifference> configDifferences(List<TopicDefinition> existing) {
        List<TopicDifference> differences = new ArrayList<>();
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(
                        existing.stream().map(topic -> resource(topic.name())).toList())
                .values();
        for (TopicDefinition topic : existing) {
            Optional<Config> actual =
                    ifKnown("read the config of topic " + topic.name(), configs.get(resource(topic.name())));
            actual.ifPresentOrElse(
                    config -> differences.addAll(configDifferences(topic, config)),
                    () -> differences.add(TopicDifference.missing(topic)));
        }
        return differences;
    }

    private static List<TopicDifference> configDifferences(TopicDefinition topic, Config actual) {
        List<TopicDifference> differences = new ArrayList<>();
        topic.config().forEach((setting, wanted) -> {
            ConfigEntry entry = actual.get(setting);
            String value = entry == null ? null : entry.value();
            if (!sameValue(value, wanted)) {
                differences.add(TopicDifference.config(topic, setting, value));
            }
        });
        return differences;
    }

    /** Each broker hears of a new topic in its own time, so one may describe what another does not know yet. */
    private <T> Optional<T> ifKnown(String task, KafkaFuture<T> answer) {
        try {
            return Optional.of(await(task, answer));
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Kafka writes numbers and lists in its own way, so {@code 0.10} and {@code 0.1} are the same value. */
    private static boolean sameValue(String actual, String wanted) {
        if (actual == null) {
            return false;
        }
        if (actual.equals(wanted.replaceAll("\\s*,\\s*", ","))) {
            return true;
        }
        try {
            return new BigDecimal(actual).compareTo(new BigDecimal(wanted)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private <T> T await(String task, KafkaFuture<T> answer) {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw TopicException.clusterSilent(task, address, timeout.toSeconds(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw TopicException.clusterSilent(task, address, timeout.toSeconds(), e.getCause());
            }
            throw TopicException.clusterRefused(task, address, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TopicException.clusterRefused(task, address, e);
        }
    }

    private static List<TopicDefinition> sorted(Collection<TopicDefinition> topics) {
        return topics.stream()
                .sorted(Comparator.comparing(TopicDefinition::name))
                .toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
