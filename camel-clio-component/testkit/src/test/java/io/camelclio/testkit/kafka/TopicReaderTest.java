package io.camelclio.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicReaderTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = new EmbeddedKafkaExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final EmbeddedKafka kafka = BROKER.kafka();

    @Test
    void readsEveryPartitionOfEveryTopicAskedFor() throws Exception {
        kafka.createTopic("read.a.v1", 3, Map.of());
        kafka.createTopic("read.b.v1", 1, Map.of());
        for (int i = 0; i < 20; i++) {
            EmbeddedKafkaTest.write(kafka, i % 2 == 0 ? "read.a.v1" : "read.b.v1", "us/" + i, "v");
        }
        TopicReader reader = new TopicReader(kafka.bootstrapServers());

        assertThat(reader.readAll("read.a.v1", "read.b.v1")).hasSize(20);
        assertThat(reader.readAll("read.b.v1")).hasSize(10);
        assertThat(reader.readAll(Pattern.compile("read\\..*"))).hasSize(20);
    }

    @Test
    void namesATopicThatDoesNotExist() {
        assertThatThrownBy(() -> new TopicReader(kafka.bootstrapServers()).readAll("nowhere.v1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere.v1");
    }

    @Test
    void followsTopicsThatAppearLater() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (TopicFollower follower = new TopicReader(kafka.bootstrapServers())
                .follow(Pattern.compile("follow\\..*"), record -> seen.add(EmbeddedKafkaTest.text(record)))) {
            follower.awaitCaughtUp(PATIENCE);
            assertThat(seen).isEmpty();

            kafka.createTopic("follow.a.v1", 2, Map.of());
            EmbeddedKafkaTest.write(kafka, "follow.a.v1", "us/1", "first");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen)
                    .containsExactly("us/1=first"));
            kafka.createTopic("follow.b.v1", 1, Map.of());
            kafka.createTopic("other.v1", 1, Map.of());
            EmbeddedKafkaTest.write(kafka, "other.v1", "us/2", "unasked");
            EmbeddedKafkaTest.write(kafka, "follow.b.v1", "us/2", "second");

            follower.awaitCaughtUp(PATIENCE);
            assertThat(seen).containsExactly("us/1=first", "us/2=second");
        }
    }

    @Test
    void followsOnAfterAnOutage() throws Exception {
        try (EmbeddedKafka own = EmbeddedKafka.builder().start()) {
            own.createTopic("follow.v1", 1, Map.of());
            EmbeddedKafkaTest.write(own, "follow.v1", "us/1", "before");
            List<String> seen = new CopyOnWriteArrayList<>();
            try (TopicFollower follower = new TopicReader(own.bootstrapServers())
                    .follow(Pattern.compile("follow.v1"), record -> seen.add(EmbeddedKafkaTest.text(record)))) {
                follower.awaitCaughtUp(PATIENCE);

                own.restart();
                EmbeddedKafkaTest.write(own, "follow.v1", "us/1", "after");
                follower.awaitCaughtUp(PATIENCE);

                assertThat(seen).containsExactly("us/1=before", "us/1=after");
            }
        }
    }

    @Test
    void tellsWhenTheCallbackFailed() throws Exception {
        kafka.createTopic("failing.v1", 1, Map.of());
        EmbeddedKafkaTest.write(kafka, "failing.v1", "us/1", "v");
        try (TopicFollower follower = new TopicReader(kafka.bootstrapServers())
                .follow(Pattern.compile("failing.v1"), record -> {
                    throw new IllegalArgumentException("no room");
                })) {

            assertThatThrownBy(() -> follower.awaitCaughtUp(PATIENCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no room");
        }
    }
}
