package io.camelclio.kafka.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.process.KillableProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that replays is killed somewhere in the middle, and the next one goes on. */
class KilledReplayTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = EmbeddedKafkaExtension.shared();

    private static final int MOST_MICROS = 20_000;

    private final EmbeddedKafka kafka = BROKER.kafka();

    @TempDir
    private Path folder;

    @Test
    void everyLetterArrivesOnceAfterAKill() throws Exception {
        killAndGoOn(1, 40);
    }

    @Tag("full")
    @Test
    void everyLetterArrivesOnceAfterManyKills() throws Exception {
        killAndGoOn(20, 400);
    }

    private void killAndGoOn(int kills, int letters) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1_000_000);
        Random random = new Random(seed);
        Post post = Post.with(kafka, "killed" + kills);
        for (int number = 0; number < letters; number++) {
            post.write("us/" + number, number);
        }
        int killedInTheMiddle = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Path log = folder.resolve("replay" + kill + ".log");
            try (KillableProcess replay = start(kills, letters / (2 * kills), log)) {
                await("a letter of this process, or its end")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> done(log) > 0 || !replay.isAlive());
                LockSupport.parkNanos(random.nextInt(MOST_MICROS) * 1_000L);
                replay.kill();
            }
            killedInTheMiddle += done(log) > 0 && post.values(post.replays()).size() < letters ? 1 : 0;
        }
        assertThat(killedInTheMiddle).as("seed %d", seed).isEqualTo(kills);

        try (LetterReplay last = post.begin()) {
            post.all().forEach(letter -> last.replay(letter, post::straight));
        }

        assertThat(post.arrived())
                .as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.range(0, letters)
                        .mapToObj(number -> "{\"id\":" + number + "}")
                        .toList());
        assertThat(post.ended())
                .as("seed %d", seed)
                .containsExactlyElementsOf(IntStream.range(0, letters)
                        .mapToObj(number -> "clio-0-" + number)
                        .toList());
    }

    private KillableProcess start(int kills, int most, Path log) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        ReplayProcess.class.getName(),
                        kafka.bootstrapServers(),
                        "killed" + kills,
                        String.valueOf(most)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new KillableProcess("replay", process);
    }

    private static long done(Path log) throws Exception {
        return Files.readString(log)
                .lines()
                .filter(line -> line.startsWith("clio-0-"))
                .count();
    }
}
