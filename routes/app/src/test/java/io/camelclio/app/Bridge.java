package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.component.telemetry.ClioMeters;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Arrivals;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicFollower;
import io.camelclio.testkit.kafka.TopicReader;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.process.KillableProcess;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/**
 * The real application between played vendors and a real broker, with what a test does to it: start it, start it anew,
 * and read what landed. Each bridge has a connection name of its own, so that many can share one broker.
 *
 * <pre>{@code
 * try (Bridge bridge = Bridge.on(kafka).clio().start()) {
 *     long id = bridge.clio().records("contacts").create(Map.of("name", "Ada")).id();
 *     Landed landed = bridge.awaitRecord("clio.contact.v1", id);
 * }
 * }</pre>
 */
final class Bridge implements AutoCloseable {

    /** What the played Smokeball signs its webhooks with. */
    static final String SMOKEBALL_KEY = "a key of thirty-two letters long!";

    static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Pattern DATA_TOPICS = Pattern.compile("(clio|smokeball|firm|integration\\.(state|hint))\\..*");
    /** Other properties are of routes, and no variables of an environment. */
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+");

    private static final String STATE_TOPIC = "integration.state.";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final EmbeddedKafka kafka;
    private final String connection = "firm" + NUMBERS.incrementAndGet();
    private final ClioSandbox clio;
    private final SmokeballSandbox smokeball;
    private final int httpPort = LoopbackPorts.free();
    private final int managementPort = LoopbackPorts.free();
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, String> routeProperties;
    private final List<Landed> landed = new CopyOnWriteArrayList<>();
    private final Map<String, String> cursors = new ConcurrentHashMap<>();
    private final TopicFollower follower;
    private Application application;
    private Process process;

