package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ANALYTICS.md} says to start: nothing is missing between the latest topic and the changes. */
class StartFromLatestTest {

    private static final long SEED = 20261122;
    private static final int ROUNDS = 4;

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    private final String brokers = BROKER.kafka().bootstrapServers();
    private final List<PageReader> readers = new ArrayList<>();

    @AfterEach
    void close() {
        readers.forEach(PageReader::close);
    }

    /** Before latest state has begun, while it runs, while it stands still, and when it runs again. */
    @Test
    void whoeverStartsAtAnyTimeEndsAsTheVendorHasIt() {
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), "started");
        Histories histories = new Histories(topics, SEED);
        List<Seen> seen = histories.next(40 * ROUNDS);
        LatestState latest = topics.copy(folder);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 1) {
                    latest.start();
                } else {
                    latest.close();
                }
                topics.publish(seen.subList(seen.size() * round / ROUNDS, seen.size() * (round + 1) / ROUNDS)
                        .toArray(Seen[]::new));
                start(topics);
                if (round % 2 == 1) {
                    topics.awaitTaken();
                    start(topics);
                }
            }
        } finally {
            latest.close();
        }

        for (int i = 0; i < readers.size(); i += 2) {
            assertThat(readers.get(i).catchUp().picture())
                    .as("contacts of reader %d, seed %d", i, SEED)
                    .isEqualTo(histories.contacts());
            assertThat(readers.get(i + 1).catchUp().picture())
                    .as("documents of reader %d, seed %d", i + 1, SEED)
                    .isEqualTo(histories.documents());
        }
    }

    private void start(BrokerTopics topics) {
        topics.topics().kinds().forEach(kind -> readers.add(PageReader.of(brokers, topics.topics(), kind)));
    }

    /** Why the page does not say to note the end of the change topic. */
    @Test
    void endOfTheChangeTopicIsTooLateWhereLatestStateIsBehind() {
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), "behind");
        try (LatestState latest = topics.copy(folder)) {
            latest.start();
            topics.publish(Seen.read(topics.contacts(), "us/1", 1, 1, "taken"));
            topics.awaitTaken();
        }
        topics.publish(Seen.read(topics.contacts(), "us/2", 2, 2, "not taken"));
        LatestKind contacts = topics.topics().kinds().get(0);

        PageReader right = PageReader.of(brokers, topics.topics(), contacts);
        PageReader wrong = PageReader.fromTheEndOfTheChanges(brokers, topics.topics(), contacts);
        readers.addAll(List.of(right, wrong));

        assertThat(right.catchUp().picture()).isEqualTo(Map.of("us/1", "taken", "us/2", "not taken"));
        assertThat(wrong.catchUp().picture()).isEqualTo(Map.of("us/1", "taken"));
    }
}
