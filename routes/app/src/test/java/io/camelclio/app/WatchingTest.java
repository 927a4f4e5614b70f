package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dashboards and alerts look at is there in the running application, under that name and with those labels. */
@ExtendWith(SharedBridge.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchingTest {

    /** What Prometheus itself adds to each series, or keeps of each scrape. */
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    private static final String UP = "up";

    private final HttpClient http = HttpClient.newHttpClient();
    private Bridge bridge;

    /** An application of which every meter has something to tell. */
    @BeforeAll
    void start(EmbeddedKafka kafka) throws Exception {
        Bridge.Builder builder = Bridge.on(kafka)
                .clio()
                .smokeball(SmokeballSandbox.Builder::unlimited)
                .smokeballWebhooks()
                .collections("activity_code,matter,fee")
                .latestState()
                .since("beginning")
                .set("SMOKEBALL_REFRESH_TOKEN_END", "2099-12-24");
        builder.set("SMOKEBALL_REFRESH_TOKEN", builder.playedSmokeball().refreshToken());
        builder.playedClio().records("tasks").create(Map.of("name", "There before"));
        builder.playedSmokeball().collection("/matters").add();
        bridge = builder.start();
        bridge.awaitSmokeballSubscription();
        bridge.clio().intruder().sendForged("contact");
        bridge.smokeball().webhooks().intruder().sendRaw(bridge.smokeballWebhookUrl(), Map.of(), new byte[0]);
        bridge.smokeball().activityCodes().create("{\"code\":\"A\"}");
        bridge.clio().records("activity_descriptions").create(Map.of("name", "A"));
    }

    @AfterAll
    void stop() {
        bridge.close();
    }

    @Test
    void everyMetricAndLabelOfADashboardIsInAScrape() throws Exception {
        Map<String, String> questions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> dashboard : WatchingFiles.dashboards().entrySet()) {
            WatchingFiles.questions(dashboard.getValue())
                    .forEach((panel, asked) ->
                            asked.forEach(question -> questions.put(question, dashboard.getKey() + ", " + panel)));
        }

        assertAllThere(questions);
    }

    @Test
    void everyMetricAndLabelOfAnAlertIsInAScrape() throws Exception {
        Map<String, String> questions = new TreeMap<>();
        WatchingFiles.alerts().forEach(alert -> questions.put(alert.expression(), alert.name()));

        assertAllThere(questions);
    }

    /** Some meters are there with the first thing that they count. */
    private void assertAllThere(Map<String, String> questions) {
        await().atMost(Bridge.PATIENCE).untilAsserted(() -> {
            Scrape scrape = scrape();
            assertThat(questions.entrySet().stream()
                            .flatMap(question -> missing(scrape, question.getKey(), question.getValue()).stream()))
                    .isEmpty();
        });
    }

    /** The other way round: a meter that is only in the README, and nobody sees, would be forgotten. */
    @Test
    void everyMeterOfClioIsOnADashboard() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (JsonNode dashboard : WatchingFiles.dashboards().values()) {
            WatchingFiles.questions(dashboard)
                    .values()
                    .forEach(questions -> questions.forEach(question -> PromQuery.parse(question)
                            .selectors()
                            .forEach(selector -> seen.add(family(selector.metric())))));
        }

        assertThat(scrape().metrics().stream()
                        .filter(metric -> metric.matches("(clio|smokeball|latest|known)_.*"))
                        .map(WatchingTest::family)
                        .distinct())
                .isSubsetOf(seen);
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnitAndFromWhichDataSource() throws Exception {
        Set<String> uids = new TreeSet<>();
        for (Map.Entry<String, JsonNode> dashboard : WatchingFiles.dashboards().entrySet()) {
            assertThat(uids.add(dashboard.getValue().path("uid").asText()))
                    .as("a uid of its own: %s", dashboard.getKey())
                    .isTrue();
            assertThat(dashboard
                            .getValue()
                            .path("templating")
                            .path("list")
                            .get(0)
                            .path("type")
                            .asText())
                    .isEqualTo("datasource");
            assertThat(WatchingFiles.panels(dashboard.getValue())).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("description").asText())
                        .as(panel.path("title").asText())
                        .endsWith(".");
                JsonNode defaults = panel.path("fieldConfig").path("defaults");
                assertThat(defaults.path("unit").asText()).isNotEmpty();
                assertThat(defaults.path("thresholds").path("steps")).isNotEmpty();
                assertThat(panel.findValuesAsText("uid")).isNotEmpty().containsOnly("${datasource}");
            });
        }
    }

    @Test
    void everyAlertSaysWhatHappenedWhatToDoAndWhereTheReadmeSaysMore() throws Exception {
        for (WatchingFiles.Alert alert : WatchingFiles.alerts()) {
            assertThat(alert.annotations())
                    .as(alert.name())
                    .containsOnlyKeys("summary", "description", "remedy", "readme");
            assertThat(alert.annotations()).as(alert.name()).doesNotContainValue("");
            assertThat(alert.labels().get("severity")).as(alert.name()).isIn("page", "ticket");
            String[] place = alert.annotations().get("readme").split("#", 2);
            assertThat(anchors(Path.of("../..", place[0]))).as(alert.name()).contains(place[1]);
        }
    }

    /** As web pages make them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<String> missing(Scrape scrape, String question, String where) {
        PromQuery query = PromQuery.parse(question);
        List<String> missing = new ArrayList<>();
        assertThat(query.selectors())
                .as("%s asks for something: %s", where, question)
                .isNotEmpty();
        Set<String> all = new TreeSet<>(OF_PROMETHEUS);
        for (PromQuery.Selector selector : query.selectors()) {
            Set<String> labels = scrape.labels(selector.metric());
            all.addAll(labels);
            if (!scrape.metrics().contains(selector.metric())
                    && !selector.metric().equals(UP)) {
                missing.add(where + ": there is no metric " + selector.metric());
            } else if (!selector.metric().equals(UP) && !labels.containsAll(selector.labels())) {
                missing.add(
                        where + ": of " + selector.labels() + " the metric " + selector.metric() + " has " + labels);
            }
        }
        if (!all.containsAll(query.groupings())) {
            missing.add(where + ": of " + query.groupings() + " there is only " + all);
        }
        return missing;
    }

    /** Without what Prometheus' format adds to the name of a timer or counter. */
    private static String family(String metric) {
        return metric.replaceFirst("_(count|sum|max|total)$", "");
    }

    private Scrape scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(bridge.management("/observe/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return Scrape.parse(http.send(request, BodyHandlers.ofString()).body());
    }
}
