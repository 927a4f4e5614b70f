package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What leadership adds to the start of a single copy: the real application in a JVM of its own, with and without {@code
 * master:} in its routes, in turn, on a broker that is warm. The figures are left in {@code target/start-figures.txt}.
 */
@Tag("full")
class StartTimeTest {

    private static final int PAIRS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Start> led = new ArrayList<>();
    private final List<Start> free = new ArrayList<>();
    private Path withMaster;
    private Path withoutMaster;

    /** Milliseconds from the start of the process until it says that it is ready, and until it first asks for a page. */
    private record Start(long ready, long firstPoll) {}

    /** Without {@code master:} a poll's first delay is Camel's own second, which {@code master:} takes itself. */
    @BeforeEach
    void copyRoutes() throws IOException {
        withMaster = OwnRoutes.copiedTo(folder.resolve("led")).folder();
        withoutMaster = OwnRoutes.copiedTo(folder.resolve("free"))
                .replace("camel/clio-polls.camel.yaml", "master:clio-{{account}}:clio:", "clio:")
                .replace("camel/clio-polls.camel.yaml", "initialDelay: 0", "initialDelay: 1000")
                .folder();
    }

    /** The delay is what a broker waits for a group's further members when the first one comes. Kafka's default is 3 s. */
    @ParameterizedTest
    @CsvSource({"0, 1500", "3000, 4500"})
    void leadershipDelaysReadinessNotAtAllAndTheFirstPollByLittleMoreThanTheBroker(long delay, long most)
            throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder().unlimited().start();
                EmbeddedKafka kafka = EmbeddedKafka.builder()
                        .setting("group.initial.rebalance.delay.ms", Long.toString(delay))
                        .start()) {
            assertThat(process("topics", Map.of("KAFKA_BROKERS", kafka.bootstrapServers()), "topics", "apply")
                            .waitFor())
                    .isZero();
            start(kafka, clio, withMaster, "warm-up");
            for (int pair = 0; pair < PAIRS; pair++) {
                if (pair % 2 == 0) {
                    led.add(start(kafka, clio, withMaster, "led" + pair));
                    free.add(start(kafka, clio, withoutMaster, "free" + pair));
                } else {
                    free.add(start(kafka, clio, withoutMaster, "free" + pair));
                    led.add(start(kafka, clio, withMaster, "led" + pair));
                }
            }
        }
        List<Long> ready = new ArrayList<>();
        List<Long> polled = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            ready.add(led.get(pair).ready() - free.get(pair).ready());
            polled.add(led.get(pair).firstPoll() - free.get(pair).firstPoll());
        }
        report(
                "delay %d ms, ready without".formatted(delay),
                free.stream().map(Start::ready).toList());
        report("delay %d ms, ready added".formatted(delay), ready);
        report(
                "delay %d ms, first poll without".formatted(delay),
                free.stream().map(Start::firstPoll).toList());
        report("delay %d ms, first poll added".formatted(delay), polled);

        // On a busy machine two starts that are alike differ by seconds.
        long noise = median(free.stream().map(Start::ready).toList()) / 4;
        assertThat(median(ready)).as("added until ready").isLessThan(1_000 + noise);
        assertThat(median(polled)).as("added until the first poll").isLessThan(most + noise);
    }

    private Start start(EmbeddedKafka kafka, ClioSandbox clio, Path routes, String name) throws Exception {
        int http = LoopbackPorts.free();
        int management = LoopbackPorts.free();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BROKERS", kafka.bootstrapServers());
        settings.put("ROUTES_DIR", routes.toString());
        settings.put("HTTP_HOST", LoopbackPorts.HOST);
        settings.put("HTTP_PORT", String.valueOf(http));
        settings.put("MANAGEMENT_PORT", String.valueOf(management));
        settings.put("CLIO_API_URL", clio.baseUri().toString());
        settings.put("CLIO_CLIENT_ID", clio.clientId());
        settings.put("CLIO_CLIENT_SECRET", clio.clientSecret());
        settings.put("CLIO_REFRESH_TOKEN", clio.refreshToken());
        settings.put("CLIO_PUBLIC_URL", "http://%s:%d".formatted(LoopbackPorts.HOST, http));
        long pollsBefore = polls(clio);
        long started = System.nanoTime();
        Process application = process(name, settings, "run");
        try {
            URI ready = URI.create("http://%s:%d/observe/health/ready".formatted(LoopbackPorts.HOST, management));
            await(name + " ready")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isUp(ready));
            long readyAfter = millisSince(started);
            await(name + " polls")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> polls(clio) > pollsBefore);
            return new Start(readyAfter, millisSince(started));
        } finally {
            application.destroy();
            if (!application.waitFor(30, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
    }

    private Process process(String name, Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        settings.forEach((setting, value) -> command.add("-D" + setting + "=" + value));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=classpath:log4j2.properties",
                "-classpath",
                System.getProperty("java.class.path"),
                ClioToKafka.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private boolean isUp(URI ready) throws InterruptedException {
        try {
            HttpRequest question =
                    HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Requests for lists that only polls read. */
    private static long polls(ClioSandbox clio) {
        return clio.requests().count(entry -> entry.path().contains("/activity_"));
    }

    private static long millisSince(long started) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    private static long median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    private static void report(String what, List<Long> millis) throws IOException {
        List<Long> sorted = millis.stream().sorted().toList();
        String line = "%s: median %d ms, from %d to %d ms, of %d%n"
                .formatted(what, median(millis), sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
        Files.writeString(
                Path.of("target", "start-figures.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
