package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who run the application look at; on a port of its own, never on the one that Clio reaches. */
@ExtendWith(SharedBridge.class)
class ManagementTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Bridge bridge;

    ManagementTest(Bridge bridge) {
        this.bridge = bridge;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health/live", "/observe/health/ready"})
    void healthIsUp(String path) throws Exception {
        HttpResponse<String> answer = get(bridge.management(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("UP").doesNotContain("DOWN");
    }

    @Test
    void metricsCountTheRoutesExchanges() throws Exception {
        HttpResponse<String> answer = get(bridge.management("/observe/metrics"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("camel_exchanges_total", "clio-webhook-contact");
    }

    @Test
    void metricsShowWhatConnectionsDo() throws Exception {
        String connection = "connection=\"" + bridge.connection() + "\"";

        String metrics = get(bridge.management("/observe/metrics")).body();

        assertThat(metrics.lines())
                .anyMatch(line -> line.startsWith("clio_calls_seconds_count{" + connection)
                        && line.contains("operation=\"list\",resource=\"webhooks\",status=\"200\""))
                .anyMatch(line -> line.startsWith("clio_budget_limit{" + connection))
                .anyMatch(line -> line.startsWith("clio_budget_remaining{" + connection))
                .anyMatch(line -> line.startsWith("clio_token_refreshes_total{" + connection + ",outcome=\"ok\"}"))
                .anyMatch(line -> line.startsWith("clio_webhook_deliveries_total{answer=\"200\"," + connection));
    }

    @Test
    void overallHealthShowsTheConnectionAndItsPolls() throws Exception {
        await().untilAsserted(() -> {
            HttpResponse<String> answer = get(bridge.management("/observe/health?exposureLevel=full&data=true"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("clio-connection:" + bridge.connection(), "GOOD")
                    .contains("consumer:clio-poll-activities", "lastSuccess");
        });
    }

    @Test
    void overallHealthAndMetricsShowTheLatestState() throws Exception {
        await().atMost(Bridge.PATIENCE).untilAsserted(() -> {
            String health = get(bridge.management("/observe/health?exposureLevel=full&data=true"))
                    .body();

            assertThat(health)
                    .contains("latest-state-clio", "latest-state-smokeball", "RUNNING", "\"lag\"")
                    .doesNotContain("REBALANCING");
        });
        assertThat(get(bridge.management("/observe/metrics")).body().lines())
                .anyMatch(line -> line.startsWith("latest_lag{vendor=\"clio\"}"))
                .anyMatch(line -> line.startsWith("latest_lag{vendor=\"smokeball\"}"))
                .anyMatch(line -> line.startsWith("latest_records_total{outcome=\"taken\",vendor=\"clio\"}"))
                .anyMatch(line -> line.startsWith("latest_records_total{outcome=\"foreign\",vendor=\"clio\"}"));
        assertThat(get(bridge.management("/observe/health/ready?exposureLevel=full"))
                        .body())
                .doesNotContain("latest-state");
    }

    @Test
    void aConnectionHasNoSayInWhetherTheApplicationIsReady() throws Exception {
        HttpResponse<String> answer = get(bridge.management("/observe/health/ready?exposureLevel=full"));

        assertThat(answer.body()).contains("context").doesNotContain("clio-connection");
    }

    @Test
    void aSchedulerHasNoSayInWhetherTheApplicationIsReady() throws Exception {
        HttpResponse<String> answer = get(bridge.management("/observe/health/ready?exposureLevel=full"));

        assertThat(answer.body()).contains("route:smokeball-source").doesNotContain("consumer:smokeball");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/health/live",
                "/observe/health",
                "/observe/metrics",
                "/observe/info",
                "/status",
                "/status/data"
            })
    void theWebhooksPortShowsNothingOfIt(String path) throws Exception {
        assertThat(get(bridge.webhookUrl("contact").resolve(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/status, text/html;charset=utf-8",
        "/status/page.css, text/css;charset=utf-8",
        "/status/page.js, text/javascript;charset=utf-8",
        "/status/data, application/json"
    })
    void pageToLookAtLetsNothingInFromElsewhere(String path, String type) throws Exception {
        awaitStatus();

        HttpResponse<String> answer = get(bridge.management(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:;")
                .doesNotContain("unsafe", "*", "http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void pageToLookAtCanOnlyBeRead(String method) throws Exception {
        for (String path : List.of("/status", "/status/data")) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(bridge.management(path))
                    .method(method, HttpRequest.BodyPublishers.ofString("{}")));

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
        HttpResponse<String> head = send(HttpRequest.newBuilder(bridge.management("/status"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    /** From {@code /status/} the page's relative addresses would lead nowhere. */
    @Test
    void pageWithASlashBehindLeadsToThePage() throws Exception {
        HttpResponse<String> answer = get(bridge.management("/status/"));

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(bridge.management("/status/")
                        .resolve(answer.headers().firstValue("Location").orElse("")))
                .isEqualTo(bridge.management("/status"));
    }

    @Test
    void statusShowsTheFlowFromAccountsOverRoutesToTopics() throws Exception {
        long id = bridge.clio()
                .records("contacts")
                .create(Map.of("type", "Person"))
                .id();
        bridge.awaitRecord("clio.contact.v1", id);

        await().atMost(Bridge.PATIENCE).untilAsserted(() -> {
            JsonNode status = awaitStatus();
            assertThat(status.at("/sources").findValuesAsText("id"))
                    .containsExactly("clio/" + bridge.connection(), "smokeball/" + bridge.connection());
            assertThat(status.at("/routes").findValuesAsText("id"))
                    .contains("clio-poll-activities", "smokeball-activity-codes")
                    .doesNotContain("dead-letter");
            JsonNode route = named(status.at("/routes"), "id", "clio-webhook-contact");
            assertThat(route.path("source").asText()).isEqualTo("clio/" + bridge.connection());
            assertThat(route.path("kind").asText()).isEqualTo("webhook");
            assertThat(route.at("/topics/0").asText()).isEqualTo("clio.contact.v1");
            assertThat(route.path("lastHour").asLong()).isPositive();
            assertThat(route.path("perSecond").asDouble()).isPositive();
        });
    }

    @Test
    void statusShowsSubscriptionsPollsBudgetsAndLatestState() {
        await().atMost(Bridge.PATIENCE).untilAsserted(() -> {
            JsonNode status = awaitStatus();
            JsonNode subscription = named(status.at("/subscriptions"), "what", "matter");
            assertThat(status.at("/subscriptions")).hasSize(10);
            assertThat(subscription.path("state").asText()).isEqualTo("LIVE");
            assertThat(Instant.parse(subscription.path("expires").asText()))
                    .isAfter(Instant.now().plus(Duration.ofDays(25)));
            for (String polled : List.of("activities", "activity_code")) {
                JsonNode poll = named(status.at("/polls"), "what", polled);
                assertThat(Instant.parse(poll.path("upTo").asText()))
                        .as(polled)
                        .isAfter(Instant.now().minusSeconds(60));
                assertThat(poll.path("failing").isNull()).as(polled).isTrue();
            }
            JsonNode budget = named(status.at("/budgets"), "source", "clio/" + bridge.connection());
            assertThat(budget.path("perMinute").isNull()).as("no limit").isTrue();
            assertThat(named(status.at("/budgets"), "source", "smokeball/" + bridge.connection())
                            .path("perMinute")
                            .asInt())
                    .isEqualTo(300);
            assertThat(budget.path("minutes")).hasSize(60);
            assertThat(budget.at("/minutes/0").isNull()).isTrue();
            assertThat(budget.at("/minutes/59").asInt()).isPositive();
            assertThat(status.at("/latest").findValuesAsText("vendor")).containsExactlyInAnyOrder("clio", "smokeball");
        });
    }

    @Test
    void statusHoldsNoSecret() throws Exception {
        String status = awaitStatus().toString();

        assertThat(status)
                .doesNotContain(
                        bridge.clio().clientSecret(),
                        bridge.clio().refreshToken(),
                        bridge.clio().webhooks().secret(bridge.webhookId("matter")),
                        bridge.smokeball().apiKey(),
                        bridge.smokeball().clientSecret());
    }

    @Test
    void statusSaysHowOldItIs() throws Exception {
        awaitStatus();

        HttpResponse<String> answer = get(bridge.management("/status/data"));

        assertThat(answer.headers().firstValueAsLong("Age").orElse(-1)).isBetween(0L, 60L);
    }

    /** The first report is made some moments after the start. */
    private JsonNode awaitStatus() throws Exception {
        HttpResponse<String> answer = await().atMost(Bridge.PATIENCE)
                .until(() -> get(bridge.management("/status/data")), answered -> answered.statusCode() == 200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode named(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path(field).asText().equals(value))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** As long as nobody says otherwise: what is shown there is for those who run the application. */
    @Test
    void itListensOnLoopbackOnly() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        int port = bridge.management("/").getPort();

        assertThat(get(bridge.management("/observe/health/live")).statusCode()).isEqualTo(200);
        assertThat(others).allSatisfy(address -> assertThatThrownBy(() -> {
                    try (Socket stranger = new Socket()) {
                        stranger.connect(new InetSocketAddress(address, port), 5_000);
                    }
                })
                .isInstanceOf(IOException.class));
    }

    private HttpResponse<String> get(URI address) throws Exception {
        return send(HttpRequest.newBuilder(address));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
