package io.camelclio.kafka.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.kafka.latest.LatestStatus.Phase;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What it takes with the shipped settings; the figures are left in {@code target/latest-figures.txt}. */
@Tag("full")
class LatestFiguresTest {

    @RegisterExtension
    static final EmbeddedKafkaExtension BROKER = new EmbeddedKafkaExtension();

    private static final int KEYS = 100_000;
    private static final int RUNS = 5;
    private static final String CONTENT = "{\"id\":1,\"text\":\"%s\"}".formatted("privileged ".repeat(70));

    @TempDir
    Path folder;

    private final EmbeddedKafka kafka = BROKER.kafka();
    private LatestState latest;

    @AfterEach
    void stop() {
        latest.close();
    }

    /** A hundred thousand records, each once: all are new. Then started anew, to read them back. */
    @Test
    void throughputMemoryAndReturn() throws Exception {
        BrokerTopics topics = BrokerTopics.created(kafka, "many");
        start(topics);
        List<Long> emptyReturns = returns(topics);
        List<Long> perSecond = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            latest.close();
            publishAll(topics, run);
            start(topics);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> taken() > 0);
            long begin = System.nanoTime();
            long before = taken();
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> taken() == KEYS);
            perSecond.add((KEYS - before) * 1_000_000_000L / (System.nanoTime() - begin));
            topics.awaitTaken();
        }
        report("records taken per second, " + CONTENT.length() + " bytes each", perSecond);
        report("milliseconds from start to running with " + KEYS + " keys", returns(topics));
        report("the same without any key", emptyReturns);
        long with = usedMemory();
        latest.close();
        latest = null;
        long without = usedMemory();
        start(topics);
        report("kilobytes of heap for " + KEYS + " keys", List.of((with - without) / 1024));
    }

    private long taken() {
        return latest.counts().taken();
    }

    private List<Long> returns(BrokerTopics topics) {
        List<Long> took = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            latest.close();
            long begin = System.nanoTime();
            start(topics);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> latest.status().phase() == Phase.RUNNING);
            took.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
        return took;
    }

    private static void publishAll(BrokerTopics topics, int version) {
        topics.publishRecords(IntStream.range(0, KEYS)
                .mapToObj(id -> Seen.read(topics.contacts(), "us/" + (1_000_000_000 + id), version, version, CONTENT)
                        .record())
                .toList());
    }

    /** Best of several, as the broker lives in the same heap. */
    private static long usedMemory() {
        return IntStream.range(0, 5)
                .mapToLong(i -> {
                    System.gc();
                    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                    Runtime runtime = Runtime.getRuntime();
                    return runtime.totalMemory() - runtime.freeMemory();
                })
                .min()
                .orElseThrow();
    }

    /** From the broker's acknowledgement of a change to the moment when a reader of committed records has it. */
    @Test
    void timeFromChangeToLatest() throws Exception {
        int changes = 2_000;
        BrokerTopics topics = BrokerTopics.created(kafka, "lag");
        start(topics);
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        Map<String, Long> read = new ConcurrentHashMap<>();
        TopicReader reader = new TopicReader(kafka.bootstrapServers()).onlyCommitted();
        try (KafkaProducer<byte[], byte[]> producer = topics.producer();
                AutoCloseable follower = reader.follow(
                        Pattern.compile("lag\\.contact\\.latest\\.v1"),
                        record -> read.put(new String(record.key()), System.nanoTime()))) {
            assertThat(follower).isNotNull();
            producer.send(Seen.read(topics.contacts(), "first", 1, 1, CONTENT).record())
                    .get();
            await().atMost(Duration.ofMinutes(1)).until(() -> read.containsKey("first"));
            for (int i = 0; i < changes; i++) {
                String key = "us/" + i;
                producer.send(
                        Seen.read(topics.contacts(), key, 1, 1, CONTENT).record(),
                        (metadata, failure) -> acknowledged.put(key, System.nanoTime()));
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> read.size() == changes + 1);
        }
        List<Long> took = acknowledged.entrySet().stream()
                .map(entry -> (read.get(entry.getKey()) - entry.getValue()) / 1_000_000)
                .toList();
        report("milliseconds from acknowledged to latest, a hundred changes a second", took);
    }

    private void start(BrokerTopics topics) {
        latest = topics.copy(folder);
        latest.start();
    }

    private static void report(String what, List<Long> figures) throws IOException {
        List<Long> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        String line = "%s: median %d, 99th percentile %d, lowest %d, highest %d of %d%n"
                .formatted(
                        what,
                        sorted.get(sorted.size() / 2),
                        sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100)),
                        sorted.get(0),
                        sorted.get(sorted.size() - 1),
                        sorted.size());
        Files.writeString(
                Path.of("target", "latest-figures.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
