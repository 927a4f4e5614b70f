package io.camelclio.testkit.clio.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Query;
import io.camelclio.testkit.http.RequestLog;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.time.TestClock;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomActionTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final ClioSandbox clio = ClioSandbox.builder().clock(clock).start();
    private final SandboxServer app =
            SandboxServer.start(0, clock, new Faults(), request -> Response.json(202, "{\"seen\":true}"));
    private final ApiClient api = new ApiClient(clio);
    private final long ada = clio.records("users").all().get(0).id();
    private final long matter =
            clio.records("matters").create("{\"display_number\":\"00001\"}").id();

    @AfterEach
    void stop() {
        clio.close();
        app.close();
    }

    @Test
    void opensTheTargetWithWhatClioAddsAndReturnsItsAnswer() throws Exception {
        long action = create("matters/show", "File");

        HttpResponse<String> answer = clio.browser().click(action, "matters/" + matter + ".json");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"seen\":true}");
        RequestLog.Entry request = app.log().entries().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.path()).isEqualTo("/click");
        assertThat(request.query().names())
                .containsExactly("own", "custom_action_id", "user_id", "subject_url", "custom_action_nonce");
        assertThat(request.query().first("custom_action_id")).contains(Long.toString(action));
        assertThat(request.query().first("user_id")).contains(Long.toString(ada));
        assertThat(request.query().first("subject_url")).contains("/api/v4/matters/" + matter + ".json");
    }

    @Test
    void confirmsAClickOnceWithTheRecord() throws Exception {
        Query click = click();

        ApiClient.Answer first = show(api, click, nonce(click));
        ApiClient.Answer again = show(api, click, nonce(click));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.data().get("display_number").asText()).isEqualTo("00001");
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.errorType()).isEqualTo("ForbiddenError");
    }

    @Test
    void confirmsAClickForSixtySeconds() throws Exception {
        Query early = click();
        Query late = click();

        clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(show(api, early, nonce(early)).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(show(api, late, nonce(late)).status()).isEqualTo(403);
    }

    @Test
    void doesNotConfirmAnotherUsersClickNorAnInventedOne() throws Exception {
        long bea = clio.records("users").create("{\"name\":\"Bea Nib\"}").id();
        ApiClient other = new ApiClient(clio, clio.authorization().accessToken(bea));
        Query click = click();
        Query forged = Query.parse(clio.browser()
                .forgedAddress(create("matters/show", "Forged"), "matters/" + matter, "0123")
                .getQuery());

        assertThat(show(other, click, nonce(click)).status()).isEqualTo(403);
        assertThat(show(api, forged, nonce(forged)).status()).isEqualTo(403);
        assertThat(api.get("matters/" + matter).status()).isEqualTo(200);
    }

    @Test
    void belongsToTheUserWhoseTokenCreatedIt() throws Exception {
        long bea = clio.records("users").create("{\"name\":\"Bea Nib\"}").id();
        ApiClient beas = new ApiClient(clio, clio.authorization().accessToken(bea));
        create("matters/show", "File");
        ApiClient.Answer created = beas.post("custom_actions", body("matters/show", "File"));

        URI address = clio.browser().address(created.data().get("id").asLong(), "matters/" + matter);

        assertThat(created.status()).isEqualTo(201);
        assertThat(Query.parse(address.getRawQuery()).first("user_id")).contains(Long.toString(bea));
    }

    @Test
    void hasALabelOfItsOwnAtItsPlace() throws Exception {
        create("matters/show", "File");
        long other = create("matters/show", "Other");

        assertThat(api.post("custom_actions", body("contacts/show", "File")).status())
                .isEqualTo(201);
        assertThat(api.post("custom_actions", body("matters/show", "File")).status())
                .isEqualTo(422);
        assertThat(api.patch("custom_actions/" + other, "{\"data\":{\"label\":\"File\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(api.patch("custom_actions/" + other, "{\"data\":{\"label\":\"Other\"}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void standsAtOneOfFivePlacesAndLeadsToAWebAddress() throws Exception {
        for (String resource : new String[] {"activities", "documents", "contacts", "matters", "folders"}) {
            create(resource + "/show", "File");
        }
        String[] refused = {
            body("tasks/show", "File"),
            body("matters/show", ""),
            "{\"data\":{\"label\":\"L\",\"ui_reference\":\"matters/show\"}}",
            "{\"data\":{\"label\":\"L\",\"ui_reference\":\"matters/show\",\"target_url\":\"/click\"}}"
        };
        for (String body : refused) {
            assertThat(api.post("custom_actions", body).status()).as(body).isEqualTo(422);
        }
        assertThat(clio.records("custom_actions").all()).hasSize(5);
    }

    @Test
    void isNotClickedWhereItDoesNotStand() throws Exception {
        long action = create("matters/show", "File");

        assertThatThrownBy(() -> clio.browser().click(action, "contacts/1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("matters/show");
    }

    private Query click() throws Exception {
        long action = create(
                "matters/show", "Label " + clio.records("custom_actions").all().size());
        clio.browser().click(action, "matters/" + matter);
        return app.log().entries().get((int) app.log().total() - 1).query();
    }

    private static ApiClient.Answer show(ApiClient client, Query click, String nonce) throws Exception {
        String path = click.first("subject_url").orElseThrow().substring("/api/v4/".length());
        return client.get(path, "fields", "display_number", "custom_action_nonce", nonce);
    }

    private static String nonce(Query click) {
        return click.first("custom_action_nonce").orElseThrow();
    }

    private long create(String place, String label) throws Exception {
        return api.post("custom_actions", body(place, label)).data().get("id").asLong();
    }

    private String body(String place, String label) {
        return "{\"data\":{\"label\":\"" + label + "\",\"ui_reference\":\"" + place + "\",\"target_url\":\""
                + app.baseUri() + "/click?own=1\"}}";
    }
}
