package io.camelclio.kafka.latest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is known of a kind of record, read back from real topics; the latest state that writes them is played by hand. */
class LatestRecordsTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final String CHANGED = "com.clio.contact.changed.v1";
    private static final String DELETED = "com.clio.contact.deleted.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 5;

    private final EmbeddedKafka kafka = BROKER.kafka();
    private String changes;
    private String latest;
    private LatestTopics topics;
    private LatestRecords records;

    @BeforeEach
    void haveTopics(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        changes = name + ".contact.v1";
        latest = name + ".contact.latest.v1";
        kafka.createTopic(changes, 1, Map.of());
        kafka.createTopic(latest, 1, Map.of("cleanup.policy", "compact"));
        topics = new LatestTopics(name + ".latest.v1", List.of(new LatestKind("clio.contact", changes, latest)));
        records = new LatestRecords(
                topics,
                changes,
                ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null),
                PATIENCE,
                MOST);
    }

    @Test
    void readsWhatIsOnTheLatestTopicAndNotDeleted() {
        write(latest, "us/1", CHANGED, "a1");
        write(latest, "us/2", CHANGED, "b1");
        write(latest, "us/1", CHANGED, "a2");
        write(latest, "us/3", CHANGED, "c1");
        erase(latest, "us/3");
        write(latest, "eu/4", CHANGED, "d1");

        records.refresh();

        assertThat(records.identity("us/1")).contains("a2");
        assertThat(records.identity("us/3")).isEmpty();
        assertThat(records.keys("us/")).containsExactlyInAnyOrder("us/1", "us/2");
    }

    @Test
    void addsTheChangesThatTheLatestStateHasNotTakenYet() throws Exception {
        write(latest, "us/1", CHANGED, "a1");
        write(latest, "us/2", CHANGED, "b1");
        write(changes, "us/1", CHANGED, "a0");
        write(changes, "us/1", CHANGED, "a1");
        taken(2);
        write(changes, "us/1", CHANGED, "a2");
        write(changes, "us/2", DELETED, "b2");
        write(changes, "us/3", CHANGED, "c1");
        write(changes, "us/3", "com.clio.contact.contact_merged.v1", "not a state");

        records.refresh();

        assertThat(records.identity("us/1")).contains("a2");
        assertThat(records.identity("us/3")).contains("c1");
        assertThat(records.keys("us/")).containsExactlyInAnyOrder("us/1", "us/3");
    }

    @Test
    void remembersDeletionsUntilTheRecordIsBack() {
        write(latest, "us/1", CHANGED, "a1");
        write(latest, "us/1", DELETED, "a2", null);
        write(changes, "us/2", CHANGED, "b1");
        write(changes, "us/2", DELETED, "b2");
        write(changes, "us/3", DELETED, "c1");
        write(changes, "us/3", CHANGED, "c2");

        records.refresh();

        assertThat(records.deletion("us/1")).contains("a2");
        assertThat(records.deletion("us/2")).contains("b2");
        assertThat(records.deletion("us/3")).isEmpty();
        records.changed("us/2", "b3");
        assertThat(records.deletion("us/2")).isEmpty();
    }

    @Test
    void takesAllChangesWhereTheLatestStateNeverRan() {
        write(changes, "us/1", CHANGED, "a1");
        write(changes, "us/2", CHANGED, "b1");
        erase(changes, "us/2");

        records.refresh();

        assertThat(records.keys("us/")).containsExactly("us/1");
    }

    @Test
    void followsTheChangesOfOthersFromThenOn() {
        write(changes, "us/1", CHANGED, "a1");
        records.refresh();

        write(changes, "us/2", CHANGED, "b1");
        assertThat(records.keys("us/")).containsExactly("us/1");
        records.refresh();
        assertThat(records.keys("us/")).containsExactlyInAnyOrder("us/1", "us/2");

        write(changes, "us/1", DELETED, "a2");
        records.refresh();
        assertThat(records.keys("us/")).containsExactly("us/2");
    }

    @Test
    void knowsWhatItIsToldBeforeItReadsIt() {
        records.refresh();

        records.changed("us/1", "a1");
        assertThat(records.identity("us/1")).contains("a1");
        records.deleted("us/1");
        assertThat(records.identity("us/1")).isEmpty();
    }

    @Test
    void whatItIsToldStaysKnownUntilTheLatestStateHasTakenIt() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        write(latest, "us/1", CHANGED, "a1");
        taken(1);
        records.refresh();
        records.changed("us/1", "a2");
        write(changes, "us/1", CHANGED, "a2");

        records.refresh();
        assertThat(records.identity("us/1")).contains("a2");

        write(latest, "us/1", CHANGED, "a2");
        taken(2);
        records.refresh();
        assertThat(records.identity("us/1")).contains("a2");
    }

    @Test
    void theLatestStateDecidesWhichOfTheChangesItHasTakenIsTheNewest() throws Exception {
        write(changes, "us/1", CHANGED, "newer");
        write(changes, "us/1", CHANGED, "older, late");
        records.refresh();
        assertThat(records.identity("us/1")).contains("older, late");

        write(latest, "us/1", CHANGED, "newer");
        taken(1);
        records.refresh();
        assertThat(records.identity("us/1")).as("only the first is taken").contains("older, late");

        taken(2);
        records.refresh();
        assertThat(records.identity("us/1")).contains("newer");
    }

    @Test
    void theLatestStateDecidesOfWhatWasToldToo() throws Exception {
        write(changes, "us/1", CHANGED, "newer");
        write(latest, "us/1", CHANGED, "newer");
        taken(1);
        records.refresh();
        records.changed("us/1", "older, read late");
        write(changes, "us/1", CHANGED, "older, read late");
        taken(2);

        records.refresh();

        assertThat(records.identity("us/1")).contains("newer");
    }

    @Test
    void aDeletionThatTheLatestStateDidNotTakeIsNone() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        write(latest, "us/1", CHANGED, "a1");
        write(changes, "us/1", DELETED, "an old deletion");
        taken(1);
        records.refresh();
        assertThat(records.keys("us/")).isEmpty();

        taken(2);
        records.refresh();

        assertThat(records.identity("us/1")).contains("a1");
        assertThat(records.deletion("us/1")).isEmpty();
    }

    @Test
    void whatWasPublishedTwiceOfARecordThatIsDeletedForGoodIsKnown() throws Exception {
        isDeleted("us/1", "a1");
        write(changes, "us/1", CHANGED, "shown all the same");
        taken(2);
        records.refresh();
        assertThat(records.identity("us/1")).isEmpty();
        write(changes, "us/1", CHANGED, "shown all the same");
        taken(3);

        records.refresh();

        assertThat(records.identity("us/1")).contains("shown all the same");
    }

    @Test
    void aRecordStaysDeletedThoughAnOlderChangeIsPublishedLate() throws Exception {
        isDeleted("us/1", "d");
        write(changes, "us/1", CHANGED, "older, late");
        taken(2);

        records.refresh();

        assertThat(records.identity("us/1")).isEmpty();
        assertThat(records.deletion("us/1")).contains("d");
    }

    /** And that is known. */
    private void isDeleted(String key, String identity) throws Exception {
        write(changes, key, DELETED, identity);
        write(latest, key, DELETED, identity, null);
        taken(1);
        records.refresh();
    }

    @Test
    void beginsAnewWhenTheChangesItWasAtHaveGone() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        records.refresh();
        write(changes, "us/2", CHANGED, "b1");
        write(latest, "us/2", CHANGED, "b1");
        write(changes, "us/3", CHANGED, "c1");
        taken(2);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition(), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        assertThatThrownBy(() -> records.refresh())
                .isInstanceOf(LatestRecordsException.class)
                .hasMessageContaining(changes);
        records.refresh();

        assertThat(records.keys("us/")).containsExactlyInAnyOrder("us/2", "us/3");
    }

    @Test
    void beginsAnewWhenATopicWasMadeAnew() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        write(changes, "us/2", CHANGED, "b1");
        records.refresh();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(changes)).all().get();
        }
        await("the change topic is gone").until(() -> !kafka.topics().contains(changes));
        kafka.createTopic(changes, 1, Map.of());
        write(changes, "us/3", CHANGED, "c1");

        await("the new one is read").ignoreExceptions().until(() -> {
            records.refresh();
            return records.keys("us/").contains("us/3");
        });

        assertThat(records.keys("us/")).containsExactly("us/3");
    }

    @Test
    void moreKeysThanAreKeptAreAnErrorThatNamesTheRemedy() {
        for (int id = 0; id <= MOST; id++) {
            write(changes, "us/" + id, CHANGED, "v");
        }

        assertThatThrownBy(() -> records.refresh())
                .isInstanceOf(LatestRecordsException.class)
                .hasMessageContainingAll(changes, "more than 5", "maxKnownRecords");
    }

    @Test
    void givesUpInTimeWhenKafkaIsAway() {
        try (EmbeddedKafka gone = EmbeddedKafka.builder().build().start()) {
            LatestRecords unreachable = new LatestRecords(
                    topics,
                    changes,
                    ClientSettings.merge(ClientUse.READING, gone.bootstrapServers(), null),
                    Duration.ofSeconds(1),
                    MOST);
            gone.stop();
            long began = System.nanoTime();

            assertThatThrownBy(unreachable::refresh)
                    .isInstanceOf(LatestRecordsException.class)
                    .hasMessageContaining(changes);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("far less than a consumer's own half minute for its end")
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aRefreshThatFailedLosesNothingThatWasKnown() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        records.refresh();
        taken(1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> records.refresh()).isInstanceOf(LatestRecordsException.class);
        } finally {
            Thread.interrupted();
        }
        write(changes, "us/2", CHANGED, "b1");

        records.refresh();

        assertThat(records.keys("us/"))
                .as("goes on where it was; read anew, the first would be on neither topic")
                .containsExactlyInAnyOrder("us/1", "us/2");
    }

    @Test
    void whatWasKnownAnswersWhileItCannotBeReadAnew() throws Exception {
        write(changes, "us/1", CHANGED, "a1");
        records.refresh();
        write(changes, "us/2", CHANGED, "b1");
        write(changes, "us/3", CHANGED, "c1");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition(), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
            admin.deleteTopics(List.of(latest)).all().get();
        }
        await("the latest topic is gone").until(() -> !kafka.topics().contains(latest));

        assertThatThrownBy(() -> records.refresh()).isInstanceOf(LatestRecordsException.class);
        assertThatThrownBy(() -> records.refresh()).hasMessageContaining("there is no topic " + latest);

        assertThat(records.keys("us/")).containsExactly("us/1");
    }

    @Test
    void readingIsAtWhatWasTakenWhenItFails() {
        for (int id = 0; id < 4; id++) {
            write(changes, "us/" + id, CHANGED, "v");
        }
        Map<TopicPartition, Long> at = new HashMap<>();
        Map<String, Object> oneByOne =
                new HashMap<>(ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null)
                        .asMap());
        oneByOne.put("max.poll.records", 1);

        try (TopicReading reading = new TopicReading(oneByOne, topics.applicationId(), PATIENCE)) {
            assertThatThrownBy(() -> reading.readToEnd(changes, at, record -> {
                        if (record.offset() == 2) {
                            throw new KafkaException("the time is up");
                        }
                    }))
                    .isInstanceOf(KafkaException.class);
        }

        assertThat(at).containsExactly(Map.entry(partition(), 2L));
    }

    @Test
    void topicWithoutALatestStateIsNamed() {
        ClientSettings reading = ClientSettings.merge(ClientUse.READING, kafka.bootstrapServers(), null);

        assertThatThrownBy(() -> new LatestRecords(topics, "clio.unicorn.v1", reading, PATIENCE, MOST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("clio.unicorn.v1", changes);
    }

    private TopicPartition partition() {
        return new TopicPartition(changes, 0);
    }

    /** The group has taken so many changes. */
    private void taken(long count) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(topics.applicationId(), Map.of(partition(), new OffsetAndMetadata(count)))
                    .all()
                    .get();
        }
    }

    private void write(String topic, String key, String type, String identity) {
        write(topic, key, type, identity, "{}");
    }

    private void write(String topic, String key, String type, String identity, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("ce_type", type.getBytes(UTF_8)).add("ce_id", identity.getBytes(UTF_8));
        send(record);
    }

    private void erase(String topic, String key) {
        send(new ProducerRecord<>(topic, key, null));
    }

    private void send(ProducerRecord<String, String> record) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(record);
        }
    }
}
