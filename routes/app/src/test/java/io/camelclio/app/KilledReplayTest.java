package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.process.KillableProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code dead-letters replay} is killed while it replays, and typed again. */
@Tag("full")
@ExtendWith(SharedBridge.class)
class KilledReplayTest {

    private static final String[] REPLAY = {
        "dead-letters", "replay", "--source", "clio", "--entity", "bill", "--yes", "--by", "ada"
    };
    private static final int LETTERS = 200;
    private static final int KILLS = 4;

    @TempDir
    private Path folder;

    @Test
    void everyLetterIsOnItsTopicOnce(Bridge bridge, EmbeddedKafka kafka) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        Random random = new Random(seed);
        BillLetters.write(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                bridge,
                IntStream.rangeClosed(1, LETTERS).toArray());
        for (int kill = 1; kill <= KILLS; kill++) {
            Path log = folder.resolve("replay" + kill + ".log");
            try (KillableProcess replay = bridge.startCommand(log, REPLAY)) {
                await("a letter of this process")
                        .atMost(Duration.ofSeconds(120))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> Files.readString(log).contains(" replayed to ") || !replay.isAlive());
                LockSupport.parkNanos(random.nextInt(100_000) * 1_000L);
                replay.kill();
            }
        }
        int before = keys(kafka, bridge).size();

        Path log = folder.resolve("last.log");
        try (KillableProcess last = bridge.startCommand(log, REPLAY)) {
            await("the end of the last").atMost(Duration.ofSeconds(240)).until(() -> !last.isAlive());
        }

        assertThat(before).as("seed %d: killed in the middle", seed).isBetween(KILLS, LETTERS - 1);
        assertThat(Files.readString(log)).contains("none of them is open");
        assertThat(keys(kafka, bridge))
                .as("seed %d", seed)
                .hasSize(LETTERS)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, LETTERS).mapToObj(bridge::key).toList());
    }

    private static List<String> keys(EmbeddedKafka kafka, Bridge bridge) {
        return new TopicReader(kafka.bootstrapServers())
                .onlyCommitted().readAll("clio.bill.v1").stream()
                        .map(record -> new String(record.key(), UTF_8))
                        .filter(key -> key.startsWith(bridge.connection() + "/"))
                        .toList();
    }
}
