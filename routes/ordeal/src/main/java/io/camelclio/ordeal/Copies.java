package io.camelclio.ordeal;

import io.camelclio.app.ClioToKafka;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Copies of the application, each a process that keeps its ports from one life to the next. One that cannot start, because
 * Kafka does not answer say, is started again after a while, as the packaged unit of systemd has it.
 */
final class Copies implements AutoCloseable {

    /** The first one is never killed, so that its heap can be watched from the beginning to the end. */
    static final List<String> NAMES = List.of("a", "b", "c");

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration ADMIN = Duration.ofSeconds(60);
    private static final Duration QUESTION = Duration.ofSeconds(2);

    /** Exit code of the application that cannot start. */
    private static final int CANNOT_START = 2;

    private static final Duration BEFORE_NEXT_START = Duration.ofSeconds(10);

    private final Map<String, String> settings;
    private final Map<String, String> properties;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private int givenUp;
    private boolean closed;

    private static final class Copy {
        private final int port = LoopbackPorts.free();
        private final int management = LoopbackPorts.free();
        private int lives;
        private Jvm jvm;
    }

    /**
     * @param settings what each of them is told
     * @param properties of the routes
     */
    Copies(Map<String, String> settings, Map<String, String> properties, Path folder) {
        this.settings = Map.copyOf(settings);
        this.properties = Map.copyOf(properties);
        this.folder = folder;
        NAMES.forEach(name -> copies.put(name, new Copy()));
    }

    /** Creates the topics, as an operator does before the first start. */
    void createTopics(String brokers) throws SettingsException {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(settings);
        ConfiguredTopics topics = ConfiguredTopics.read(Given.of(all::get));
        try (ClusterTopics cluster = new ClusterTopics(Map.of("bootstrap.servers", brokers), ADMIN)) {
            cluster.apply(cluster.plan(topics.of(Set.of("clio", "smokeball"))));
        }
    }

    /** Starts a copy that does not run and waits for nothing. */
    synchronized void start(String name) throws IOException {
        Copy copy = copies.get(name);
        if (copy.jvm != null && copy.jvm.isAlive()) {
            return;
        }
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("HTTP_HOST", LoopbackPorts.HOST);
        environment.put("HTTP_PORT", String.valueOf(copy.port));
        environment.put("MANAGEMENT_PORT", String.valueOf(copy.management));
        environment.put("CLIO_TOKEN_FILE", folder.resolve("token-" + name).toString());
        List<String> options =
                new ArrayList<>(List.of("-Xmx256m", "-Dlog4j2.configurationFile=classpath:log4j2.properties"));
        properties.forEach((property, value) -> options.add("-D" + property + "=" + value));
        Path log = folder.resolve("copy-%s-%d.log".formatted(name, ++copy.lives));
        copy.jvm = Jvm.start("copy " + name, log, options, environment, ClioToKafka.class, "run");
        Jvm started = copy.jvm;
        started.ended()
                .thenAcceptAsync(
                        exit -> startAgain(name, started, exit),
                        CompletableFuture.delayedExecutor(BEFORE_NEXT_START.toSeconds(), TimeUnit.SECONDS));
    }

    private synchronized void startAgain(String name, Jvm ended, int exit) {
        if (closed || exit != CANNOT_START || process(name) != ended) {
            return;
        }
        givenUp++;
        try {
            start(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often a copy could not start. */
    synchronized int givenUp() {
        return givenUp;
    }

    void startAll() throws IOException {
        for (String name : NAMES) {
            start(name);
        }
    }

    void awaitReady() throws InterruptedException {
        for (String name : NAMES) {
            Waiting.until("copy " + name, START, () -> isReady(name));
        }
    }

    private boolean isReady(String name) throws InterruptedException {
        // One that could not start is going to be started again, so that it may get ready like one that runs.
        int exit = process(name).ended().getNow(CANNOT_START);
        if (exit != CANNOT_START) {
            throw new IllegalStateException(
                    "Copy %s has ended by itself with %d, see its log in %s".formatted(name, exit, folder));
        }
        URI ready = URI.create("http://127.0.0.1:" + copies.get(name).management + "/observe/health/ready");
        try {
            HttpRequest question =
                    HttpRequest.newBuilder(ready).timeout(QUESTION).build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    synchronized Jvm process(String name) {
        return copies.get(name).jvm;
    }

    /** Where they take deliveries. */
    int[] ports() {
        return copies.values().stream().mapToInt(copy -> copy.port).toArray();
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (Copy copy : copies.values()) {
            if (copy.jvm != null) {
                copy.jvm.close();
            }
        }
    }
}
