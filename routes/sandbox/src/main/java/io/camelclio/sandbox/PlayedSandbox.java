package io.camelclio.sandbox;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.sandbox.PlayedParts;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.SandboxSettings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.kafka.TopicFollower;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A run with played parts: lets the vendors live, shows what lands on the topics, and judges it at the end. */
final class PlayedSandbox implements PlayedParts {

    private static final Pattern TOPICS = Pattern.compile("(?!__).*");
    private static final long TOTALS_EVERY_SECONDS = 5;
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Stage stage;
    private final Given given;
    private final Optional<Integer> seconds;
    private final int httpPort;
    private final long startedAt = System.currentTimeMillis();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    PlayedSandbox(Stage stage, Given given, SandboxSettings settings) {
        this.stage = stage;
        this.given = given;
        this.seconds = settings.seconds();
        // The played Clio is told the address before the application's server has a port.
        this.httpPort = settings.httpPort() == 0 ? LoopbackPorts.free() : settings.httpPort();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        stage.clio.ifPresent(clio -> {
            settings.put("CLIO_CONNECTION", "sandbox");
            settings.put("CLIO_API_URL", clio.baseUri().toString());
            settings.put("CLIO_CLIENT_ID", clio.clientId());
            settings.put("CLIO_CLIENT_SECRET", clio.clientSecret());
            settings.put("CLIO_REFRESH_TOKEN", clio.refreshToken());
            settings.put("CLIO_PUBLIC_URL", "http://127.0.0.1:" + httpPort);
            settings.put("HTTP_PORT", String.valueOf(httpPort));
            settings.put("HTTP_HOST", "127.0.0.1");
        });
        stage.smokeball.ifPresent(smokeball -> {
            settings.put("SMOKEBALL_CONNECTION", "sandbox");
            settings.put("SMOKEBALL_API_URL", smokeball.apiUri().toString());
            settings.put("SMOKEBALL_AUTH_URL", smokeball.authUri().toString());
            settings.put("SMOKEBALL_API_KEY", smokeball.apiKey());
            settings.put("SMOKEBALL_CLIENT_ID", smokeball.clientId());
            settings.put("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret());
            // Its practice life changes nothing else.
            settings.put(
                    "SMOKEBALL_COLLECTIONS",
                    given.value("SMOKEBALL_COLLECTIONS").orElse("activity_code"));
        });
        stage.kafka.ifPresent(kafka -> {
            settings.put("KAFKA_BROKERS", kafka.bootstrapServers());
            settings.put("KAFKA_OURS", "true");
        });
        return settings;
    }

    @Override
    public Map<String, String> routeProperties() {
        Map<String, String> properties = new HashMap<>();
        stage.clio.ifPresent(clio -> properties.put("clio.poll.period", "10000"));
        stage.smokeball.ifPresent(smokeball -> properties.put("smokeball.poll.period", "2000"));
        return properties;
    }

    @Override
    public int watch(int port) throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInOrder));
        Landed landed = new Landed();
        Picture picture = new Picture(latestTopics());
        Flow flow = new Flow();
        Traffic traffic = new Traffic(stage);
        String brokers = given.value("KAFKA_BROKERS")
                .orElseGet(() -> stage.kafka.orElseThrow().bootstrapServers());
        System.out.println("Running; webhooks arrive on port " + port + ". "
                + seconds.map(limit -> "This run ends after " + limit + " s.").orElse("Stop it with Ctrl-C.")
                + stage.clio
                        .map(clio -> " Now and then a forged and a broken delivery is sent on purpose.")
                        .orElse(""));
        try (TopicFollower reader = new TopicReader(brokers).follow(TOPICS, record -> {
            // What lay on the topics before says nothing about this run.
            if (picture.topics().contains(record.topic())) {
                picture.add(record);
            } else if (record.timestamp() >= startedAt && Landed.isEvent(record)) {
                landed.add(record);
                flow.show(record);
            }
        })) {
            Judge judge = new Judge(stage, landed, picture, traffic);
            traffic.start();
            awaitSubscription();
            showUntilTheEnd(judge, flow);
            traffic.stop();
            Verdict verdict = drained(judge, reader);
            System.out.println(verdict.summary());
            System.out.println(verdict.asJson());
            return verdict.exitCode();
        }
    }

    /** The kind of record of each latest topic, by the names that a team gives them. */
    private Map<String, String> latestTopics() throws SettingsException {
        Optional<Path> routesDir = given.value("ROUTES_DIR").map(Path::of);
        ConfiguredTopics topics = ConfiguredTopics.read(RouteProperties.load(routesDir, given), routesDir);
        return topics.latestEntities();
    }

    /**
     * The time of a run counts from when the application hears of the firm's work, which takes long to begin on a slow
     * machine. Without it nothing is sent at all; then the verdict says so.
     */
    private void awaitSubscription() throws InterruptedException {
        long end = System.nanoTime() + DRAIN.toNanos();
        while (stage.clio.filter(clio -> !isSubscribed(clio)).isPresent() && System.nanoTime() < end) {
            if (stopAsked.await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean isSubscribed(ClioSandbox clio) {
        return clio.records("webhooks").all().stream()
                .map(ClioRecord::json)
                .anyMatch(webhook -> webhook.path("model").asText().equals(Traffic.FORGED)
                        && webhook.path("status").asText().equals("enabled"));
    }

    private void showUntilTheEnd(Judge judge, Flow flow) throws InterruptedException {
        long end = seconds.map(limit -> System.nanoTime() + TimeUnit.SECONDS.toNanos(limit))
                .orElse(Long.MAX_VALUE);
        while (true) {
            long left = end - System.nanoTime();
            if (stopAsked.await(Math.min(left, TimeUnit.SECONDS.toNanos(TOTALS_EVERY_SECONDS)), TimeUnit.NANOSECONDS)
                    || left <= 0) {
                return;
            }
            flow.line(judge.verdict().totals());
        }
    }

    /** What was sent last needs its time: a retry, the next poll. Ends as soon as nothing is missing. */
    private Verdict drained(Judge judge, TopicFollower reader) throws InterruptedException {
        System.out.println("Draining …");
        long end = System.nanoTime() + DRAIN.toNanos();
        Verdict verdict = judge.verdict();
        while (!verdict.isComplete() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(250);
            verdict = judge.verdict();
        }
        reader.awaitCaughtUp(DRAIN);
        return judge.verdict();
    }

    private void stopInOrder() {
        stopAsked.countDown();
        try {
            finished.await(DRAIN.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            stage.close();
        } finally {
            finished.countDown();
        }
    }
}
