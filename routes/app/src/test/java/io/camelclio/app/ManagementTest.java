package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"/observe/health/live", "/observe/health", "/observe/metrics", "/observe/info"})
    void theWebhooksPortShowsNothingOfIt(String path) throws Exception {
        assertThat(get(bridge.webhookUrl("contact").resolve(path)).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(URI address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
