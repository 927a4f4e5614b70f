package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.bench.process.Program;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker, the played Clio and every subject, each in a process of its own except Clio. */
public final class Stage implements AutoCloseable {

    public static final String FLOOR = "written by hand";
    public static final String BRIDGE = "bridge, vertx";
    public static final String SPRING_BOOT = "Spring Boot";

    /** Names by which subjects beside the floor are chosen. */
    public static final List<String> CHOICE = List.of("vertx", "platformHttp", "spring", "plain");

    private static final String SECRET = "known-to-both-without-asking";
    private static final int PARTITIONS = 3;
    private static final Duration SUBSCRIBING = Duration.ofSeconds(60);

    private final Deque<BenchProcess> running = new ArrayDeque<>();
    private final Path folder = Files.createTempDirectory("clio-bench");
    private final String brokers;
    private final BenchProcess broker;
    private final ClioSandbox clio;

    public Stage() throws IOException {
        int port = LoopbackPorts.free();
        brokers = LoopbackPorts.HOST + ":" + port;
        broker = BenchProcess.start("the broker", Program.of(BrokerProcess.class), Map.of(), String.valueOf(port))
                .awaitReady();
        clio = ClioSandbox.builder().unlimited().start();
    }

    public String brokers() {
        return brokers;
    }

    /**
     * Starts the floor, and those of the others whose names are wanted.
     *
     * @param wanted asked with each of {@link #CHOICE}
     */
    public List<Subject> subjects(Predicate<String> wanted) throws Exception {
        List<Subject> subjects = new ArrayList<>(List.of(server(FLOOR, Program.of(HandWrittenServer.class), "/")));
        for (String adapter : List.of("vertx", "platformHttp")) {
            if (wanted.test(adapter)) {
                subjects.add(bridge(adapter));
            }
        }
        if (wanted.test("spring")) {
            subjects.add(server(SPRING_BOOT, spring(), "/hook"));
        }
        if (wanted.test("plain")) {
            subjects.add(server("plain Camel route", Program.of(PlainRoute.class), "/hook"));
        }
        return subjects;
    }

    /** Spring Boot on its own class path, which its module wrote down when it was built. */
    private static Program spring() throws IOException {
        Path target = Path.of(System.getProperty("bench.spring"));
        String libraries = Files.readString(target.resolve("class-path.txt"));
        return new Program(
                Program.SUBJECT_OPTIONS,
                target.resolve("classes") + File.pathSeparator + libraries.strip(),
                "io.camelclio.bench.spring.SpringServer");
    }

    private Subject server(String name, Program program, String path) throws Exception {
        String topic = topic(name);
        createTopic(topic);
        int port = LoopbackPorts.free();
        Start start = new Start(name, program, Map.of(), List.of(String.valueOf(port), brokers, topic, SECRET));
        return new Subject(name, start, running(start), uri(port, path), new Deliveries(1, SECRET), topic, "");
    }

    private static String topic(String subject) {
        return "bench." + subject.toLowerCase(Locale.ROOT).replaceAll("\\W+", "_") + ".v1";
    }

    private void createTopic(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    /**
     * Each adapter as an account of its own, so that neither takes the other's subscription for a copy of its own, and with a
     * topic of its own, so that neither follows what the other publishes.
     */
    private Subject bridge(String adapter) throws Exception {
        int port = LoopbackPorts.free();
        String connection = adapter.toLowerCase(Locale.ROOT);
        String name = "bridge, " + adapter;
        String topic = topic(name);
        Map<String, String> settings = Map.ofEntries(
                Map.entry("CLIO_CONNECTION", connection),
                Map.entry("CLIO_ACTIVITY_TOPIC", topic),
                Map.entry("CLIO_API_URL", clio.baseUri().toString()),
                Map.entry("CLIO_CLIENT_ID", clio.clientId()),
                Map.entry("CLIO_CLIENT_SECRET", clio.clientSecret()),
                Map.entry("CLIO_REFRESH_TOKEN", clio.refreshToken()),
                Map.entry("CLIO_PUBLIC_URL", uri(port, "").toString()),
                Map.entry("HTTP_HOST", LoopbackPorts.HOST),
                Map.entry("HTTP_PORT", String.valueOf(port)),
                Map.entry("MANAGEMENT_PORT", String.valueOf(LoopbackPorts.free())),
                Map.entry("KAFKA_BROKERS", brokers),
                Map.entry("LATEST_STATE", "off"),
                Map.entry("ROUTES_DIR", Bridge.webhook(folder, adapter).toString()));
        Start start = new Start(name, Program.of(Bridge.class), settings, List.of());
        BenchProcess process = running(start);
        ClioRecord webhook = subscription(uri(port, "").toString());
        Deliveries deliveries = new Deliveries(
                webhook.id(), webhook.fields().get("shared_secret").asText());
        URI address = URI.create(webhook.fields().get("url").asText());
        return new Subject(name, start, process, address, deliveries, topic, connection + "/");
    }

    private ClioRecord subscription(String url) throws InterruptedException {
        long end = System.nanoTime() + SUBSCRIBING.toNanos();
        while (System.nanoTime() < end) {
            for (ClioRecord webhook : clio.records("webhooks").all()) {
                if (webhook.fields().get("url").asText().startsWith(url)
                        && webhook.fields().get("status").asText().equals("enabled")) {
                    return webhook;
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("The bridge at " + url + " has no subscription after " + SUBSCRIBING);
    }

    private BenchProcess running(Start start) throws IOException, InterruptedException {
        BenchProcess process = start.ready();
        running.push(process);
        return process;
    }

    /**
     * The bridge as it is shipped, in the place of the bench's own: its jar and its command, with the options of its start
     * script.
     *
     * @param more options besides
     */
    public static Start shipped(Subject bridge, String name, List<String> more) {
        Map<String, String> settings = new HashMap<>(bridge.start().environment());
        settings.put("LOG_LEVEL", "warn");
        List<String> options = new ArrayList<>(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+UseSerialGC",
                "-Xms64m"));
        options.addAll(more);
        return new Start(
                name,
                new Program(options, System.getProperty("bench.shipped"), "io.camelclio.app.ClioToKafka"),
                settings,
                List.of("run"),
                Optional.of(uri(Integer.parseInt(settings.get("MANAGEMENT_PORT")), "/observe/health/ready")));
    }

    private static URI uri(int port, String path) {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port + path);
    }

    /** Ends every subject, so that others can be started in their places. */
    public void stopSubjects() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }

    @Override
    public void close() {
        stopSubjects();
        clio.close();
        broker.close();
    }
}
