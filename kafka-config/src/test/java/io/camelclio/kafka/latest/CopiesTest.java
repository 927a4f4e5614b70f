package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several copies that come, go and die while changes arrive in any order. Each key's changes have times of their own and
 * lie in one partition, so what has to be on the latest topic is known to the last record: each change that is newer than
 * all before it, once, and nothing after a deletion.
 */
class CopiesTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final int KEYS = 50;

    @TempDir
    Path folder;

    @Test
    @Tag("full")
    void twoShareThePartitionsAndWhatTheKilledOneHadGoesToTheOther() throws Exception {
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), "killed");
        LatestState survivor = topics.copy(folder);
        try (CopyProcess victim = CopyProcess.start(BROKER.kafka().bootstrapServers(), "killed", folder)) {
            survivor.start();
            Changes changes = new Changes(topics, 1);
            // The survivor has its share but not all of it.
            await("both take changes").atMost(BrokerTopics.PATIENCE).until(() -> {
                changes.publish(200);
                topics.awaitTaken();
                LatestCounts before = survivor.counts();
                changes.publish(200);
                topics.awaitTaken();
                long taken = all(survivor.counts()) - all(before);
                return taken > 0 && taken < 200;
            });
            changes.publish(1_000);
            victim.kill();
            changes.publish(1_000);
            topics.awaitTaken();

            changes.assertEachVersionOnce();
        } finally {
            survivor.close();
        }
    }

    private static long all(LatestCounts counts) {
        return counts.taken() + counts.deleted() + counts.outdated() + counts.erased() + counts.foreign();
    }

    /** A few that are stopped are tried in {@link HistoriesAcrossRestartsTest}. */
    @Tag("full")
    @Test
    void copiesThatAreStoppedAtAnyMomentLeaveNothingOutAndNothingTwice() {
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), "often");
        Random random = new Random(3);
        Changes changes = new Changes(topics, 3);
        for (int round = 0; round < 20; round++) {
            LatestState copy = topics.copy(folder);
            copy.start();
            int enough = 1 + random.nextInt(400);
            await("some changes").atMost(BrokerTopics.PATIENCE).until(() -> {
                changes.publish(100);
                return all(copy.counts()) > enough;
            });
            copy.close();
        }
        LatestState last = topics.copy(folder);
        last.start();
        topics.awaitTaken();
        last.close();

        changes.assertEachVersionOnce();
    }

    @Tag("full")
    @Test
    void copiesThatAreKilledAtAnyMomentLeaveNothingOutAndNothingTwice() throws Exception {
        String brokers = BROKER.kafka().bootstrapServers();
        BrokerTopics topics = BrokerTopics.created(BROKER.kafka(), "mortal");
        Random random = new Random(4);
        Changes changes = new Changes(topics, 4);
        List<CopyProcess> alive = new ArrayList<>();
        try {
            for (int round = 0; round < 8; round++) {
                alive.add(CopyProcess.start(brokers, "mortal", folder));
                int before = topics.latest(topics.contacts()).size();
                int enough = 1 + random.nextInt(200);
                await("some changes").atMost(BrokerTopics.PATIENCE).until(() -> {
                    changes.publish(100);
                    return topics.latest(topics.contacts()).size() > before + enough;
                });
                if (alive.size() == 2) {
                    alive.remove(random.nextInt(2)).kill();
                }
            }
            topics.awaitTaken();
        } finally {
            alive.forEach(CopyProcess::close);
        }

        changes.assertEachVersionOnce();
    }

    /** Changes of some contacts, each with a time that no other of its key has, and what must become of them. */
    private static final class Changes {

        private final BrokerTopics topics;
        private final Random random;
        private final Map<String, Integer> newest = new HashMap<>();
        private final Map<String, List<Integer>> unused = new HashMap<>();
        private final Map<String, List<String>> expected = new TreeMap<>();
        private final Set<String> deleted = new HashSet<>();

        Changes(BrokerTopics topics, long seed) {
            this.topics = topics;
            this.random = new Random(seed);
        }

        void publish(int number) {
            List<Seen> batch = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                batch.add(next());
            }
            topics.publish(batch.toArray(Seen[]::new));
        }

        private Seen next() {
            String key = "us/" + random.nextInt(KEYS);
            int time = unusedTime(key);
            Seen seen = random.nextInt(200) == 0
                    ? Seen.deletion(topics.contacts(), key, time, time)
                    : Seen.read(topics.contacts(), key, time, time, "content " + time);
            if (!deleted.contains(key) && (seen.isDeletion() || time > newest.getOrDefault(key, Integer.MIN_VALUE))) {
                newest.put(key, time);
                expected.computeIfAbsent(key, any -> new ArrayList<>()).add(seen.id());
            }
            if (seen.isDeletion()) {
                deleted.add(key);
            }
            return seen;
        }

        /** Out of order within ten. */
        private int unusedTime(String key) {
            List<Integer> times = unused.computeIfAbsent(key, any -> new ArrayList<>(List.of(0)));
            if (times.size() == 1) {
                int first = times.remove(0);
                for (int time = first; time < first + 10; time++) {
                    times.add(time);
                }
                Collections.shuffle(times, random);
                times.add(first + 10);
            }
            return times.remove(0);
        }

        void assertEachVersionOnce() {
            assertThat(deleted).as("deleted records").isNotEmpty();
            assertThat(topics.versions(topics.contacts())).isEqualTo(expected);
        }
    }
}
