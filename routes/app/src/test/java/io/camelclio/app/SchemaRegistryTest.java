package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real Apicurio Registry, in which the schemas are registered as {@code kafka-config/README.md} says, and the headers by
 * which a reader finds there the schema of a record. The profile {@code full} unpacks the registry.
 */
@Tag("full")
@ExtendWith(SharedBridge.class)
class SchemaRegistryTest {

    private static final Path FOLDER = Path.of("target/apicurio-registry");
    private static final Path SCHEMAS = Path.of("../../kafka-config/schemas");
    private static final Duration START = Duration.ofMinutes(2);
    private static final String GROUP = "legal";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Process registry;
    private static URI groups;

    @BeforeAll
    static void startAndRegister() throws Exception {
        int port = LoopbackPorts.free();
        registry = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        only(FOLDER, "-runner.jar").getFileName().toString())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("registry.log").toFile())
                .start();
        URI api = URI.create("http://127.0.0.1:" + port + "/apis/registry/v3/");
        await("the registry, whose log is in " + FOLDER)
                .atMost(START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> get(api.resolve("system/info")).statusCode() == 200);
        groups = api.resolve("groups/");
        try (Stream<Path> schemas = Files.list(SCHEMAS)) {
            for (Path schema : schemas.toList()) {
                register(Files.readString(schema));
            }
        }
    }

    @AfterAll
    static void stop() {
        registry.destroy();
    }

    @Test
    void recordsLeadToTheirSchemaAndKeepTheirValue(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .clio()
                .smokeball()
                .latestState()
                .property("schemas.group", GROUP)
                .start()) {
            long bill = bridge.clio()
                    .records("bills")
                    .create("{\"number\":\"B-1\",\"state\":\"draft\",\"total\":1234.50}")
                    .id();
            String code = bridge.smokeball()
                    .activityCodes()
                    .create("{\"code\":\"CONS\",\"rateType\":1,\"rate\":350.00}")
                    .id();

            for (Landed landed : List.of(
                    bridge.awaitRecord("clio.bill.v1", bill),
                    bridge.awaitRecord("clio.bill.latest.v1", bill),
                    bridge.awaitRecord("smokeball.activity_code.v1", code),
                    bridge.awaitRecord("smokeball.activity_code.latest.v1", code))) {
                assertThat(landed.header("apicurio.value.artifactId"))
                        .isEqualTo(landed.topic().replace(".latest", ""));
                assertThat(landed.valueAsText()).startsWith("{").containsAnyOf("1234.50", "350.00");
                assertThat(breaches(landed, landed.valueAsText())).isZero();
                assertThat(breaches(landed, "[]")).isPositive();
            }
        }
    }

    @Test
    void whatFailedHasNoSchema(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge =
                Bridge.on(kafka).clio().property("schemas.group", GROUP).start()) {
            bridge.camel()
                    .createProducerTemplate()
                    .sendBodyAndHeaders(
                            "kamelet:record-to-kafka?topic=clio.dead_letter.v1",
                            "{",
                            Map.of(
                                    "error_reason",
                                    "route_failed",
                                    "CamelCloudEventSubject",
                                    bridge.key("lost"),
                                    "CamelCloudEventSource",
                                    "/clio/" + bridge.connection()));

            assertThat(bridge.awaitRecord("clio.dead_letter.v1", "lost").headers())
                    .containsKey("error_reason")
                    .doesNotContainKeys("apicurio.value.groupId", "apicurio.value.artifactId");
        }
    }

    /** How many things are wrong with a value by the schema to which the headers of a record lead. */
    private static int breaches(Landed landed, String value) throws Exception {
        HttpResponse<byte[]> schema = get(groups.resolve("%s/artifacts/%s/versions/branch=latest/content"
                .formatted(landed.header("apicurio.value.groupId"), landed.header("apicurio.value.artifactId"))));
        assertThat(schema.statusCode()).isEqualTo(200);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(new String(schema.body(), StandardCharsets.UTF_8))
                .validate(value, InputFormat.JSON)
                .size();
    }

    private static void register(String schema) throws Exception {
        String topic = schema.replaceFirst("(?s).*?\"urn:camel-clio:([^\"]+)\".*", "$1");
        String version = """
                {"artifactId":"%s","artifactType":"JSON","firstVersion":{"content":{"contentType":"application/json","content":%s}}}
                """.formatted(topic, Json.text(TextNode.valueOf(schema)));
        HttpResponse<byte[]> answer = HTTP.send(
                HttpRequest.newBuilder(groups.resolve(GROUP + "/artifacts?ifExists=FIND_OR_CREATE_VERSION"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(version))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(topic).isEqualTo(200);
    }

    private static HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }

    private static Path only(Path folder, String ending) {
        return Stream.of(Objects.requireNonNull(folder.toFile().listFiles(), folder + " is not there: run with -Pfull"))
                .map(File::toPath)
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }
}
