package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.camelclio.pull.token.FileTokenStore;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Further accounts are beans that properties make, in the application's own folder of routes and in any Camel Main. */
@ExtendWith(SharedBridge.class)
class SeveralAccountsTest {

    private static final String POLL = "clio:activities?fields=id,etag,updated_at,note&delay=300&connection=#";

    private final ClioSandbox acme = ClioSandbox.builder().seed(2).unlimited().start();
    private final ClioSandbox first = ClioSandbox.builder().seed(3).unlimited().start();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Main main = new Main();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        main.stop();
        acme.close();
        first.close();
    }

    @Test
    void aFolderOfRoutesMayNameASecondAccount(EmbeddedKafka kafka) throws Exception {
        Path file = folder.resolve("acme-token");
        new FileTokenStore(file).save(acme.refreshToken());
        OwnRoutes routes = withAcme(file).add("camel/acme.camel.yaml", """
                        - route:
                            id: acme-activities
                            routeConfigurationId: dead-letters
                            from:
                              uri: clio:activities
                              parameters:
                                connection: "#acme"
                                fields: "{{clio.activity.fields}}"
                                memory: "{{clio.activity.topic}}"
                                delay: "{{clio.poll.period}}"
                              steps:
                                - to:
                                    uri: kamelet:record-to-kafka
                                    parameters:
                                      client: pulling
                                      topic: "{{clio.activity.topic}}"
                        """);
        try (Bridge bridge = Bridge.on(kafka).clio().routesDir(routes.folder()).start()) {
            long theirs =
                    acme.records("activities").create(Map.of("quantity", 1)).id();
            long ours = bridge.clio()
                    .records("activities")
                    .create(Map.of("quantity", 1))
                    .id();

            bridge.awaitRecord("clio.activity.v1", ours);
            awaitAcmes(kafka, "clio.activity.v1", theirs);
        }
    }

    @Test
    void theTemplatesTakeAFurtherAccountToo(EmbeddedKafka kafka) throws Exception {
        Path file = folder.resolve("acme-token");
        new FileTokenStore(file).save(acme.refreshToken());
        OwnRoutes routes = withAcme(file).add("camel/acme.camel.yaml", """
                - templatedRoute:
                    routeTemplateRef: clio-poll-to-kafka
                    routeId: acme-poll-activity_rates
                    parameters:
                      - name: resource
                        value: activity_rates
                      - name: entity
                        value: activity_rate
                      - name: connection
                        value: "#acme"
                      - name: account
                        value: acme
                - templatedRoute:
                    routeTemplateRef: clio-webhook-to-kafka
                    routeId: acme-webhook-contact
                    parameters:
                      - name: model
                        value: contact
                      - name: connection
                        value: "#acme"
                """);
        try (Bridge bridge = Bridge.on(kafka).clio().routesDir(routes.folder()).start()) {
            await("their subscription").atMost(Bridge.PATIENCE).until(() -> acme.records("webhooks").all().stream()
                    .anyMatch(webhook -> webhook.json().path("status").asText().equals("enabled")));
            long rate =
                    acme.records("activity_rates").create(Map.of("rate", 200)).id();
            long contact =
                    acme.records("contacts").create(Map.of("name", "Ada")).id();
            long ours = bridge.clio()
                    .records("activity_rates")
                    .create(Map.of("rate", 100))
                    .id();

            awaitAcmes(kafka, "clio.activity_rate.v1", rate);
            awaitAcmes(kafka, "clio.contact.v1", contact);
            bridge.awaitRecord("clio.activity_rate.v1", ours);
            assertThat(bridge.camel().getRoute("acme-poll-activity_rates").getEndpoint())
                    .asString()
                    .startsWith("master:clio-acme:clio:activity_rates?connection=#acme&");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void anyCamelMainMakesAccountsOfPropertiesAndShowsNoneOfTheirSecrets() throws Exception {
        Path file = folder.resolve("first-token");
        new FileTokenStore(file).save(first.refreshToken());
        main.addInitialProperty("camel.component.clio.api-url", first.baseUri().toString());
        main.addInitialProperty("camel.component.clio.client-id", first.clientId());
        main.addInitialProperty("camel.component.clio.client-secret", first.clientSecret());
        main.addInitialProperty("camel.component.clio.token-file", file.toString());
        account("acme", "acme", acme, acme.refreshToken());
        collectKeysOf("clio:activities?fields=id,etag,updated_at,note&delay=300", POLL + "acme");
        long ours = first.records("activities").create(Map.of("quantity", 1)).id();
        long theirs = acme.records("activities").create(Map.of("quantity", 1)).id();

        List<String> logged;
        try (ShippedLogging logs = ShippedLogging.atDebug()) {
            main.start();
            await("a record of each").atMost(Bridge.PATIENCE).untilAsserted(() -> assertThat(keys)
                    .contains("us/" + ours, "acme/" + theirs));
            logged = logs.lines();
        }

        assertThat(logged)
                .anyMatch(line -> line.startsWith("DEBUG") && line.contains("clio://activities"))
                .noneMatch(line -> line.contains(acme.clientSecret())
                        || line.contains(acme.refreshToken())
                        || line.contains(first.clientSecret())
                        || line.contains(first.refreshToken()));
    }

    @Test
    void twoAccountsOfOneNameDoNotStart() {
        account("acme", "acme", acme, acme.refreshToken());
        account("other", "acme", first, first.refreshToken());
        collectKeysOf(POLL + "acme", POLL + "other");

        assertThatThrownBy(main::start)
                .hasStackTraceContaining("Two Clio connections are named 'acme'; give one of them another name");
    }

    @Test
    void aCredentialMayStandInTheEnvironment() throws Exception {
        Queue<String> forms = new ConcurrentLinkedQueue<>();
        HttpServer clio = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        clio.createContext("/oauth/token", exchange -> {
            try (exchange) {
                forms.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(400, -1);
            }
        });
        clio.start();
        try {
            main.addInitialProperty("camel.beans.acme", "#class:io.camelclio.component.ClioConnection");
            main.addInitialProperty(
                    "camel.beans.acme.apiUrl",
                    "http://127.0.0.1:" + clio.getAddress().getPort());
            main.addInitialProperty("camel.beans.acme.clientId", "id");
            main.addInitialProperty("camel.beans.acme.clientSecret", "secret");
            main.addInitialProperty("camel.beans.acme.refreshToken", "{{env:PATH}}");
            collectKeysOf(POLL + "acme");
            main.start();

            await("a refresh").atMost(Bridge.PATIENCE).until(() -> !forms.isEmpty());
        } finally {
            clio.stop(0);
        }

        assertThat(forms.peek())
                .endsWith("refresh_token="
                        + URLEncoder.encode(System.getenv("PATH"), UTF_8).replace("+", "%20"));
    }

    private static void awaitAcmes(EmbeddedKafka kafka, String topic, long id) {
        await("the other account's record on " + topic).atMost(Bridge.PATIENCE).until(() -> new TopicReader(
                        kafka.bootstrapServers())
                .readAll(topic).stream()
                        .map(Landed::of)
                        .anyMatch(record -> record.key().equals("acme/" + id)
                                && record.header("ce_source").equals("/clio/acme")));
    }

    private OwnRoutes withAcme(Path file) throws IOException {
        return OwnRoutes.copiedTo(folder).append("application.properties", """
                        camel.beans.acme = #class:io.camelclio.component.ClioConnection
                        camel.beans.acme.name = acme
                        camel.beans.acme.region = eu
                        camel.beans.acme.apiUrl = %s
                        camel.beans.acme.clientId = %s
                        camel.beans.acme.clientSecret = %s
                        camel.beans.acme.tokenFile = %s
                        """.formatted(
                        acme.baseUri(), acme.clientId(), acme.clientSecret(), file));
    }

    private void account(String bean, String name, ClioSandbox clio, String refreshToken) {
        main.addInitialProperty("camel.beans." + bean, "#class:io.camelclio.component.ClioConnection");
        main.addInitialProperty("camel.beans." + bean + ".name", name);
        main.addInitialProperty("camel.beans." + bean + ".region", "eu");
        main.addInitialProperty(
                "camel.beans." + bean + ".apiUrl", clio.baseUri().toString());
        main.addInitialProperty("camel.beans." + bean + ".clientId", clio.clientId());
        main.addInitialProperty("camel.beans." + bean + ".clientSecret", clio.clientSecret());
        main.addInitialProperty("camel.beans." + bean + ".refreshToken", refreshToken);
    }

    private void collectKeysOf(String... polls) {
        // The packaged routes and their properties are on the class path, too.
        main.configure().withRoutesIncludePattern("false");
        main.setPropertyPlaceholderLocations("false");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                for (String poll : polls) {
                    from(poll)
                            .process(exchange ->
                                    keys.add(exchange.getMessage().getHeader("CamelCloudEventSubject", String.class)));
                }
            }
        });
    }
}
