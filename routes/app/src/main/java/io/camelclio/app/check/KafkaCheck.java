package io.camelclio.app.check;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicException;
import io.camelclio.kafka.topics.TopicPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether Kafka is there, has the topics, and lets this user do what the application does. */
public final class KafkaCheck {

    private static final String AREA = "Kafka";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final KafkaSettings kafka;
    private final ConfiguredTopics topics;
    private final Set<String> vendors;
    private final Consumer<Finding> findings;

    /** @param vendors whose topics are needed */
    public KafkaCheck(KafkaSettings kafka, ConfiguredTopics topics, Set<String> vendors, Consumer<Finding> findings) {
        this.kafka = kafka;
        this.topics = topics;
        this.vendors = vendors;
        this.findings = findings;
    }

    /** Looks at the topics, and at the rights on those that are there. */
    public void run() throws InterruptedException {
        try (ClusterTopics cluster = TopicCheck.open(kafka)) {
            TopicPlan plan = cluster.plan(topics.of(vendors));
            if (!plan.missing().isEmpty()) {
                findings.accept(Finding.wrong(
                        AREA, "topics are missing, 'topics apply' creates them: " + String.join(", ", plan.missing())));
            } else if (!plan.isEmpty()) {
                findings.accept(Finding.look(AREA, "topics differ from their files, as 'topics plan' shows"));
            } else {
                findings.accept(Finding.ok(AREA, "all topics are as their files ask"));
            }
            topics.changelogProblems(vendors, cluster.visiblePartitions(topics.latestNames(vendors)))
                    .forEach(problem -> findings.accept(Finding.look(AREA, problem)));
        } catch (TopicException e) {
            findings.accept(Finding.wrong(AREA, e.getMessage()));
            if (!(e.getCause() instanceof AuthorizationException)) {
                return;
            }
        }
        rights();
    }

    private void rights() throws InterruptedException {
        Map<String, Set<AclOperation>> needed = needed();
        List<String> lacking = new ArrayList<>();
        int seen = 0;
        try (Admin admin = Admin.create(kafka.client(ClientUse.ADMINISTERING).asMap())) {
            Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                            needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .topicNameValues();
            for (Map.Entry<String, Set<AclOperation>> topic : needed.entrySet()) {
                Optional<Set<AclOperation>> lacks = lacking(topic.getValue(), described.get(topic.getKey()));
                if (lacks.isPresent()) {
                    seen++;
                    lacks.get().forEach(operation -> lacking.add(word(operation) + " on " + topic.getKey()));
                }
            }
        } catch (ExecutionException e) {
            findings.accept(Finding.wrong(
                    AREA, "the rights on topics cannot be seen: " + e.getCause().getMessage()));
            return;
        } catch (TimeoutException e) {
            findings.accept(Finding.wrong(
                    AREA, "the rights on topics were not told within " + DEADLINE.toSeconds() + " seconds"));
            return;
        } catch (KafkaException e) {
            findings.accept(Finding.wrong(AREA, "the rights on topics cannot be asked for: " + e.getMessage()));
            return;
        }
        findings.accept(
                lacking.isEmpty()
                        ? Finding.ok(AREA, "this user may do on " + seen + " topics what it has to")
                        : Finding.wrong(
                                AREA,
                                "this user lacks " + String.join(", ", lacking)
                                        + "; kafka-config/users/camel-clio-bridge.yaml has all that it needs"));
    }

    /** Empty for a topic that is not there. An old broker tells no rights; then none is called lacking. */
    private static Optional<Set<AclOperation>> lacking(
            Set<AclOperation> needed, KafkaFuture<TopicDescription> described)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            Set<AclOperation> allowed =
                    described.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS).authorizedOperations();
            Set<AclOperation> lacks = EnumSet.copyOf(needed);
            lacks.removeAll(allowed == null ? needed : allowed);
            return Optional.of(lacks);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            if (e.getCause() instanceof TopicAuthorizationException) {
                return Optional.of(needed);
            }
            throw e;
        }
    }

    private static String word(AclOperation operation) {
        return operation.name().charAt(0) + operation.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** By topic; what only the operator's commands write is none of the application's. */
    private Map<String, Set<AclOperation>> needed() {
        Set<String> wanted = new TreeSet<>();
        topics.of(vendors).forEach(topic -> wanted.add(topic.name()));
        boolean latest = !topics.latest(vendors).isEmpty();
        Map<String, Set<AclOperation>> needed = new TreeMap<>();
        topics.routeProperties().forEach((property, topic) -> {
            Set<AclOperation> operations = operations(property, latest);
            if (wanted.contains(topic) && !operations.isEmpty()) {
                needed.put(topic, operations);
            }
        });
        return needed;
    }

    private static Set<AclOperation> operations(String property, boolean latest) {
        if (property.startsWith("clio.") || property.startsWith("smokeball.")) {
            return latest ? EnumSet.of(AclOperation.READ, AclOperation.WRITE) : EnumSet.of(AclOperation.WRITE);
        }
        if (property.startsWith("integration.leadership.")) {
            return EnumSet.of(AclOperation.READ);
        }
        boolean ours = property.startsWith("integration.state.")
                || property.startsWith("integration.hint.")
                || property.startsWith("integration.latest.");
        return ours ? EnumSet.of(AclOperation.READ, AclOperation.WRITE) : Set.of();
    }
}
