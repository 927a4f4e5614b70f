package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.process.KillableProcess;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards before the real Prometheus. Skipped where it is not installed (Debian: package prometheus). */
@ExtendWith(SharedBridge.class)
class PrometheusTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @BeforeEach
    void needsPrometheus() {
        List<String> missing = List.of("promtool", "prometheus").stream()
                .filter(command -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .noneMatch(place -> Files.isExecutable(Path.of(place, command))))
                .toList();
        assumeTrue(missing.isEmpty(), () -> "Needs the commands " + missing + " of the package prometheus");
    }

    @Test
    void theAlertsAreRulesOfPrometheus() throws Exception {
        assertThat(promtool("check", "rules", WatchingFiles.ALERTS.toString()))
                .contains("SUCCESS: " + WatchingFiles.alerts().size() + " rules found");
    }

    @Test
    void eachAlertFiresWhenItShouldAndNotBefore() throws Exception {
        assertThat(promtool(
                        "test",
                        "rules",
                        WatchingFiles.FOLDER.resolve("alerts-test.yaml").toString()))
                .contains("SUCCESS");
        assertThat(Files.readAllLines(WatchingFiles.FOLDER.resolve("alerts-test.yaml")))
                .containsAll(WatchingFiles.alerts().stream()
                        .map(alert -> "  - name: " + alert.name())
                        .toList());
    }

    @Test
    void whatDashboardsAskIsPromQl() throws Exception {
        List<String> questions = questions();
        String rules = IntStream.range(0, questions.size())
                .mapToObj(number -> "  - record: asked" + number + "\n    expr: " + quoted(questions.get(number)))
                .collect(Collectors.joining("\n", "groups:\n- name: asked\n  rules:\n", "\n"));
        Path file = Files.writeString(folder.resolve("asked.yaml"), rules);

        assertThat(promtool("check", "rules", file.toString()))
                .contains("SUCCESS: " + questions.size() + " rules found");
    }

    @Tag("full")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @Test
    void anAlertFiresOfARunThatPrometheusWatches(Bridge bridge) throws Exception {
        try (Watcher prometheus = watch(bridge)) {
            await("the application is up")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> prometheus
                                    .ask("query?query=" + encoded("up{job=\"camel-clio\"} == 1"))
                                    .findPath("result")
                                    .size()
                            == 1);
            assertThat(prometheus.firing()).doesNotContain("DeadLetters");

            bridge.clio().intruder().sendSigned("contact", "{\"data\":".getBytes(UTF_8));

            await("the alert")
                    .atMost(Duration.ofMinutes(1))
                    .until(prometheus::firing, alerts -> alerts.contains("DeadLetters"));
            for (String question : questions()) {
                assertThat(prometheus
                                .ask("query?query=" + encoded(question))
                                .path("status")
                                .asText())
                        .as(question)
                        .isEqualTo("success");
            }
        }
    }

    private Watcher watch(Bridge bridge) throws IOException {
        int port = LoopbackPorts.free();
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [ %s ]
                scrape_configs:
                  - job_name: camel-clio
                    metrics_path: /observe/metrics
                    static_configs: [ { targets: [ "%s" ] } ]
                """.formatted(
                        WatchingFiles.ALERTS.toAbsolutePath().normalize(),
                        bridge.management("/").getAuthority()));
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new Watcher(process, URI.create("http://127.0.0.1:" + port + "/api/v1/"));
    }

    /** A Prometheus of its own. */
    private final class Watcher extends KillableProcess {

        private final URI api;

        Watcher(Process process, URI api) {
            super("prometheus", process);
            this.api = api;
        }

        /** Its answer; nothing while it is not there yet, or not ready. */
        JsonNode ask(String path) throws InterruptedException, IOException {
            try {
                HttpRequest request = HttpRequest.newBuilder(api.resolve(path))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                return answer.statusCode() == 503
                        ? new ObjectMapper().createObjectNode()
                        : new ObjectMapper().readTree(answer.body());
            } catch (ConnectException notYet) {
                return new ObjectMapper().createObjectNode();
            }
        }

        List<String> firing() throws InterruptedException, IOException {
            return ask("query?query=" + encoded("ALERTS{alertstate=\"firing\"}"))
                    .findValuesAsText("alertname");
        }
    }

    /** As Grafana would put them, for every connection, model and vendor. */
    private static List<String> questions() throws IOException {
        return WatchingFiles.dashboards().values().stream()
                .flatMap(dashboard -> WatchingFiles.panels(dashboard).stream())
                .flatMap(panel -> panel.path("targets").findValuesAsText("expr").stream())
                .map(question -> question.replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*"))
                .toList();
    }

    private static String quoted(String text) {
        return new TextNode(text).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(shown).isZero();
        return shown;
    }
}
