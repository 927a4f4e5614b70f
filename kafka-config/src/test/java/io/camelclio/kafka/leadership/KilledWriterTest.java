package io.camelclio.kafka.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that saves cursors is killed somewhere between sending and being answered, again and again. */
class KilledWriterTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final int MOST_MICROS = 60_000;

    @TempDir
    private Path folder;

    private final Map<String, String> saved = new TreeMap<>();
    private Locks locks;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySavedCursorIsReadBackAfterAKill(boolean guarded) throws Exception {
        killAndRead(guarded, 1);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySavedCursorIsReadBackAfterManyKills(boolean guarded) throws Exception {
        killAndRead(guarded, 25);
    }

    private void killAndRead(boolean guarded, int kills) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        Random random = new Random(seed);
        EmbeddedKafka kafka = BROKER.kafka();
        String name = (guarded ? "guarded" : "unguarded") + kills;
        locks = new Locks(
                kafka.bootstrapServers(), name + ".leadership.v1", name + ".state.v1", Locks.quickTimes(folder));
        kafka.createTopic(locks.topic(), 1, Map.of());
        kafka.createTopic(locks.stateTopic(), 1, Map.of("cleanup.policy", "compact"));
        for (int kill = 1; kill <= kills; kill++) {
            Path output = folder.resolve(name + kill + ".log");
            killAt(Duration.ofNanos(random.nextInt(MOST_MICROS) * 1_000L), guarded, seed + kill, output);
            Map<String, Set<String>> allowed = allowed(output);
            Map<String, String> found = read(guarded, allowed.keySet());
            assertThat(found)
                    .as("seed %d, kill %d, log %s", seed, kill, lastLines(output))
                    .allSatisfy((key, value) -> assertThat(allowed.get(key)).contains(value));
            saved.putAll(found);
        }
    }

    /** After the first value was saved, so that the process is in the midst of its writes. */
    private void killAt(Duration point, boolean guarded, long seed, Path output) throws Exception {
        Process writer = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CursorWriter.class.getName(),
                        locks.brokers(),
                        locks.topic(),
                        locks.stateTopic(),
                        guarded ? locks.times().toString() : "unguarded",
                        Long.toString(seed)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await("a first value saved")
                    .atMost(Locks.PATIENCE)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> Files.readString(output).contains(CursorWriter.SAVED));
            LockSupport.parkNanos(point.toNanos());
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** For each key what was saved last, before this process or by it; and what may have been saved when it was killed. */
    private Map<String, Set<String>> allowed(Path output) throws IOException {
        Map<String, Set<String>> allowed = new HashMap<>();
        saved.forEach((key, value) -> allowed.put(key, Set.of(value)));
        for (String line : completeLines(output)) {
            String[] words = line.split(" ");
            if (words[0].equals(CursorWriter.SAVED)) {
                allowed.put(words[1], Set.of(words[2]));
            } else if (words[0].equals(CursorWriter.GIVEN)) {
                Set<String> before = allowed.getOrDefault(words[1], Set.of(CursorWriter.NOTHING));
                String last = before.iterator().next();
                allowed.put(words[1], last.equals(words[2]) ? Set.of(last) : Set.of(last, words[2]));
            }
        }
        return allowed;
    }

    private static List<String> completeLines(Path output) throws IOException {
        String text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static List<String> lastLines(Path output) throws IOException {
        List<String> lines = completeLines(output);
        return lines.subList(Math.max(0, lines.size() - 4), lines.size());
    }

    private Map<String, String> read(boolean guarded, Set<String> keys) throws Exception {
        KafkaClusterService leadership = locks.service();
        KafkaStateRepository state = guarded ? locks.state(leadership) : CursorWriter.unguarded(locks);
        try {
            state.start();
            if (guarded) {
                leadership.start();
                leadership.getView(Locks.LOCK);
                await("a leader").atMost(Locks.PATIENCE).until(() -> leadership.isLeader(Locks.LOCK));
            }
            Map<String, String> found = new HashMap<>();
            for (String key : keys) {
                String value = state.getState(key);
                found.put(key, value == null ? CursorWriter.NOTHING : value);
            }
            return found;
        } finally {
            leadership.stop();
            state.stop();
        }
    }
}
