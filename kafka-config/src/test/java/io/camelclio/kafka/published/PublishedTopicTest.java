package io.camelclio.kafka.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One topic whose reading, and whose answers of Kafka, are played by hand. */
class PublishedTopicTest {

    private static final TopicPartition PARTITION = new TopicPartition("clio.matter.v1", 0);
    private static final Uuid ID = Uuid.randomUuid();
    private static final Duration LONG = Duration.ofMinutes(1);

    private long nanos;
    private final Deque<CompletableFuture<Map<TopicPartition, Long>>> asked = new ArrayDeque<>();
    private final PublishedTopic topic = new PublishedTopic(
            PARTITION.topic(),
            () -> nanos,
            partitions -> {
                CompletableFuture<Map<TopicPartition, Long>> ends = new CompletableFuture<>();
                asked.add(ends);
                return ends;
            },
            new Condition("ill: {}", "well"));

    @BeforeEach
    void begin() {
        topic.begin(ID, Map.of(PARTITION, 0L));
    }

    @Test
    void knowsAllOnceItHasBeenReadToTheEndThatWasAskedFor() {
        CompletableFuture<Boolean> known = topic.refresh(LONG);
        asked.remove().complete(Map.of(PARTITION, 2L));

        topic.at(Map.of(PARTITION, 1L), 1);
        assertThat(known).isNotDone();

        topic.at(Map.of(PARTITION, 2L), 0);
        assertThat(known).isCompletedWithValue(true);
    }

    @Test
    void needsNoReadingWhenItHasBeenReadSoFarAlready() {
        topic.at(Map.of(PARTITION, 2L), 0);
        CompletableFuture<Boolean> known = topic.refresh(LONG);
        topic.at(Map.of(PARTITION, 3L), 0);

        asked.remove().complete(Map.of(PARTITION, 2L));

        assertThat(known).isCompletedWithValue(true);
    }

    @Test
    void isUnknownWhenKafkaDoesNotSayWhereItEnds() {
        CompletableFuture<Boolean> known = topic.refresh(LONG);

        asked.remove().completeExceptionally(new IllegalStateException("no broker"));

        assertThat(known).isCompletedWithValue(false);
    }

    @Test
    void isUnknownWhenTheTimeIsUp() throws Exception {
        assertThat(topic.refresh(Duration.ofMillis(1)).get()).isFalse();
    }

    @Test
    void isUnknownWhenItsReadingEnds() {
        CompletableFuture<Boolean> known = topic.refresh(LONG);
        asked.remove().complete(Map.of(PARTITION, 2L));

        topic.end();

        assertThat(known).isCompletedWithValue(false);
        assertThat(topic.refresh(LONG)).as("nobody reads it").isCompletedWithValue(false);
        assertThat(topic.isBehind()).isFalse();
    }

    @Test
    void whoAsksWhileItIsAboutToBeReadWaitsForThat() {
        topic.end();
        topic.expect();
        CompletableFuture<Boolean> known = topic.refresh(LONG);
        assertThat(topic.isBehind()).isTrue();
        assertThat(known).isNotDone();

        topic.begin(ID, Map.of(PARTITION, 0L));
        asked.remove().complete(Map.of(PARTITION, 0L));
        topic.at(Map.of(PARTITION, 0L), 0);

        assertThat(known).isCompletedWithValue(true);
    }

    @Test
    void isUnknownWhenItIsFoundMissing() {
        topic.end();
        topic.expect();
        CompletableFuture<Boolean> known = topic.refresh(LONG);

        topic.end();

        assertThat(known).isCompletedWithValue(false);
        assertThat(topic.isBehind()).isFalse();
    }

    @Test
    void isAnotherTopicWhenItEndsBeforeWhatHasBeenRead() {
        topic.at(Map.of(PARTITION, 5L), 0);
        CompletableFuture<Boolean> known = topic.refresh(LONG);

        asked.remove().complete(Map.of(PARTITION, 4L));

        assertThat(known).isCompletedWithValue(false);
        assertThat(topic.isReplaced()).isTrue();
        assertThat(topic.isReadAs(ID, topic.partitions())).isFalse();
        topic.end();
        assertThat(topic.isReplaced()).as("it is known to be gone").isFalse();
    }

