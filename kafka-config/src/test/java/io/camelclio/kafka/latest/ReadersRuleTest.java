package io.camelclio.kafka.latest;

import static io.camelclio.kafka.latest.DrivenTopology.CONTACTS;
import static io.camelclio.kafka.latest.DrivenTopology.DOCUMENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code examples/records.py} makes of changes in any order is what latest state makes of them. */
class ReadersRuleTest {

    private static final long SEED = 20261122;
    private static final int CHANGES = 5_000;
    private static final int KEYS = 600;
    private static final String PROGRAM = """
            import sys
            sys.path.insert(0, sys.argv[1])
            from records import Picture, read
            picture = Picture(sys.argv[2])
            for record in read(sys.stdin):
                picture.take(record)
            for key, record in picture.records().items():
                print(key, record.text, sep="=")
            """;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(strings = {CONTACTS, DOCUMENTS})
    void readersComeToWhatLatestStateComesTo(String topic) throws Exception {
        StringBuilder lines = new StringBuilder();
        Map<String, String> latest;
        try (DrivenTopology topology = new DrivenTopology()) {
            for (int offset = 0; offset < CHANGES; offset++) {
                Seen seen = any(topic, offset);
                if (random.nextInt(40) == 0) {
                    topology.put(topic, Seen.bytes(seen.key()), null, new RecordHeaders());
                    lines.append(line(offset, "NO_HEADERS", seen.key(), "\u0018"));
                } else {
                    topology.see(seen);
                    lines.append(line(offset, headers(seen), seen.key(), seen.content()));
                }
            }
            latest = topology.picture(topic);
        }
        latest.values().removeIf(value -> value == null);
        assertThat(latest).as("seed %d", SEED).hasSizeGreaterThan(KEYS / 4).hasSizeLessThan(KEYS);

        assertThat(readBy(topic, lines.toString())).as("seed %d", SEED).isEqualTo(latest);
    }

    /** Times are few, so that many are equal. */
    private Seen any(String topic, int number) {
        String type =
                switch (random.nextInt(8)) {
                    case 0 -> "deleted";
                    case 1 -> "matter_opened";
                    default -> "changed";
                };
        return new Seen(
                topic,
                "us/" + random.nextInt(KEYS),
                type,
                Seen.minute(random.nextInt(6)).plusMillis(random.nextInt(2) * 500),
                Seen.minute(random.nextInt(6)).plusNanos(random.nextInt(2)),
                random.nextBoolean(),
                "{\"number\":\n\t" + number + "}");
    }

    private static String headers(Seen seen) {
        StringJoiner headers = new StringJoiner("\u001d");
        seen.headers().forEach(header -> headers.add(header.key() + ":" + new String(header.value(), UTF_8)));
        return headers.toString();
    }

    /** As kafka-console-consumer.sh prints it with {@code examples/lines.properties}; the page's test sees to that. */
    private static String line(int offset, String headers, String key, String value) {
        return String.join("\u001f", "Partition:0", "Offset:" + offset, headers, key, value) + "\u001e\n";
    }

    private Map<String, String> readBy(String topic, String lines) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), lines);
        Path out = folder.resolve("out");
        Process python;
        try {
            python = new ProcessBuilder("python3", "-B", "-c", PROGRAM, "examples", topic)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return abort("This machine has no python3");
        }
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).as("python3 has ended").isTrue();
        assertThat(python.exitValue()).isZero();
        Map<String, String> picture = new HashMap<>();
        for (String record : Files.readString(out).split("(?<=})\n")) {
            String[] parts = record.split("=", 2);
            picture.put(parts[0], parts[1]);
        }
        return picture;
    }
}
