package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What arrives late, twice and in any order is taken by copies that are stopped, started and killed in the middle of it:
 * the latest topics have to end as the vendor does.
 */
class HistoriesAcrossRestartsTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> alive = new ArrayDeque<>();

    @Test
    @Tag("full")
    void latestEndsAsTheVendorHasItWhenCopiesAreStoppedAndStarted() throws Exception {
        endsAsTheVendor("restarts", 1, 4, 0);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5, 6})
    void latestEndsAsTheVendorHasItWhenCopiesAreStoppedAndKilled(long seed) throws Exception {
        endsAsTheVendor("deaths" + seed, seed, 12, 3);
    }

    /** @param killed how many of four copies are killed; the others are stopped */
    private void endsAsTheVendor(String name, long seed, int rounds, int killed) throws Exception {
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), name);
        Random random = new Random(seed);
        Histories histories = new Histories(topics, seed);
        List<Seen> seen = histories.next(20 * rounds);
        try {
            for (int round = 0; round < rounds; round++) {
                if (alive.isEmpty() || random.nextBoolean()) {
                    alive.add(copy(topics, name, random.nextInt(4) < killed));
                }
                int before = latest(topics);
                List<Seen> part = seen.subList(seen.size() * round / rounds, seen.size() * (round + 1) / rounds);
                topics.publish(part.toArray(Seen[]::new));
                await("some of round %d, seed %d".formatted(round, seed))
                        .atMost(BrokerTopics.PATIENCE)
                        .until(() -> latest(topics) > before);
                if (alive.size() == 2 || random.nextBoolean()) {
                    alive.remove().close();
                }
            }
            if (alive.isEmpty()) {
                alive.add(copy(topics, name, false));
            }
            topics.awaitTaken();
        } finally {
            for (AutoCloseable copy : alive) {
                copy.close();
            }
        }

        assertThat(topics.picture(topics.contacts()))
                .as("contacts, seed %d", seed)
                .isEqualTo(histories.contacts());
        assertThat(topics.picture(topics.documents()))
                .as("documents, seed %d", seed)
                .isEqualTo(histories.documents());
    }

    /** @param mortal whether closing it is a power cut */
    private AutoCloseable copy(BrokerTopics topics, String name, boolean mortal) throws Exception {
        if (mortal) {
            return CopyProcess.start(BROKER.kafka().bootstrapServers(), name, folder);
        }
        LatestState copy = topics.copy(folder);
        copy.start();
        return copy;
    }

    private static int latest(BrokerTopics topics) {
        return topics.latest(topics.contacts()).size()
                + topics.latest(topics.documents()).size();
    }
}