    @Test
    void isBehindUntilNothingIsLeftAndWhenThatIsLongAgo() {
        assertThat(topic.isBehind()).isTrue();
        topic.at(Map.of(PARTITION, 1L), 1);
        assertThat(topic.isBehind()).isTrue();

        topic.at(Map.of(PARTITION, 2L), 0);
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(topic.isBehind()).isFalse();

        nanos += 1;
        assertThat(topic.isBehind()).isTrue();
    }

    @Test
    void forgetsAllAndKnowsNothingUntilReadingGoesOnBehindIt() {
        topic.take(List.of(change("a1")));
        topic.at(Map.of(PARTITION, 1L), 0);

        topic.forgetAll();
        topic.take(List.of(change("a2")));
        topic.at(Map.of(PARTITION, 2L), 0);
        CompletableFuture<Boolean> known = topic.refresh(LONG);
        asked.remove().complete(Map.of(PARTITION, 2L));

        assertThat(known).as("it is not known yet what comes behind it").isNotDone();
        topic.forgotten(topic.forgets(), Map.of(PARTITION, 2L));
        topic.at(Map.of(PARTITION, 2L), 0);
        assertThat(known).isCompletedWithValue(true);
        assertThat(topic.isPublished("us/1", "a2")).isFalse();
        topic.take(List.of(change("a3")));
        assertThat(topic.isPublished("us/1", "a3")).isTrue();
    }

    @Test
    void forgetsAgainWhenThatIsWantedMeanwhile() {
        topic.forgetAll();
        int asked = topic.forgets();
        topic.forgetAll();

        topic.forgotten(asked, Map.of(PARTITION, 1L));
        assertThat(topic.isForgetting()).isTrue();

        topic.forgotten(topic.forgets(), Map.of(PARTITION, 2L));
        assertThat(topic.isForgetting()).isFalse();
    }

    @Test
    void whatWasForgottenStaysSoWhenReadingBeginsAnewUnlessTheTopicIsAnother() {
        topic.forgetAll();
        topic.forgotten(topic.forgets(), Map.of(PARTITION, 7L));
        topic.end();

        assertThat(topic.begin(ID, Map.of(PARTITION, 3L))).containsEntry(PARTITION, 7L);
        assertThat(topic.begin(ID, Map.of(PARTITION, 9L))).containsEntry(PARTITION, 9L);
        assertThat(topic.begin(Uuid.randomUuid(), Map.of(PARTITION, 3L))).containsEntry(PARTITION, 3L);
    }

    @Test
    void forgetsTheRecordFirstThatHasNotChangedForLongest() {
        LastChanges last = new LastChanges(2);
        for (String subject : List.of("1", "2", "1", "3")) {
            last.take(headers("changed", subject, "a" + subject));
        }

        assertThat(last.holds("2", "a2")).isFalse();
        assertThat(last.holds("1", "a1")).isTrue();
        assertThat(last.holds("3", "a3")).isTrue();
    }

    @Test
    void whatOnlyNewerChangesAreBehindIsAsItShouldBe() {
        LastChanges last = new LastChanges(100);
        last.take(headers("changed", "1", "first", "2026-03-02T15:00:00Z"));
        last.take(headers("changed", "1", "second", "2026-03-02T15:00:01Z"));
        last.take(headers("changed", "1", "third", "2026-03-02T15:00:01.5Z"));

        assertThat(List.of("first", "second", "third")).allMatch(identity -> last.isInOrder("1", identity));

        last.take(headers("changed", "1", "late", "2026-03-02T15:00:01Z"));

        assertThat(last.isInOrder("1", "first")).isTrue();
        assertThat(last.isInOrder("1", "second")).as("of the same second").isFalse();
        assertThat(last.isInOrder("1", "third"))
                .as("with an older one behind it")
                .isFalse();
        assertThat(last.isInOrder("1", "late")).isTrue();
        assertThat(List.of("first", "third", "late"))
                .as("times tell what is newer")
                .allMatch(identity -> last.holds("1", identity));
        assertThat(last.holds("1", "second")).isFalse();

        last.take(headers("changed", "1", "third", "2026-03-02T15:00:01.5Z"));
        last.take(headers("changed", "1", "second", "2026-03-02T15:00:01Z"));

        assertThat(last.holds("1", "second")).as("once more behind the other").isTrue();
        assertThat(last.isInOrder("1", "second")).isTrue();
        assertThat(last.isInOrder("1", "third")).isFalse();
    }

