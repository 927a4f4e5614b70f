package io.camelclio.kafka.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camelclio.kafka.reading.Page.Block;
import io.camelclio.testkit.kafka.TopicReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code ANALYTICS.md} tells to type does what the page says, typed by a user with the rights of a reader on a cluster
 * with TLS, passwords and ACLs. What needs a program that this machine does not have is left out, and the report says so.
 */
class AnalyticsPageTest {

    private static final Map<String, Workplace.Run> RUNS = new HashMap<>();

    @TempDir
    static Path folder;

    private static Page page;
    private static ReadFirm firm;
    private static Workplace workplace;

    @BeforeAll
    static void typeWhatThePageSays() throws Exception {
        page = Page.read();
        firm = new ReadFirm();
        workplace = new Workplace(folder);
        for (Block program : page.blocks("python")) {
            workplace.write("examples/" + program.name(), program.text());
        }
        workplace.append("examples/reader.properties", firm.filledIn(page.block("properties", "reader.properties")));
        workplace.write("librdkafka.conf", firm.filledIn(page.block("properties", "librdkafka.conf")));
        // They wait for the end of a topic more than they work, so all at once.
        for (Block command : commands().toList()) {
            RUNS.put(command.name(), start(command));
        }
    }

    private static Workplace.Run start(Block command) throws Exception {
        return workplace.start(
                command.name(), command.text(), Map.of("BROKERS", firm.brokers(), "KCAT_CONFIG", "librdkafka.conf"));
    }

    @AfterAll
    static void close() {
        workplace.close();
        firm.close();
    }

    /** A program that needs nothing but itself is run by its name. */
    static Stream<Block> commands() throws Exception {
        Page read = Page.read();
        Stream<Block> programs = read.blocks("python").stream()
                .filter(program -> !program.text().contains("sys.argv"))
                .map(program -> new Block("sh", program.name(), "python3 examples/" + program.name()));
        return Stream.concat(read.blocks("sh").stream(), programs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void printsWhatThePageShows(Block command) throws Exception {
        List<String> lacking = workplace.lacking(command.text());
        assumeTrue(lacking.isEmpty(), () -> "'%s' needs %s".formatted(command.name(), lacking));

        String wanted = page.block("text", command.name());
        String output = RUNS.get(command.name()).output();
        // A machine that is busy may be slower than a command's own time-out; nothing is committed, so it can begin
        // again.
        if (!output.equals(wanted)) {
            output = start(command).output();
        }
        assertThat(output).isEqualTo(wanted);
    }

    @Test
    void everyBlockIsRunOrIsWhatOneOfThosePrints() throws Exception {
        List<String> run = commands().map(Block::name).toList();

        assertThat(run).doesNotHaveDuplicates();
        assertThat(page.blocks()).allSatisfy(block -> {
            switch (block.language()) {
                case "sh", "text" -> assertThat(run).contains(block.name());
                case "python" ->
                    assertThat(page.blocks("sh"))
                            .extracting(Block::text)
                            .satisfiesAnyOf(texts -> assertThat(run).contains(block.name()), texts -> assertThat(texts)
                                    .anyMatch(text -> text.contains(block.name())));
                default ->
                    assertThat(block.language() + " " + block.name())
                            .isIn("properties reader.properties", "properties librdkafka.conf", "yaml streams-rights");
            }
        });
    }

    @Test
    void linksLeadToFiles() {
        assertThat(page.links()).isNotEmpty().allSatisfy(link -> assertThat(link)
                .exists());
    }

    @Test
    void readerLooksAtTheOffsetsOfLatestStateAndNeitherCommitsNorJoins() {
        TopicPartition partition = new TopicPartition(SampleFirm.MATTERS, 1);
        Map<String, Object> client = firm.client();
        client.put("group.id", "integration.latest.clio.v1");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(1);
            assertThatThrownBy(() -> consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0))))
                    .isInstanceOf(GroupAuthorizationException.class);
            consumer.subscribe(List.of(SampleFirm.MATTERS));
            assertThatThrownBy(() -> consumer.poll(ReadFirm.PATIENCE)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    /** Compiled as it is and run with the rights of a reader and those that the page adds. */
    @Test
    void streamsExampleKeepsTheSecondsOfEachMatter() throws Exception {
        firm.allow(page.block("yaml", "streams-rights"));
        firm.kafka().createTopic("analytics.seconds_by_matter.v1", 1, Map.of());
        try (URLClassLoader compiled = compiled("SecondsByMatter");
                KafkaStreams streams = (KafkaStreams) compiled.loadClass("SecondsByMatter")
                        .getMethod("streams", Map.class)
                        .invoke(null, firm.client())) {
            streams.start();

            await("the sums").atMost(ReadFirm.PATIENCE).untilAsserted(() -> assertThat(sums())
                    .isEqualTo(Map.of("us/90210", "7200", "us/90211", "15840")));
        }
    }

    private static URLClassLoader compiled(String name) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-Xlint:all",
                        "-Werror",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Page.EXAMPLES.resolve(name + ".java").toString());
        assertThat(errors).isZero();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, AnalyticsPageTest.class.getClassLoader());
    }

    private static Map<String, String> sums() {
        Map<String, String> sums = new HashMap<>();
        new TopicReader(firm.kafka().bootstrapServers())
                .onlyCommitted()
                .readAll("analytics.seconds_by_matter.v1")
                .forEach(record -> sums.put(new String(record.key(), UTF_8), new String(record.value(), UTF_8)));
        return sums;
    }
}
