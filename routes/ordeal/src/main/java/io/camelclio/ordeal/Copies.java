package io.camelclio.ordeal;

import io.camelclio.app.ClioToKafka;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.topics.ClusterTopics;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
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

/** Copies of the application, each a process that keeps its ports from one life to the next. */
final class Copies implements AutoCloseable {

    /** The first one is never killed, so that its heap can be watched from the beginning to the end. */
    static final List<String> NAMES = List.of("a", "b", "c");

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration ADMIN = Duration.ofSeconds(60);
    private static final Duration QUESTION = Duration.ofSeconds(2);

    private final Map<String, String> settings;
    private final Map<String, String> properties;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Copy> copies = new LinkedHashMap<>();

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

    /** Starts a copy and waits for nothing. */
    synchronized void start(String name) throws IOException {
        Copy copy = copies.get(name);
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
        if (!process(name).isAlive()) {
            throw new IllegalStateException("Copy " + name + " has ended by itself, see its log in " + folder);
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
    public void close() {
        for (Copy copy : copies.values()) {
            if (copy.jvm != null) {
                copy.jvm.close();
            }
        }
    }
}
