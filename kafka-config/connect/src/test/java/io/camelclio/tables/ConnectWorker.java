package io.camelclio.tables;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.process.KillableProcess;
import java.io.IOException;
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

/**
 * A worker of Kafka Connect in a JVM of its own, started with the worker's file of this folder and told by its environment
 * what the README says. Connectors are what their files say, and are ordered about over the REST interface.
 */
final class ConnectWorker extends KillableProcess {

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

    /** Starts one and returns at once. */
    static ConnectWorker start(EmbeddedKafka kafka, Warehouse warehouse, Path log) throws IOException {
        return start(kafka, warehouse.environment(), log);
    }

    /** @param database what it is told of the database */
    static ConnectWorker start(EmbeddedKafka kafka, Map<String, String> database, Path log) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-classpath",
                System.getProperty("java.class.path"),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                Path.of("worker.properties").toAbsolutePath().toString());
        // Where Maven has unpacked the connector, in plugins/.
        builder.directory(Path.of("target").toFile());
        builder.environment().putAll(database);
        builder.environment().put("KAFKA_BROKERS", kafka.bootstrapServers());
        builder.environment().put("CONNECT_LISTENER", address.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ConnectWorker(process, address);
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
        call("PUT", "/connectors/" + connector + "/resume", "", 202);
        awaitRunning(connector);
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