    @Test
    void ofTwoOfTheSameTimeTheOneWithTheLaterAsOfCountsWhereverItLies() {
        LastChanges last = new LastChanges(100);
        last.take(asOf("delivered", "2026-03-02T15:00:35.783961895Z"));
        last.take(asOf("read", "2026-03-02T15:00:35.227953885Z"));

        assertThat(last.holds("1", "delivered")).isTrue();
        assertThat(last.holds("1", "read")).isFalse();

        last.take(asOf("read", "2026-03-02T15:00:36Z"));

        assertThat(last.holds("1", "delivered")).isFalse();
        assertThat(last.holds("1", "read")).isTrue();
    }

    private static RecordHeaders asOf(String identity, String asOf) {
        RecordHeaders headers = headers("changed", "1", identity);
        headers.add("ce_asof", asOf.getBytes());
        return headers;
    }

    @Test
    void whatWasDeliveredStaysSoWhateverComesBehindIt() {
        LastChanges last = new LastChanges(100);
        last.take(headers("changed", "1", "read", "2026-03-02T15:00:01Z"));
        last.take(delivered("1", "newer", "2026-03-02T15:00:02Z"));
        last.take(delivered("1", "older", "2026-03-02T15:00:00Z"));
        last.take(headers("changed", "1", "newer", "2026-03-02T15:00:02Z"));

        assertThat(last.isDelivered("1", "newer")).as("and read afterwards").isTrue();
        assertThat(last.isDelivered("1", "older")).isTrue();
        assertThat(last.isDelivered("1", "read")).isFalse();
        assertThat(last.isDelivered("2", "newer")).isFalse();
    }

    @Test
    void ofARecordTheLastChangesAreRemembered() {
        LastChanges last = new LastChanges(100);
        for (int change = 0; change < 100; change++) {
            last.take(delivered("1", "v" + change, "2026-03-02T15:00:00Z"));
        }

        assertThat(last.isDelivered("1", "v70")).isTrue();
        assertThat(last.isDelivered("1", "v69")).isFalse();
    }

    @Test
    void ofManyChangesThoseOfTheRecordAreForgottenThatHasNotChangedForLongest() {
        LastChanges last = new LastChanges(5);
        for (String subject : List.of("1", "2", "3")) {
            last.take(delivered(subject, "first", "2026-03-02T15:00:00Z"));
            last.take(delivered(subject, "second", "2026-03-02T15:00:01Z"));
        }

        assertThat(last.knows("1")).isFalse();
        assertThat(last.isDelivered("2", "first")).isTrue();
        assertThat(last.isDelivered("3", "second")).isTrue();
    }

    private static RecordHeaders delivered(String subject, String identity, String time) {
        RecordHeaders headers = headers("changed", subject, identity, time);
        headers.add("ce_vendorevent", "updated".getBytes());
        return headers;
    }

    private static ConsumerRecord<Void, Void> change(String identity) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                headers("changed", "us/1", identity),
                Optional.empty());
    }

    private static RecordHeaders headers(String type, String subject, String identity) {
        return headers(type, subject, identity, "2026-03-02T15:00:00Z");
    }

    private static RecordHeaders headers(String type, String subject, String identity, String time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", type.getBytes());
        headers.add("ce_subject", subject.getBytes());
        headers.add("ce_id", identity.getBytes());
        headers.add("ce_time", time.getBytes());
        return headers;
    }
}
