package io.camelclio.app.kafka;

import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicException;
import io.camelclio.kafka.topics.TopicPlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the topics are there: creates them on a cluster of our own; on any other it changes nothing, refuses to
 * start where one is missing and warns where one differs.
 */
public final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final KafkaSettings kafka;

    public TopicCheck(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * Checks the topics of the vendors that are on.
     *
     * @throws SettingsException naming the missing topics and the command that creates them, or that Kafka is away
     */
    public void check(ConfiguredTopics topics, Set<String> vendors) throws SettingsException {
        try (ClusterTopics cluster = open(kafka)) {
            TopicPlan plan = cluster.plan(topics.of(vendors));
            if (kafka.ours()) {
                cluster.apply(plan);
            } else if (!plan.missing().isEmpty()) {
                throw new SettingsException(List.of("Kafka lacks the topics " + String.join(", ", plan.missing())
                        + "; create them with the command 'topics apply' of this application, or apply the files of"
                        + " kafka-config/topics to your cluster"));
            } else if (!plan.isEmpty()) {
                LOG.warn(
                        "Topics on Kafka differ from what is configured; 'topics plan' of this application shows it too,"
                                + " 'topics apply' brings them into line:{}{}",
                        System.lineSeparator(),
                        plan.asTable());
            }
            topics.changelogProblems(vendors, cluster.visiblePartitions(topics.latestNames(vendors)))
                    .forEach(LOG::warn);
        } catch (TopicException e) {
            throw new SettingsException(List.of(e.getMessage()));
        }
    }

    /** The topics of the cluster that the settings name. */
    public static ClusterTopics open(KafkaSettings kafka) {
        return new ClusterTopics(kafka.client(ClientUse.ADMINISTERING).asMap(), TIMEOUT);
    }
}
