package io.camelclio.app;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicException;
import io.camelclio.kafka.topics.TopicPlan;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** Compares the topics of the cluster named by KAFKA_BROKERS with the topic files, and brings them into line. */
@Command(name = "topics", description = "Compare or create the topics on the cluster named by KAFKA_BROKERS.")
class TopicsCommand {

    private static final int WRONG_SET_UP = 2;

    @Command(description = "Show what differs; change nothing.")
    int plan() {
        return onCluster(false);
    }

    @Command(description = "Create and alter topics; never delete one, never lower partitions.")
    int apply() {
        return onCluster(true);
    }

    private static int onCluster(boolean apply) {
        Given given = Given.toThisProcess();
        try {
            KafkaSettings kafka = Settings.kafkaOf(given);
            ConfiguredTopics topics = ConfiguredTopics.read(given);
            try (ClusterTopics cluster = TopicCheck.open(kafka)) {
                TopicPlan plan = cluster.plan(topics.all());
                System.out.println(plan.asTable());
                topics.changelogProblems(Settings.VENDORS, then(topics, cluster))
                        .forEach(problem -> System.out.println("WARNING: " + problem));
                if (apply && !plan.isEmpty()) {
                    cluster.apply(plan);
                    System.out.println("Done.");
                }
            }
            return 0;
        } catch (SettingsException | TopicException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        }
    }

    /** The numbers of partitions that latest state's topics have once the plan is carried out. */
    private static Map<String, Integer> then(ConfiguredTopics topics, ClusterTopics cluster) {
        Map<String, Integer> partitions =
                new HashMap<>(cluster.visiblePartitions(topics.latestNames(Settings.VENDORS)));
        topics.all().forEach(topic -> partitions.merge(topic.name(), topic.partitions(), Math::max));
        return partitions;
    }
}
