package io.camelclio.app.smokeball.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a subscription, over HTTP. */
class SubscriptionKeeperTest {

    private static final String URL = "https://hooks.firm.example/smokeball/us";
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final long PERIOD = Duration.ofMinutes(10).toMillis();
    private static final String REMEMBERED = "smokeball/us/webhook";

    private final SmokeballSandbox smokeball =
            SmokeballSandbox.builder().unlimited().start();
    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final MemoryStateRepository states = new MemoryStateRepository();
    private final HttpClient http = HttpClient.newHttpClient();
    private Events events;
    private SubscriptionKeeper keeper;

    @BeforeEach
    void keeper() throws Exception {
        states.start();
        events = Events.read(Optional.empty(), Collections.read(Optional.empty(), Optional.empty()));
        keeper = keeperTo(URL);
    }

    @AfterEach
    void close() {
        smokeball.close();
    }

    @Test
    void makesOneWithTheTypesThatAreOfferedAndOfUse() throws Exception {
        keeper.keep(PERIOD);

        JsonNode made = onlyOne();
        assertThat(made.path("eventNotificationUrl").asText()).isEqualTo(URL);
        assertThat(made.path("eventTypes").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder(
                        "error", "matter.created", "matter.updated", "staff.created", "staff.updated");
        assertThat(states.getState(REMEMBERED)).isEqualTo(made.path("id").asText());
        assertThat(keeper.accountId()).contains(smokeball.accountId());
    }

    @Test
    void asksForATypeThatSmokeballBeginsToOffer() throws Exception {
        keeper.keep(PERIOD);
        smokeball.webhooks().addType("matter.closed");

        nextLook();

        assertThat(onlyOne().path("eventTypes").valueStream().map(JsonNode::asText))
                .contains("matter.closed");
    }

    @Test
    void looksAgainAfterThePeriodAndNotBefore() {
        keeper.keep(PERIOD);
        nextLook();
        long looks = looks();

        clock.advance(Duration.ofMillis(PERIOD - 1));
        keeper.keep(PERIOD);
        assertThat(looks()).isEqualTo(looks);
        clock.advance(Duration.ofMillis(1));
        keeper.keep(PERIOD);
        assertThat(looks()).isEqualTo(looks + 1);
    }

    @Test
    void adoptsTheOneThatLeadsHereAndGivesItItsKey() throws Exception {
        String id = make("somebody's", URL, "another key", "matter.updated");

        keeper.keep(PERIOD);

        assertThat(onlyOne().path("id").asText()).isEqualTo(id);
        assertThat(onlyOne().path("eventTypes")).hasSize(5);
        assertThat(smokeball.requests().count(call -> call.method().equals("PUT")))
                .isEqualTo(1);
        nextLook();
        assertThat(smokeball.requests().count(call -> call.method().equals("PUT")))
                .as("the key is set once")
                .isEqualTo(1);
    }

    @Test
    void leadsTheOneItKeptToItsNewAddress() throws Exception {
        keeper.keep(PERIOD);
        String id = onlyOne().path("id").asText();

        SubscriptionKeeper moved = keeperTo("https://new.firm.example/smokeball/us");
        moved.keep(PERIOD);

        assertThat(onlyOne().path("id").asText()).isEqualTo(id);
        assertThat(onlyOne().path("eventNotificationUrl").asText()).startsWith("https://new.firm.example/");
    }

    @Test
    void leavesSubscriptionsToOtherAddressesAlone() throws Exception {
        String other = make("somebody's", "https://else.example/hooks", "another key", "matter.updated");

        keeper.keep(PERIOD);

        assertThat(ids()).hasSize(2).contains(other);
        assertThat(call("GET", "/webhooks/" + other, null).path("eventTypes")).hasSize(1);
    }

    @Test
    void endsSecondOnesToTheSameAddressAndKeepsTheOldest() throws Exception {
        keeper.keep(PERIOD);
        String first = ids().get(0);
        make("by hand", URL, "another key", "matter.updated");
        make("by hand too", URL, "another key", "staff.updated");

        nextLook();

        assertThat(ids()).containsExactly(first);
    }

    @Test
    void makesAgainWhatVanished() {
        keeper.keep(PERIOD);
        String first = ids().get(0);
        smokeball.webhooks().remove(first);

        nextLook();

        assertThat(ids()).hasSize(1).doesNotContain(first);
    }

    @Test
    void answerToTheMakingThatNeverCameMakesNoSecondOne() {
        smokeball.faults().dropAnswersOfNext(1, path -> path.equals("/webhooks"));

        for (int look = 0; look < 3; look++) {
            keeper.keep(PERIOD);
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(ids()).hasSize(1);
    }

    @Test
    void smokeballThatIsAwayIsAskedAgainWithGrowingPausesAndHealthSaysSo() {
        smokeball.faults().answerNext(2, 503, path -> path.startsWith("/webhooks"));
        HealthCheck health = new SubscriptionHealthCheck("us", keeper, clock);

        keeper.keep(PERIOD);
        assertThat(health.call(Map.of()).getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.call(Map.of()).getMessage().orElseThrow()).contains("503", "changes come by polls");
        clock.advance(Duration.ofSeconds(5));
        keeper.keep(PERIOD);
        clock.advance(Duration.ofSeconds(5));
        keeper.keep(PERIOD);
        assertThat(ids()).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        keeper.keep(PERIOD);

        assertThat(ids()).hasSize(1);
        assertThat(health.call(Map.of()).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health.call(Map.of()).getDetails()).containsEntry("subscription", ids().get(0));
    }

    @Test
    void passingTroubleIsNoneWhileTheSubscriptionStands() {
        keeper.keep(PERIOD);
        HealthCheck health = new SubscriptionHealthCheck("us", keeper, clock);
        smokeball.faults().answerNext(1, 503, path -> path.startsWith("/webhooks"));

        nextLook();

        assertThat(keeper.state().failure()).isPresent();
        assertThat(health.call(Map.of()).getState()).isEqualTo(HealthCheck.State.UP);
    }

    private void nextLook() {
        clock.advance(Duration.ofMillis(PERIOD));
        keeper.keep(PERIOD);
    }

    private SubscriptionKeeper keeperTo(String url) {
        return new SubscriptionKeeper(
                "us",
                new WantedSubscription("camel-clio us", url, KEY),
                events,
                Set.of("matter", "staff")::contains,
                new SubscriptionCalls(this::answer),
                states,
                new WebhookMeters(new DefaultCamelContext()),
                clock);
    }

    private List<String> ids() {
        return smokeball.webhooks().ids(smokeball.accountId());
    }

    private long looks() {
        return smokeball.requests().count("/webhooks");
    }

    private JsonNode onlyOne() throws IOException {
        assertThat(ids()).hasSize(1);
        return call("GET", "/webhooks/" + ids().get(0), null);
    }

    private String make(String name, String url, String key, String type) throws IOException {
        String body = "{\"name\":\"%s\",\"eventNotificationUrl\":\"%s\",\"key\":\"%s\",\"eventTypes\":[\"%s\"]}"
                .formatted(name, url, key, type);
        return call("POST", "/webhooks", body.getBytes()).path("id").asText();
    }

    private JsonNode call(String method, String path, byte[] body) throws IOException {
        return new ObjectMapper().readTree(answer(method, path, body).body());
    }

    private ApiCalls.Answer answer(String method, String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(smokeball.apiUri() + path))
                .header("x-api-key", smokeball.apiKey())
                .header("Authorization", "Bearer " + smokeball.accessToken())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return new ApiCalls.Answer(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
