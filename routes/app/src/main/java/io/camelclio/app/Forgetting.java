package io.camelclio.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.kafka.topics.TopicDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Says when topics forget what is on them, and how to make them forget sooner. */
final class Forgetting {

    private static final String LAG = "max.compaction.lag.ms";

    private final String entity;
    private final List<TopicDefinition> topics;

    /** @param topics all that may hold records of the entity */
    Forgetting(String entity, List<TopicDefinition> topics) {
        this.entity = entity;
        this.topics = topics;
    }

    void print(Instant now) {
        topics.stream().filter(TopicDefinition::isCompacted).forEach(Forgetting::printCompacted);
        System.out.println("Not erased: Kafka removes no single record from a topic that is not compacted"
                + " (deleteRecords takes all before an offset). These forget by themselves what is on them now:");
        topics.stream()
                .filter(topic -> !topic.isCompacted())
                .forEach(topic -> System.out.printf(
                        "  %s: at the latest on %s (retention %s, whole segments of up to %s)%n",
                        topic.name(),
                        end(topic, now),
                        text(time(topic, "retention.ms")),
                        text(time(topic, "segment.ms"))));
        System.out.printf(
                "If the law wants it sooner, and every reader has read: shorten the retention for a while. It takes"
                        + " all older records of the topic, not only these:%n"
                        + "  %s_TOPIC_RETENTION=1h camel-clio topics apply%n"
                        + "  (two hours and some minutes later)%n"
                        + "  camel-clio topics apply%n",
                entity.replace('.', '_').toUpperCase(Locale.ROOT));
    }

    /** One object for each topic. */
    void printJson(Instant now) {
        for (TopicDefinition topic : topics) {
            ObjectNode line = new ObjectMapper()
                    .createObjectNode()
                    .put("topic", topic.name())
                    .put("compacted", topic.isCompacted());
            if (topic.isCompacted()) {
                line.put("compacts_within", topic.config().containsKey(LAG) ? text(time(topic, LAG)) : null);
            } else {
                line.put("forgets_by", end(topic, now).toString());
            }
            System.out.println(line);
        }
    }

    private static Instant end(TopicDefinition topic, Instant now) {
        return now.plus(time(topic, "retention.ms"))
                .plus(time(topic, "segment.ms"))
                .truncatedTo(ChronoUnit.MINUTES);
    }

    private static void printCompacted(TopicDefinition topic) {
        if (topic.config().containsKey(LAG)) {
            System.out.printf(
                    "%s: the old values leave the disk at the compaction after a partition's first write later than %s"
                            + " from now. Where nothing else is written, run this again then; it is harmless.%n",
                    topic.name(), text(time(topic, LAG)));
        } else {
            System.out.printf(
                    "%s: the old values leave the disk at some compaction; its file sets no %s, so nobody can say when.%n",
                    topic.name(), LAG);
        }
    }

    /** Where a file leaves out retention or segment time, Kafka's default of a week holds for either. */
    private static Duration time(TopicDefinition topic, String setting) {
        String millis = topic.config().get(setting);
        return millis == null ? Duration.ofDays(7) : Duration.ofMillis(Long.parseLong(millis));
    }

    private static String text(Duration time) {
        return time.toHours() % 24 == 0 && !time.isZero()
                ? time.toDays() + "d"
                : time.toHours() > 0 ? time.toHours() + "h" : time.toMillis() + " ms";
    }
}
