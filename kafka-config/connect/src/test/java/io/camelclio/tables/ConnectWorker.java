package io.camelclio.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.kafka.SecuredListener;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.process.KillableProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A worker of Kafka Connect in a JVM of its own, started with the worker's file of this folder by the lines of the README,
 * with this test's addresses in place of theirs. Connectors are what their files say, and are ordered about over REST.
 */
final class ConnectWorker extends KillableProcess {

    private static final String FILE = "worker.properties";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is done in between. */
    interface Meanwhile {
        void run() throws Exception;
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    private ConnectWorker(Process process, URI address) {
        super("worker", process);
        this.address = address;
    }

    /**
     * Starts one as the README says, and returns at once.
     *
     * @param user its user of the cluster, who is there and has rights
     * @param database what it is told of the database
     */
    static ConnectWorker start(SecuredListener kafka, String user, Map<String, String> database, Path log)
            throws IOException {
        URI address = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
        Path folder = Files.createDirectories(Path.of("target", "worker-" + address.getPort()));
        // Where Maven has unpacked the connector.
        Files.createSymbolicLink(folder.resolve("plugins"), Path.of("..", "plugins"));
        Files.writeString(folder.resolve(FILE), Files.readString(Path.of(FILE)) + fourTimes(kafka.clientOf(user)));
        String commands = ReadmeCommands.block("export KAFKA_BROKERS");
        for (Map.Entry<String, String> value : Map.of(
                        "KAFKA_BROKERS=localhost:9092",
                        "KAFKA_BROKERS=" + kafka.bootstrapServers(),
                        "CONNECT_LISTENER=http://127.0.0.1:8083",
                        "CONNECT_LISTENER=" + address,
                        "TABLES_URL=jdbc:postgresql://localhost:5432/analytics",
                        "TABLES_URL=" + database.get("TABLES_URL"),
                        "TABLES_USER=tables",
                        "TABLES_USER=" + database.get("TABLES_USER"),
                        "TABLES_PASSWORD=…",
                        "TABLES_PASSWORD='" + database.get("TABLES_PASSWORD") + "'")
                .entrySet()) {
            assertThat(commands).contains(value.getKey());
            commands = commands.replace(value.getKey(), value.getValue());
        }
        return new ConnectWorker(new ReadmeCommands(folder, folder, Map.of()).start(commands, log), address);
    }

    /** As they are, and with each beginning that Connect gives to the clients of its connectors. */
    private static String fourTimes(Map<String, String> client) {
        Properties settings = new Properties();
        for (String beginning : List.of("", "consumer.", "producer.", "admin.")) {
            client.forEach((name, value) -> settings.put(beginning + name, value));
        }
        StringWriter text = new StringWriter();
        try {
            settings.store(text, "The cluster's");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "\n" + text;
    }

    /** Of its REST interface. */
    URI address() {
        return address;
    }

    /** Gives the connector the configuration of its file, and returns when its tasks run. */
    void deploy(String connector) throws IOException, InterruptedException {
        awaitUp();
        call("PUT", "/connectors/" + connector + "/config", Files.readString(Path.of(connector + ".json")), 200, 201);
        awaitRunning(connector);
    }

    void awaitUp() {
        await("Connect answers").atMost(PATIENCE).until(this::isUp);
    }

    void awaitRunning(String connector) {
        await(connector + " runs")
                .atMost(PATIENCE)
                .until(
                        () -> states(connector),
                        states -> states.size() > 1 && states.stream().allMatch("RUNNING"::equals));
    }

    /** States of the connector and of its tasks. */
    List<String> states(String connector) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", "/connectors/" + connector + "/status", "");
        JsonNode status = JSON.readTree(answer.body());
        return status.findValuesAsText("state");
    }

    /** Lets the connector read everything again from the beginning, as the README says. */
    void replay(String connector) throws Exception {
        replay(connector, () -> {});
    }

    /** @param meanwhile what to do while nothing reads */
    void replay(String connector, Meanwhile meanwhile) throws Exception {
        call("PUT", "/connectors/" + connector + "/stop", "", 204);
        await(connector + " has stopped").atMost(PATIENCE).until(() -> states(connector), List.of("STOPPED")::equals);
        await("offsets can be reset")
                .atMost(PATIENCE)
                .until(() -> send("DELETE", "/connectors/" + connector + "/offsets", "")
                                .statusCode()
                        == 200);
        meanwhile.run();
        resume(connector);
        awaitRunning(connector);
    }

    /** Goes on, if it was stopped. */
    void resume(String connector) throws IOException, InterruptedException {
        call("PUT", "/connectors/" + connector + "/resume", "", 202);
    }

    /** Starts tasks again that have failed, as the README says. */
    void restartFailed(String connector) throws IOException, InterruptedException {
        call("POST", "/connectors/" + connector + "/restart?includeTasks=true&onlyFailed=true", "", 202, 204);
    }

    /** The connector's configuration as Connect shows it. */
    String configuration(String connector) throws IOException, InterruptedException {
        return call("GET", "/connectors/" + connector + "/config", "", 200);
    }

    private boolean isUp() throws IOException, InterruptedException {
        if (!isAlive()) {
            throw new IllegalStateException("The worker has ended, see its log");
        }
        try {
            return send("GET", "/connectors", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String call(String method, String path, String body, int... expected)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        for (int status : expected) {
            if (answer.statusCode() == status) {
                return answer.body();
            }
        }
        throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