    private Bridge(Builder builder) {
        kafka = builder.kafka;
        clio = builder.clio;
        smokeball = builder.smokeball;
        routeProperties = Map.copyOf(builder.routeProperties);
        settings.put("KAFKA_BROKERS", kafka.bootstrapServers());
        settings.put("KAFKA_OURS", "true");
        settings.put("LATEST_STATE", "off");
        settings.put("HTTP_HOST", "127.0.0.1");
        settings.put("HTTP_PORT", String.valueOf(httpPort));
        settings.put("MANAGEMENT_PORT", String.valueOf(managementPort));
        if (clio != null) {
            settings.put("CLIO_CONNECTION", connection);
            settings.put("CLIO_API_URL", clio.baseUri().toString());
            settings.put("CLIO_CLIENT_ID", clio.clientId());
            settings.put("CLIO_CLIENT_SECRET", clio.clientSecret());
            settings.put("CLIO_REFRESH_TOKEN", clio.refreshToken());
            settings.put("CLIO_PUBLIC_URL", "http://127.0.0.1:" + httpPort);
        }
        if (smokeball != null) {
            settings.put("SMOKEBALL_CONNECTION", connection);
            settings.put("SMOKEBALL_API_URL", smokeball.apiUri().toString());
            settings.put("SMOKEBALL_AUTH_URL", smokeball.authUri().toString());
            settings.put("SMOKEBALL_API_KEY", smokeball.apiKey());
            settings.put("SMOKEBALL_CLIENT_ID", smokeball.clientId());
            settings.put("SMOKEBALL_CLIENT_SECRET", smokeball.clientSecret());
        }
        if (builder.smokeballWebhooks) {
            settings.put("SMOKEBALL_PUBLIC_URL", "http://127.0.0.1:" + httpPort);
            settings.put("SMOKEBALL_WEBHOOK_KEY", SMOKEBALL_KEY);
        }
        settings.putAll(builder.settings);
        follower = new TopicReader(kafka.bootstrapServers()).follow(DATA_TOPICS, record -> {
            if (record.topic().startsWith(STATE_TOPIC)) {
                cursors.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        new String(record.value(), StandardCharsets.UTF_8));
                return;
            }
            Landed found = Landed.of(record);
            if (String.valueOf(found.header("ce_source")).endsWith("/" + connection)) {
                landed.add(found);
            }
        });
    }

    /** Creates the topics of the packaged routes, as an operator does before the first start. */
    static void applyTopics(EmbeddedKafka kafka) {
        System.setProperty("KAFKA_BROKERS", kafka.bootstrapServers());
        try {
            assertThat(ClioToKafka.commandLine().execute("topics", "apply")).isZero();
        } finally {
            System.clearProperty("KAFKA_BROKERS");
        }
    }

    static Builder on(EmbeddedKafka kafka) {
        return new Builder(kafka);
    }

    /** Starts the application, and returns when Clio delivers to it. */
    private Bridge startApplication() throws Exception {
        Given given = Given.of(settings::get).with(Map.of("KAFKA_OURS", settings.get("KAFKA_OURS")));
        application = new Application(Settings.read(given), given);
        application.override(routeProperties);
        try {
            application.start();
        } catch (Exception e) {
            application.close();
            throw e;
        }
        if (clio != null) {
            awaitSubscriptions(PATIENCE);
            // Clio shakes hands before it tells the secret; until then no delivery can be proven.
            await("ten known secrets").atMost(PATIENCE).until(this::liveSubscriptions, live -> live >= 10);
        }
        return this;
    }

    /** Until Clio delivers to the application. */
    void awaitSubscriptions(Duration patience) {
        await("ten subscriptions").atMost(patience).until(this::enabledWebhooks, enabled -> enabled == 10);
    }

    private double liveSubscriptions() {
        return camel().getRegistry().findByType(MeterRegistry.class).stream()
                .flatMap(
                        meters -> meters.find(ClioMeters.WEBHOOK_STATE).tag(ClioMeters.STATE, "live").gauges().stream())
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** A new application on the same brokers, vendors and ports: all it remembers is what lies on Kafka. */
    Bridge restart() throws Exception {
        application.close();
        return startApplication();
    }

    /** Another application on the same brokers, vendors and ports, told one thing differently. */
    Bridge restartWith(String name, String value) throws Exception {
        settings.put(name, value);
        return restart();
    }

    /** Another copy of the application: the same settings, but for its ports. */
    Application startCopy() throws Exception {
        return startCopyReaching(settings.get("KAFKA_BROKERS"));
    }

    /** Another copy that reaches Kafka at an address of its own. */
    Application startCopyReaching(String brokers) throws Exception {
        Map<String, String> own = Map.of(
                "KAFKA_BROKERS", brokers,
                "HTTP_PORT", String.valueOf(LoopbackPorts.free()),
                "MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free()));
        Given given = Given.of(name -> own.getOrDefault(name, settings.get(name)))
                .with(Map.of("KAFKA_OURS", settings.get("KAFKA_OURS")));
        Application copy = new Application(Settings.read(given), given);
        copy.override(routeProperties);
        copy.start();
        return copy;
    }

    /** The application in a JVM of its own, with the same settings and ports: the one in this JVM has to be stopped. */
    Process startProcess(Path routes, Path log) throws IOException {
        process = startProcess(Map.of("ROUTES_DIR", routes.toString()), log, "run");
        return process;
    }

    /** A command of the application in a JVM of its own, with the same settings. */
    KillableProcess startCommand(Path log, String... command) throws IOException {
        return new KillableProcess(command[0], startProcess(Map.of(), log, command));
    }

    /**
     * Another copy of the application in a JVM of its own, with the same settings but for its ports.
     *
     * @param name what its Kafka clients call themselves
     * @param folder for its log
     */
    ApplicationProcess startCopyProcess(String name, Path folder) throws IOException {
        int port = LoopbackPorts.free();
        int management = LoopbackPorts.free();
        Path clients = Files.writeString(folder.resolve(name + ".properties"), "client.id=" + name);
        Map<String, String> own = new HashMap<>(routeProperties);
        own.put("KAFKA_CLIENT_CONFIG", clients.toString());
        own.put("HTTP_PORT", String.valueOf(port));
        own.put("MANAGEMENT_PORT", String.valueOf(management));
        return new ApplicationProcess(
                name,
                startProcess(own, folder.resolve(name + ".log"), "run"),
                URI.create("http://127.0.0.1:" + port),
                URI.create("http://127.0.0.1:" + management));
    }

    private Process startProcess(Map<String, String> own, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        Map<String, String> given = new HashMap<>(settings);
        given.remove("KAFKA_OURS");
        given.putAll(own);
        Map<String, String> environment = new HashMap<>();
        given.forEach((name, value) -> {
            if (SETTING.matcher(name).matches()) {
                environment.put(name, value);
            } else {
                command.add("-D" + name + "=" + value);
            }
        });
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=classpath:log4j2.properties",
                "-classpath",
                System.getProperty("java.class.path"),
                ClioToKafka.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().putAll(environment);
        return process.start();
    }

    /** What a command of the same application is given, with others that win. */
    Given given(Map<String, String> own) {
        return Given.of(name -> own.getOrDefault(name, settings.get(name)));
    }

    Application application() {
        return application;
    }

    /** The application is stopped, while its copies go on. */
    void stopApplication() {
        application.close();
    }

    /** Until exactly one subscription at Smokeball leads here, or anywhere. */
    void awaitSmokeballSubscription() {
        await("one subscription at Smokeball")
                .atMost(PATIENCE)
                .until(() -> smokeballSubscriptions().size() == 1);
    }

    /** The ids of the account's subscriptions at Smokeball. */
    List<String> smokeballSubscriptions() {
        return smokeball.webhooks().ids(smokeball.accountId());
    }

    /** Until a cursor that is a number has come so far. */
    void awaitCursor(String stream, long position) {
        await(stream + " at " + position)
                .atMost(PATIENCE)
                .until(() -> cursor(stream) != null && Long.parseLong(cursor(stream)) >= position);
    }

    private long enabledWebhooks() {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.json().path("status").asText().equals("enabled"))
                .count();
    }

    String connection() {
        return connection;
    }

    /** What the application is told, for a command that is to be told the same. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    ClioSandbox clio() {
        return clio;
    }

    SmokeballSandbox smokeball() {
        return smokeball;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    /** What runs inside the application. */
    CamelContext camel() {
        return application.context();
    }

    /** The address at which Clio delivers a model. */
    URI webhookUrl(String model) {
        return URI.create("http://127.0.0.1:" + httpPort + "/clio/" + connection + "/webhooks/" + model);
    }

    /** The address at which Smokeball delivers. */
    URI smokeballWebhookUrl() {
        return URI.create("http://127.0.0.1:" + httpPort + "/smokeball/" + connection);
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    long webhookId(String model) {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.json().path("model").asText().equals(model))
                .mapToLong(ClioRecord::id)
                .findFirst()
                .orElseThrow();
    }

    String key(Object id) {
        return connection + "/" + id;
    }

    /** What has been seen on Kafka of the application's cursors; null while a stream was never read to its end. */
    String cursor(String stream) {
        return cursors.get(stream);
    }

    /** Everything that is on the topics of changes and failures now and belongs to this bridge's connection. */
    List<Landed> records() {
        return landed().filter(record -> !record.topic().endsWith(".latest.v1")).toList();
    }

    List<Landed> records(String topic) {
        return landed().filter(record -> record.topic().equals(topic)).toList();
    }

    private Stream<Landed> landed() {
        follower.awaitCaughtUp(PATIENCE);
        return landed.stream();
    }

    /** What became of Clio's deliveries of a model, by what lies on its topic now. */
    Arrivals.Figures figures(String model) {
        Arrivals arrivals = new Arrivals();
        records("clio." + model + ".v1")
                .forEach(record -> arrivals.add(
                        Long.parseLong(record.key().substring(connection.length() + 1)),
                        record.id(),
                        record.header("ce_type").endsWith(".deleted.v1"),
                        record.value()));
        return arrivals.of(clio.ledger().deliveries(model));
    }

    /** What a latest topic says of a record now; empty when it was never there, or is deleted. */
    Optional<Landed> latest(String topic, Object id) {
        List<Landed> versions = records(topic, id);
        return versions.isEmpty()
                ? Optional.empty()
                : Optional.of(versions.get(versions.size() - 1)).filter(version -> version.value() != null);
    }

    List<Landed> records(String topic, Object id) {
        return records(topic).stream()
                .filter(record -> key(id).equals(record.key()))
                .toList();
    }

    /** The first record of this id on the topic. */
    Landed awaitRecord(String topic, Object id) {
        return awaitRecord(topic, record -> key(id).equals(record.key()));
    }

    Landed awaitRecord(String topic, Predicate<Landed> wanted) {
        return await("a record on " + topic)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> landed.stream()
                                .filter(record -> record.topic().equals(topic))
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (application != null) {
            application.close();
        }
        follower.close();
        if (clio != null) {
            clio.close();
        }
        if (smokeball != null) {
            smokeball.close();
        }
    }

    static final class Builder {

        private final EmbeddedKafka kafka;
        private final Map<String, String> settings = new HashMap<>();
        private final Map<String, String> routeProperties = new HashMap<>();
        private ClioSandbox clio;
        private SmokeballSandbox smokeball;
        private boolean smokeballWebhooks;

        private Builder(EmbeddedKafka kafka) {
            this.kafka = kafka;
            pollEvery(Duration.ofMillis(300));
            since("now");
        }

        Builder clio() {
            return clio(settings -> settings);
        }

        /** With a Clio that sends failed deliveries again after a second and limits nobody, unless told otherwise. */
        Builder clio(UnaryOperator<ClioSandbox.Builder> choices) {
            clio = choices.apply(ClioSandbox.builder().unlimited().retryBase(Duration.ofSeconds(1)))
                    .start();
            return this;
        }

        Builder smokeball() {
            return smokeball(settings -> settings);
        }

        Builder smokeball(UnaryOperator<SmokeballSandbox.Builder> choices) {
            smokeball = choices.apply(SmokeballSandbox.builder()).start();
            return collections("activity_code");
        }

        /** Which of Smokeball's collections are read: activity codes only, unless told otherwise. */
        Builder collections(String choice) {
            return set("SMOKEBALL_COLLECTIONS", choice);
        }

        /** With Smokeball's webhooks. Their subscription is made, and seldom looked after: that takes of the rate. */
        Builder smokeballWebhooks() {
            smokeballWebhooks = true;
            return this;
        }

        Builder pollEvery(Duration period) {
            routeProperties.put("clio.poll.period", String.valueOf(period.toMillis()));
            routeProperties.put("smokeball.poll.period", String.valueOf(period.toMillis()));
            routeProperties.put("smokeball.hint.period", String.valueOf(Math.min(100, period.toMillis())));
            routeProperties.put("smokeball.full_read.period", String.valueOf(period.toMillis()));
            routeProperties.put("smokeball.fan_out.period", String.valueOf(period.toMillis()));
            return this;
        }

        /** What the first start brings of records with webhooks; nothing old unless told otherwise. */
        Builder since(String since) {
            routeProperties.put("clio.webhook.since", since);
            return this;
        }

        /** How often Smokeball's collections of changes are read whole all the same. */
        Builder sweepEvery(Duration period) {
            routeProperties.put("smokeball.sweep.period", String.valueOf(period.toMillis()));
            return this;
        }

        /** A property of the routes. */
        Builder property(String name, String value) {
            routeProperties.put(name, value);
            return this;
        }

        /** With latest state, which many bridges on one broker would only slow down. */
        Builder latestState() {
            return set("LATEST_STATE", "on");
        }

        Builder routesDir(Path folder) {
            return set("ROUTES_DIR", folder.toString());
        }

        Builder set(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** All but the application, for a test that starts processes. The topics have to be there. */
        Bridge prepare() {
            return new Bridge(this);
        }

        Bridge start() throws Exception {
            Bridge bridge = new Bridge(this);
            try {
                return bridge.startApplication();
            } catch (Exception e) {
                bridge.close();
                throw e;
            }
        }

        /** What has been chosen so far, so that a test may prepare a vendor before the start. */
        ClioSandbox playedClio() {
            return clio;
        }

        SmokeballSandbox playedSmokeball() {
            return smokeball;
        }
    }
}
