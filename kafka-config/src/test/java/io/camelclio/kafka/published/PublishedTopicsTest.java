package io.camelclio.kafka.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishedTopicsTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final EmbeddedKafka kafka = BROKER.kafka();
    private String name;
    private PublishedTopics topics;
    private KafkaProducer<String, byte[]> others;

    @BeforeEach
    void haveATopic(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName() + ".matter.v1";
        kafka.createTopic(name, 3, Map.of());
        topics = follow(Duration.ofHours(1));
        others = producer(Map.of());
    }

    @AfterEach
    void end() {
        topics.close();
        others.close();
    }

    @Test
    void knowsTheLastChangeOfEachRecord() throws Exception {
        write("us/1", "changed", "a1");
        write("us/1", "changed", "a2");
        write("us/2", "changed", "b1");
        write("us/2", "deleted", "b2");
        write("us/3", "changed", "c1");
        write("us/3", "matter_closed", "c2");
        topics.start();

        refresh();

        assertThat(isPublished("us/1", "a1")).isFalse();
        assertThat(isPublished("us/1", "a2")).isTrue();
        assertThat(isPublished("us/2", "b1")).isFalse();
        assertThat(isPublished("us/2", "b2")).isTrue();
        assertThat(isPublished("us/3", "c1"))
                .as("an event of its life that is no newer came behind it")
                .isFalse();
        assertThat(isPublished("us/3", "c2")).isTrue();
        assertThat(isPublished("us/4", "a1")).isFalse();
        assertThat(topic().knows("us/1")).isTrue();
        assertThat(topic().knows("us/4")).isFalse();
    }

    @Test
    void aRefreshKnowsAllThatWasAcknowledgedBefore() throws Exception {
        topics.start();
        refresh();

        for (int i = 0; i < 50; i++) {
            write("us/" + i % 7, "changed", "v" + i);
            refresh();
            assertThat(isPublished("us/" + i % 7, "v" + i)).as("version %d", i).isTrue();
        }
    }

    @Test
    void beginsNoFurtherBackThanTheWindow() throws Exception {
        send(record("us/1", "changed", "old", Instant.now().minus(Duration.ofHours(2))));
        send(record("us/2", "changed", "young", Instant.now().minus(Duration.ofMinutes(30))));
        topics.start();

        refresh();

        assertThat(isPublished("us/2", "young")).isTrue();
        assertThat(isPublished("us/1", "old")).isFalse();
    }

    @Test
    void passesOverWhatIsNoChange() throws Exception {
        write("us/1", "changed", "a1");
        send(new ProducerRecord<>(name, "us/1", null));
        topics.start();

        refresh();

        assertThat(isPublished("us/1", "a1")).isTrue();
    }

    @Test
    void isUpToDateByItselfOnceItHasReadWhatThereIs() throws Exception {
        write("us/1", "changed", "a1");
        PublishedTopic topic = topics.topic(name).orElseThrow();
        assertThat(topic.isBehind()).as("nobody is about to read it").isFalse();

        topics.start();

        await().atMost(PATIENCE).until(() -> topic.lag() == 0);
        assertThat(topic.isBehind()).isFalse();
        assertThat(isPublished("us/1", "a1")).isTrue();
    }

    @Test
    void forgetsWhatIsThereByThenReadOrNot() throws Exception {
        write("us/1", "changed", "read");
        topics.start();
        refresh();
        write("us/2", "changed", "not read yet");

        topics.topic(name).orElseThrow().forgetAll();
        assertThat(isPublished("us/1", "read")).isFalse();
        refresh();
        write("us/3", "changed", "later");
        refresh();

        assertThat(isPublished("us/1", "read")).isFalse();
        assertThat(isPublished("us/2", "not read yet")).isFalse();
        assertThat(isPublished("us/3", "later")).isTrue();
    }

    @Test
    void whatIsForgottenBeforeTheStartIsNotReadAtIt() throws Exception {
        write("us/1", "changed", "a1");
        topics.topic(name).orElseThrow().forgetAll();

        topics.start();
        refresh();
        write("us/2", "changed", "b1");
        refresh();

        assertThat(isPublished("us/1", "a1")).isFalse();
        assertThat(isPublished("us/2", "b1")).isTrue();
    }

    /** What a transaction aborts is on the topic, and was never published. */
    @Test
    void knowsNothingOfWhatWasAbortedAndWaitsForWhatIsNotCommitted() throws Exception {
        topics.start();
        refresh();
        try (KafkaProducer<String, byte[]> replay = producer(Map.of("transactional.id", name))) {
            replay.initTransactions();
            replay.beginTransaction();
            replay.send(record("us/1", "changed", "aborted", Instant.now())).get(30, SECONDS);
            write("us/1", "changed", "behind");

            assertThat(topics.topic(name).orElseThrow().refresh(AT_ONCE).get(30, SECONDS))
                    .as("an open transaction hides what lies behind it")
                    .isFalse();
            replay.abortTransaction();
        }
        refresh();

        assertThat(isPublished("us/1", "behind")).isTrue();
        assertThat(isPublished("us/1", "aborted")).isFalse();
    }

    @Test
    void aTopicThatIsMissingIsFollowedOnceItIsThere() throws Exception {
        String late = "late." + name;
        try (PublishedTopics both = new PublishedTopics(
                List.of(name, late), reading(kafka), administering(kafka), Duration.ofHours(1), AT_ONCE)) {
            both.start();
            await().atMost(PATIENCE)
                    .until(() ->
                            both.topic(name).orElseThrow().refresh(PATIENCE).get(30, SECONDS));
            assertThat(both.topic(late).orElseThrow().refresh(PATIENCE).get(30, SECONDS))
                    .isFalse();

            kafka.createTopic(late, 1, Map.of());
            ProducerRecord<String, byte[]> made = record("us/1", "changed", "a1", Instant.now());
            others.send(new ProducerRecord<>(late, null, "us/1", made.value(), made.headers()))
                    .get(30, SECONDS);

            PublishedTopic topic = both.topic(late).orElseThrow();
            await().atMost(PATIENCE).until(() -> topic.refresh(PATIENCE).get(30, SECONDS));
            assertThat(topic.isPublished("us/1", "a1")).isTrue();
        }
    }

    @Test
    void whatWasOnATopicThatWasMadeAnewCountsNoMore() throws Exception {
        for (int i = 0; i < 20; i++) {
            write("us/" + i, "changed", "a1");
        }
        topics.start();
        refresh();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(name)).all().get(30, SECONDS);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                kafka.createTopic(name, 3, Map.of());
                return true;
            });
        }
        write("us/2", "changed", "b1");

        await().atMost(PATIENCE).until(() -> isKnown() && isPublished("us/2", "b1"));
        assertThat(isPublished("us/3", "a1")).isFalse();
    }

    @Test
    void knowsNothingWhenItIsNotStarted() throws Exception {
        write("us/1", "changed", "a1");

        assertThat(isKnown()).isFalse();
        assertThat(isPublished("us/1", "a1")).isFalse();
        assertThat(topics.topic("another.v1")).isEmpty();
    }

    @Test
    void refusesSettingsForOtherUses() {
        assertThatThrownBy(() -> new PublishedTopics(
                        List.of(name), administering(kafka), administering(kafka), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("READING")
                .hasMessageContaining("ADMINISTERING");
    }

    @Test
    void anOutageOfKafkaEndsInTimeAndIsOverByItself() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.builder().start()) {
            broker.createTopic(name, 1, Map.of());
            try (PublishedTopics followed =
                    new PublishedTopics(List.of(name), reading(broker), administering(broker), Duration.ofHours(1))) {
                followed.start();
                PublishedTopic topic = followed.topic(name).orElseThrow();
                await().atMost(PATIENCE).until(() -> topic.refresh(PATIENCE).get(30, SECONDS));

                broker.stop();
                assertThat(topic.refresh(AT_ONCE).get(5, SECONDS)).isFalse();
                broker.restart();

                await().atMost(PATIENCE).until(() -> topic.refresh(PATIENCE).get(30, SECONDS));
            }
        }
    }

    private PublishedTopics follow(Duration window) {
        return new PublishedTopics(List.of(name), reading(kafka), administering(kafka), window, Duration.ofMillis(500));
    }

    private static ClientSettings reading(EmbeddedKafka kafka) {
        return ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null);
    }

    private static ClientSettings administering(EmbeddedKafka kafka) {
        return ClientSettings.merge(ClientUse.ADMINISTERING, kafka.bootstrapServers(), null);
    }

    private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private boolean isPublished(String history, String identity) {
        return topic().isPublished(history, identity);
    }

    private PublishedTopic topic() {
        return topics.topic(name).orElseThrow();
    }

    private boolean isKnown() throws Exception {
        return topics.topic(name).orElseThrow().refresh(PATIENCE).get(30, SECONDS);
    }

    /** The first moments of the following know nothing. */
    private void refresh() {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(this::isKnown);
    }

    private void write(String subject, String type, String identity) throws Exception {
        send(record(subject, type, identity, Instant.now()));
    }

    private void send(ProducerRecord<String, byte[]> record) throws Exception {
        others.send(record).get(30, SECONDS);
    }

    private ProducerRecord<String, byte[]> record(String subject, String type, String identity, Instant at) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(name, null, at.toEpochMilli(), subject, "{}".getBytes(UTF_8));
        record.headers().add("ce_id", identity.getBytes(UTF_8));
        record.headers().add("ce_type", type.getBytes(UTF_8));
        record.headers().add("ce_subject", subject.getBytes(UTF_8));
        record.headers().add("ce_time", "2026-03-02T15:00:00Z".getBytes(UTF_8));
        return record;
    }
}
