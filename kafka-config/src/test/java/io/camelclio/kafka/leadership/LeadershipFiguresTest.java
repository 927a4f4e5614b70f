package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long it takes with the shipped settings; the figures are left in {@code target/leadership-figures.txt}. */
@Tag("full")
class LeadershipFiguresTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = new EmbeddedKafkaExtension();

    private static final int TIMES = 20;

    @TempDir
    private Path folder;

    /** From the kill to the first state that another copy has committed, which it does after reading the old one. */
    @Test
    void killedLeaderIsReplacedInLessThanThirtySeconds() throws Exception {
        Locks locks = locks("killed", BROKER.kafka());
        Map<String, CopyProcess> copies = new HashMap<>();
        List<Duration> took = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                add(copies, locks, "copy" + i);
            }
            awaitOtherThan("nobody", locks);
            for (int i = 3; i < 3 + TIMES; i++) {
                String leader = History.of(locks).lastWriter();
                copies.get(leader).kill();
                long killed = System.nanoTime();
                awaitOtherThan(leader, locks);
                took.add(Duration.ofNanos(System.nanoTime() - killed));
                add(copies, locks, "copy" + i);
            }
        } finally {
            copies.values().forEach(CopyProcess::close);
        }

        History history = History.of(locks);
        history.assertOneLeaderAtATime();
        assertThat(history.reigns()).doesNotHaveDuplicates().hasSize(TIMES + 1);
        report("take-over after a kill", took);
        assertThat(took).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(30)));
    }

    /** A broker waits for a group's further members when its first one comes: 3 s, where nobody has set it otherwise. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3_000})
    void onlyCopyLeadsAlmostAtOnceButForTheBrokersDelay(int delay) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder()
                .setting("group.initial.rebalance.delay.ms", Integer.toString(delay))
                .start()) {
            Locks locks = locks("alone", kafka);
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                KafkaClusterService only = locks.service();
                long started = System.nanoTime();
                only.start();
                only.getView(Locks.LOCK);
                await().atMost(Locks.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> only.isLeader(Locks.LOCK));
                took.add(Duration.ofNanos(System.nanoTime() - started));
                only.stop();
            }

            report("start of the only copy, broker's delay %d ms".formatted(delay), took);
            assertThat(took).allSatisfy(time -> assertThat(time).isLessThan(Duration.ofMillis(delay + 5_000)));
        }
    }

    private static Locks locks(String name, EmbeddedKafka kafka) {
        kafka.createTopic(name + ".leadership.v1", 1, Map.of());
        kafka.createTopic(name + ".state.v1", 1, Map.of());
        return new Locks(kafka.bootstrapServers(), name + ".leadership.v1", name + ".state.v1", null);
    }

    private void add(Map<String, CopyProcess> copies, Locks locks, String name) throws Exception {
        copies.put(name, CopyProcess.start(locks, name, folder));
    }

    private static void awaitOtherThan(String leader, Locks locks) {
        await("another leader than " + leader)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> History.of(locks).lastWriter(), last -> !last.equals(leader) && !last.equals("nobody"));
    }

    private static void report(String what, List<Duration> took) throws Exception {
        List<Long> millis = took.stream().map(Duration::toMillis).sorted().toList();
        String line = "%s: median %d ms, best %d ms, worst %d ms of %d%n"
                .formatted(
                        what,
                        millis.get(millis.size() / 2),
                        millis.get(0),
                        millis.get(millis.size() - 1),
                        millis.size());
        Files.writeString(
                Path.of("target", "leadership-figures.txt"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
