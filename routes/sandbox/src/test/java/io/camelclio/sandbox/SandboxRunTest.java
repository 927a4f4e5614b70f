package io.camelclio.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox run as a stranger starts it: a process of its own, its output and its exit code. */
class SandboxRunTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void playsEverythingAndLosesNothing() throws Exception {
        Run run = run(Map.of("SANDBOX_SECONDS", "8", "KAFKA_PORT", "0", "HTTP_PORT", "0", "MANAGEMENT_PORT", "0"));

        assertThat(run.exitCode).as(run.text()).isZero();
        JsonNode verdict = run.verdict();
        assertThat(verdict.path("lost").asInt(-1)).isZero();
        assertThat(verdict.path("clio_sent").asInt()).isPositive();
        assertThat(verdict.path("clio_on_kafka")).isEqualTo(verdict.path("clio_sent"));
        assertThat(verdict.path("smokeball_changed").asInt()).isPositive();
        assertThat(verdict.path("smokeball_on_kafka")).isEqualTo(verdict.path("smokeball_changed"));
        assertThat(verdict.path("rejected").asInt()).isPositive();
        assertThat(verdict.fieldNames())
                .toIterable()
                .containsExactly(
                        "clio_sent",
                        "clio_on_kafka",
                        "smokeball_changed",
                        "smokeball_on_kafka",
                        "rejected",
                        "dead_letters",
                        "duplicates",
                        "lost",
                        "latest_differs");
        assertThat(verdict.path("latest_differs").asInt(-1)).isZero();
        assertThat(run.lines)
                .anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  clio\\.activity\\.v1 +sandbox/\\d+ .*"))
                .anyMatch(line -> line.startsWith("== Clio sent"))
                .anyMatch(line -> line.contains("The latest topics show every record as it is."));
    }

    @Test
    @Tag("full")
    void withoutLatestStateNothingIsSaidOfIt() throws Exception {
        Run run = run(Map.of(
                "SANDBOX_SECONDS", "3",
                "LATEST_STATE", "off",
                "KAFKA_PORT", "0",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0"));

        assertThat(run.exitCode).as(run.text()).isZero();
        assertThat(run.verdict().has("latest_differs")).isFalse();
        assertThat(run.text()).doesNotContain("latest topics");
    }

    @Test
    @Tag("full")
    void playsOnlyKafkaForARealClioThatCannotBeReachedYet() throws Exception {
        Run run = run(Map.of(
                "SANDBOX", "kafka",
                "SANDBOX_SECONDS", "3",
                "KAFKA_PORT", "0",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "CLIO_API_URL", "http://127.0.0.1:" + LoopbackPorts.free(),
                "CLIO_ACCESS_TOKEN", "an-access-token",
                "CLIO_PUBLIC_URL", "http://127.0.0.1:8080"));

        assertThat(run.exitCode).as(run.text()).isZero();
        assertThat(run.verdict().fieldNames())
                .toIterable()
                .containsExactly("clio_on_kafka", "smokeball_on_kafka", "rejected", "dead_letters", "duplicates");
        assertThat(run.text())
                .contains("No vendor was played, so what was sent is not known here.")
                .doesNotContain("Nothing was lost")
                .contains("Clio: connection us")
                .contains("Smokeball is off")
                .doesNotContain("an-access-token");
    }

    @Test
    @Tag("full")
    void showsWhatRoutesLogAndLittleElse() throws Exception {
        Files.createDirectories(folder.resolve("camel"));
        Files.writeString(folder.resolve("camel/own.camel.yaml"), """
                - route:
                    id: own
                    from:
                      uri: timer:once
                      parameters:
                        repeatCount: 1
                        delay: 0
                      steps:
                        - to:
                            uri: log:matters?showBodyType=true
                        - log: a line of an own route
                """);
        Map<String, String> environment = new HashMap<>(Map.of(
                "SANDBOX", "kafka",
                "SANDBOX_SECONDS", "3",
                "KAFKA_PORT", "0",
                "HTTP_PORT", "0",
                "MANAGEMENT_PORT", "0",
                "CLIO_API_URL", "http://127.0.0.1:" + LoopbackPorts.free(),
                "CLIO_ACCESS_TOKEN", "an-access-token",
                "CLIO_PUBLIC_URL", "http://127.0.0.1:8080",
                "ROUTES_DIR", folder.toString()));

        assertThat(run(environment).lines)
                .anyMatch(line -> line.endsWith("a line of an own route"))
                .anyMatch(line -> line.contains("INFO  matters - Exchange["))
                .filteredOn(line -> line.contains(" INFO "))
                .hasSize(2);

        environment.put("LOG_LEVEL", "info");
        assertThat(run(environment).lines).anyMatch(line -> line.contains("Routes startup"));
    }

    @Test
    void refusesToPlayWhatHasRealSettings() throws Exception {
        Run run = run(Map.of("SANDBOX", "true", "KAFKA_BROKERS", "kafka.example.com:9092"));

        assertThat(run.exitCode).isEqualTo(2);
        assertThat(run.text()).contains("SANDBOX plays kafka, but KAFKA_BROKERS is set");
    }

    private Run run(Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As in the run line of the README.
                "-Dlog4j2.configurationFile=classpath:log4j2.properties,classpath:log4j2-sandbox.properties",
                "-classpath",
                System.getProperty("java.class.path"),
                "io.camelclio.app.ClioToKafka",
                "run",
                "--sandbox");
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("(CLIO|SMOKEBALL|KAFKA|SANDBOX|HTTP|MANAGEMENT|ROUTES|LOG)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS))
                    .as("the run ends by itself")
                    .isTrue();
            return new Run(process.exitValue(), Files.readAllLines(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private record Run(int exitCode, List<String> lines) {

        String text() {
            return String.join(System.lineSeparator(), lines);
        }

        /** The last line that begins with a brace. */
        JsonNode verdict() throws IOException {
            String last = lines.stream()
                    .filter(line -> line.startsWith("{"))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            return JSON.readTree(last);
        }
    }
}
