package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.kafka.latest.KnownKeys.Newest;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a reading of both topics and a confirmation make of a key, when they come at the same time. */
class KnownKeysTest {

    private static final TopicPartition PARTITION = new TopicPartition("clio.contact.v1", 0);

    private final KnownKeys keys = new KnownKeys("clio.contact.v1", 10);

    @Test
    void whatIsConfirmedWhileTheTopicsAreReadOutlivesTheReading() {
        keys.beginReading();
        keys.isOnLatest("us/1", state("a1"));
        keys.isConfirmed("us/1", state("a2"));
        keys.endReading(Map.of(PARTITION, 1L));

        assertThat(keys.identity("us/1")).contains("a2");
    }

    @Test
    void whatWasReadAndTakenBeforeItIsConfirmedIsLeftToTheLatestTopic() {
        keys.beginReading();
        keys.isOnLatest("us/1", state("newer"));
        keys.isPublished("us/1", state("older, late"), PARTITION, 1);
        keys.endReading(Map.of(PARTITION, 2L));
        keys.isConfirmed("us/1", state("older, late"));
        assertThat(keys.identity("us/1")).contains("older, late");

        keys.beginReading();
        keys.endReading(Map.of(PARTITION, 2L));

        assertThat(keys.identity("us/1")).contains("newer");
    }

    @Test
    void whatTheLatestStateDoesNotTakeTwiceIsKnownAsItWasPublished() {
        keys.beginReading();
        keys.isOnLatest("us/1", state("of a later time"));
        keys.isPublished("us/1", state("what the vendor has"), PARTITION, 1);
        keys.endReading(Map.of(PARTITION, 2L));
        assertThat(keys.identity("us/1")).contains("of a later time");

        keys.beginReading();
        keys.isPublished("us/1", state("what the vendor has"), PARTITION, 2);
        keys.endReading(Map.of(PARTITION, 3L));

        assertThat(keys.identity("us/1")).contains("what the vendor has");
    }

    @Test
    void deletionsThatTheLatestStateDoesNotTakeAreBoundedToo() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        keys.isPublished("us/" + i, new Newest("d" + i, "", true), PARTITION, i);
                    }
                })
                .isInstanceOf(LatestRecordsException.class)
                .hasMessageContaining("more than 10");
    }

    @Test
    void aRecordKeepsItsParentWhenAnOldDeletionIsNotTaken() {
        keys.beginReading();
        keys.isOnLatest("us/1", new Newest("a1", "us/7", false));
        keys.isPublished("us/1", new Newest("d", "", true), PARTITION, 1);
        assertThat(keys.parent("us/1")).isEmpty();

        keys.endReading(Map.of(PARTITION, 2L));

        assertThat(keys.parent("us/1")).contains("us/7");
        assertThat(keys.deletion("us/1")).isEmpty();
    }

    private static Newest state(String identity) {
        return new Newest(identity, "", false);
    }
}
