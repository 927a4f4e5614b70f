package io.camelclio.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.TopicCheck;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.kafka.topics.TopicDifference;
import io.camelclio.kafka.topics.TopicException;
import io.camelclio.kafka.topics.TopicPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the topics of the cluster named by KAFKA_BROKERS with the topic files, and brings them into line. */
@Command(name = "topics", description = "Compare or create the topics on the cluster named by KAFKA_BROKERS.")
class TopicsCommand {

    private static final int WRONG_SET_UP = 2;
    private static final String AS_JSON =
            "One JSON object for each difference, and for each warning; none where there is" + " nothing to do.";

    private final Question question;

    TopicsCommand() {
        this(Question.ON_TERMINAL);
    }

    TopicsCommand(Question question) {
        this.question = question;
    }

    @Command(description = "Show what differs; change nothing.")
    int plan(@Option(names = "--json", description = AS_JSON) boolean json) {
        return onCluster(json, (plan, cluster) -> 0);
    }

    @Command(
            description = {
                "Create and alter topics; never delete one, never lower partitions.",
                "Asks before Kafka is to delete records: where a topic is to keep them shorter than it does now."
            })
    int apply(
            @Option(names = "--json", description = AS_JSON) boolean json,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return onCluster(json, (plan, cluster) -> {
            if (!yes && !mayLoseRecords(plan)) {
                System.err.println("Nothing is changed. Without a terminal to ask on, say --yes");
                return WRONG_SET_UP;
            }
            if (!plan.isEmpty()) {
                apply(plan, cluster, json);
            }
            return 0;
        });
    }

    private boolean mayLoseRecords(TopicPlan plan) {
        List<String> losing = plan.losingRecords();
        return losing.isEmpty()
                || question.isAnsweredWithYes(
                        "Have Kafka delete older records of " + String.join(", ", losing) + " for good?");
    }

    /** What is done with a plan once it is shown; the answer is the exit code. */
    private interface Use {
        int of(TopicPlan plan, ClusterTopics cluster);
    }

    private static int onCluster(boolean json, Use use) {
        Given given = Given.toThisProcess();
        try {
            KafkaSettings kafka = Settings.kafkaOf(given);
            ConfiguredTopics topics = ConfiguredTopics.read(given);
            try (ClusterTopics cluster = TopicCheck.open(kafka)) {
                TopicPlan plan = cluster.plan(topics.all());
                if (json) {
                    plan.differences().forEach(difference -> System.out.println(asJson(difference)));
                } else {
                    System.out.println(plan.asTable());
                }
                topics.changelogProblems(Settings.VENDORS, then(topics, cluster))
                        .forEach(problem -> System.out.println(json ? warning(problem) : "WARNING: " + problem));
                return use.of(plan, cluster);
            }
        } catch (SettingsException | TopicException e) {
            System.err.println(e.getMessage());
            return WRONG_SET_UP;
        }
    }

    private static void apply(TopicPlan plan, ClusterTopics cluster, boolean json) {
        try (TerminalProgress progress = TerminalProgress.of("topics", plan.steps(), json)) {
            cluster.apply(plan, progress::step);
        }
        if (!json) {
            System.out.println("Done.");
        }
    }

    private static JsonNode asJson(TopicDifference difference) {
        return new ObjectMapper()
                .createObjectNode()
                .put("topic", difference.topic().name())
                .put("what", difference.setting())
                .put("now", difference.actual())
                .put("wanted", difference.wanted())
                .put("action", difference.action());
    }

    private static JsonNode warning(String problem) {
        return new ObjectMapper().createObjectNode().put("warning", problem);
    }

    /** The numbers of partitions that latest state's topics have once the plan is carried out. */
    private static Map<String, Integer> then(ConfiguredTopics topics, ClusterTopics cluster) {
        Map<String, Integer> partitions =
                new HashMap<>(cluster.visiblePartitions(topics.latestNames(Settings.VENDORS)));
        topics.all().forEach(topic -> partitions.merge(topic.name(), topic.partitions(), Math::max));
        return partitions;
    }
}
