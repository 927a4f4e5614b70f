package io.camelclio.routes.springboot;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names missing topics at start; creates none, as the cluster is the team's. What is missing is put off until it is there. */
final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ClientSettings administering;

    TopicCheck(ClientSettings administering) {
        this.administering = administering;
    }

    /** A Kafka that is away, or does not show its topics, is no reason not to start. */
    void warnOfMissing(Set<String> topics) {
        try (ClusterTopics cluster = new ClusterTopics(administering.asMap(), TIMEOUT)) {
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(cluster.partitions(topics).keySet());
            if (!missing.isEmpty()) {
                LOG.warn(
                        "Kafka lacks the topics {}: their deliveries are answered 503 until they are there. Apply the"
                                + " files of kafka-config/topics to your cluster",
                        String.join(", ", missing));
            }
        } catch (TopicException e) {
            LOG.warn("It is not known whether Kafka has the topics {}: {}", String.join(", ", topics), e.getMessage());
        }
    }
}
