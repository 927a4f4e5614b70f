package io.camelclio.bench;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The broker, the played Clio and every subject, each in a process of its own except Clio. */
final class Stage implements AutoCloseable {

    static final String FLOOR = "written by hand";

    private static final String ACTIVITIES = "clio.activity.v1";
    private static final String SECRET = "known-to-both-without-asking";
    private static final int PARTITIONS = 3;
    private static final Duration SUBSCRIBING = Duration.ofSeconds(60);

    private final Deque<Runnable> parts = new ArrayDeque<>();
    private final Path folder = Files.createTempDirectory("clio-bench");
    private final String brokers;
    private final ClioSandbox clio;

    Stage() throws IOException {
        int port = LoopbackPorts.free();
        brokers = LoopbackPorts.HOST + ":" + port;
        started(BenchProcess.start("the broker", BrokerProcess.class, Map.of(), String.valueOf(port)));
        clio = ClioSandbox.builder().unlimited().start();
        parts.push(clio::close);
    }

    String brokers() {
        return brokers;
    }

    /** The floor, and those of the others whose names are wanted. */
    List<Subject> subjects(Predicate<String> wanted) throws Exception {
        List<Subject> subjects = new ArrayList<>(List.of(server(FLOOR, HandWrittenServer.class, "/")));
        for (String adapter : List.of("vertx", "platformHttp")) {
            if (wanted.test(adapter)) {
                subjects.add(bridge(adapter));
            }
        }
        if (wanted.test("plain")) {
            subjects.add(server("plain Camel route", PlainRoute.class, "/hook"));
        }
        return subjects;
    }

    private Subject server(String name, Class<?> main, String path) throws Exception {
        String topic = "bench." + main.getSimpleName().toLowerCase(Locale.ROOT) + ".v1";
        createTopic(topic);
        int port = LoopbackPorts.free();
        BenchProcess process =
                started(BenchProcess.start(name, main, Map.of(), String.valueOf(port), brokers, topic, SECRET));
        return new Subject(name, process, uri(port, path), new Deliveries(1, SECRET), topic);
    }

    private void createTopic(String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Each adapter as an account of its own, so that neither takes the other's subscription for a copy of its own. */
    private Subject bridge(String adapter) throws Exception {
        int port = LoopbackPorts.free();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("CLIO_CONNECTION", adapter.toLowerCase(Locale.ROOT)),
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
                Map.entry("ROUTES_DIR", Bridge.routes(folder, adapter).toString()));
        BenchProcess process = started(BenchProcess.start("bridge, " + adapter, Bridge.class, settings));
        ClioRecord webhook = subscription(uri(port, "").toString());
        Deliveries deliveries = new Deliveries(
                webhook.id(), webhook.fields().get("shared_secret").asText());
        URI address = URI.create(webhook.fields().get("url").asText());
        return new Subject("bridge, " + adapter, process, address, deliveries, ACTIVITIES);
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

    private BenchProcess started(BenchProcess process) throws IOException {
        parts.push(process::close);
        return process.awaitReady();
    }

    private static URI uri(int port, String path) {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port + path);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().run();
        }
    }
}
