package io.camelclio.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installation as it runs for months: routes are edited and reloaded, and it is stopped, while Clio delivers. */
@Tag("full")
class RunTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ROUTES = "routes/camel/clio-webhooks.camel.yaml";
    private static final String TOPIC = "clio.contact.v1";
    private static final String EDITED_TOPIC = "firm.edited";
    private static final String SINK = "                topic: \"{{clio.{{model}}.topic}}\"";
    private static final String EDITED_SINK = "                topic: " + EDITED_TOPIC;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Long> created = new CopyOnWriteArrayList<>();
    private final int management = LoopbackPorts.free();
    private Map<String, String> settings;
    private Installation installation;
    private EmbeddedKafka kafka;
    private ClioSandbox clio;
    private Path log;
    private Process running;
    private ScheduledExecutorService life;

    @BeforeEach
    void install() throws Exception {
        installation = Installation.unpackedTo(folder);
        log = folder.resolve("run.log");
        kafka = EmbeddedKafka.builder().start();
        clio = ClioSandbox.builder()
                .unlimited()
                .retryBase(Duration.ofSeconds(1))
                .start();
        int port = LoopbackPorts.free();
        settings = new HashMap<>(Map.of(
                "JAVA_OPTS",
                "-XX:TieredStopAtLevel=1",
                "KAFKA_BROKERS",
                kafka.bootstrapServers(),
                "CLIO_API_URL",
                clio.baseUri().toString(),
                "CLIO_CLIENT_ID",
                clio.clientId(),
                "CLIO_CLIENT_SECRET",
                clio.clientSecret(),
                "CLIO_REFRESH_TOKEN",
                clio.refreshToken(),
                "CLIO_PUBLIC_URL",
                "http://127.0.0.1:" + port,
                "HTTP_PORT",
                String.valueOf(port),
                "MANAGEMENT_PORT",
                String.valueOf(management)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        stopLife();
        if (running != null) {
            running.destroyForcibly();
        }
        clio.close();
        kafka.close();
    }

    @Test
    void nothingIsLostWhileRoutesAreReloadedAndTheProcessIsStopped() throws Exception {
        assertThat(installation.call(settings, "topics", "apply").exit()).isZero();
        kafka.createTopic(EDITED_TOPIC, 3, Map.of());
        start(() -> {});
        startLife();
        awaitMore(TOPIC, () -> arrivedOn(TOPIC));

        installation.edit(ROUTES, SINK, EDITED_SINK);
        hangUp();
        awaitMore(EDITED_TOPIC, () -> arrivedOn(EDITED_TOPIC));
        assertThat(running.isAlive()).isTrue();

        installation.edit(ROUTES, EDITED_SINK, EDITED_SINK + "\n: - [this is no YAML");
        hangUp();
        await("the refusal").atMost(PATIENCE).until(() -> said().contains("Nothing is reloaded"));
        assertThat(said()).contains(ROUTES);
        awaitMore(EDITED_TOPIC + " after the refusal", () -> arrivedOn(EDITED_TOPIC));

        running.destroy();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).as("told to stop by SIGTERM").isEqualTo(143);
        stopLife();

        Arrivals.Figures figures = figures();
        System.out.println("stopped in the middle: " + figures);
        assertThat(figures.acknowledged()).isGreaterThan(0);
        assertThat(figures.lost()).isZero();

        installation.edit(ROUTES, EDITED_SINK + "\n: - [this is no YAML", SINK);
        start(this::hangUpWhileItStarts);
        await("the reload").atMost(PATIENCE).until(() -> said().contains("Reloaded"));
        await("all that was ever created").atMost(PATIENCE).untilAsserted(() -> assertThat(arrivedIds())
                .containsAll(created));
        running.destroy();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();

        running = installation.start(settings, log, "run");
        await("the routes").atMost(PATIENCE).until(() -> said().contains("Routes startup"));
        running.destroy();
        assertThat(running.waitFor(45, TimeUnit.SECONDS))
                .as("stops soon when it is told to while it starts")
                .isTrue();
        assertThat(running.exitValue()).isEqualTo(143);
    }

    @Test
    void credentialsThatAreOnlyPlaceholdersAreNamedByCheck() throws Exception {
        assertThat(installation.call(settings, "topics", "apply").exit()).isZero();
        settings.put("CLIO_CLIENT_SECRET", "a-placeholder");

        Installation.Outcome check = installation.call(settings, "check");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out().lines().filter(line -> line.startsWith("wrong")))
                .as(check.out())
                .singleElement()
                .asString()
                .contains("Clio", "check client id, client secret");
        assertThat(check.out() + check.err()).doesNotContain("a-placeholder");
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void hangUpWhileItStarts() throws Exception {
        await("the settings to be read").atMost(PATIENCE).until(() -> said().contains("Clio: connection"));
        hangUp();
    }

    private void start(Meanwhile meanwhile) throws Exception {
        long begin = System.nanoTime();
        running = installation.start(settings, log, "run");
        meanwhile.happens();
        URI ready = URI.create("http://127.0.0.1:%d/observe/health/ready".formatted(management));
        await("ready").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(running.isAlive()).as(said()).isTrue();
            return isUp(ready);
        });
        System.out.println("ready after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
        await("ten subscriptions")
                .atMost(PATIENCE)
                .until(() -> clio.records("webhooks").all().stream()
                                .filter(webhook ->
                                        webhook.json().path("status").asText().equals("enabled"))
                                .count()
                        == 10);
    }

    private boolean isUp(URI ready) throws InterruptedException {
        try {
            HttpRequest question =
                    HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGHUP, as by systemctl reload. */
    private void hangUp() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-HUP", String.valueOf(running.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Contacts come and come, faster than a person could make them. */
    private void startLife() {
        life = Executors.newSingleThreadScheduledExecutor();
        life.scheduleWithFixedDelay(
                () -> created.add(clio.records("contacts")
                        .create(Map.of("type", "Person"))
                        .id()),
                0,
                20,
                TimeUnit.MILLISECONDS);
    }

    private void stopLife() throws InterruptedException {
        if (life != null) {
            life.shutdownNow();
            assertThat(life.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitMore(String what, LongSupplier count) {
        long before = count.getAsLong();
        await("more on " + what).atMost(PATIENCE).until(() -> count.getAsLong() > before + 20);
    }

    private long arrivedOn(String topic) {
        return new TopicReader(kafka.bootstrapServers()).readAll(topic).size();
    }

    private List<ConsumerRecord<byte[], byte[]>> arrived() {
        return new TopicReader(kafka.bootstrapServers()).readAll(TOPIC, EDITED_TOPIC);
    }

    private static long id(ConsumerRecord<byte[], byte[]> record) {
        return Long.parseLong(new String(record.key(), UTF_8).replaceFirst("us/", ""));
    }

    private Set<Long> arrivedIds() {
        return arrived().stream().map(RunTest::id).collect(toSet());
    }

    private Arrivals.Figures figures() {
        Arrivals arrivals = new Arrivals();
        arrived()
                .forEach(record -> arrivals.add(
                        id(record),
                        new String(record.headers().lastHeader("ce_id").value(), UTF_8),
                        false,
                        record.value()));
        return arrivals.of(clio.ledger().deliveries("contact"));
    }

    private String said() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
