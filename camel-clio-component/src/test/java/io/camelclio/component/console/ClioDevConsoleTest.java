package io.camelclio.component.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.telemetry.PollObserver;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Response;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleResolver;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("versions")
class ClioDevConsoleTest {

    private final ClioSandbox clio = ClioSandbox.builder().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioConnection connection = new ClioConnection();

    @AfterEach
    void stop() {
        context.stop();
        clio.close();
    }

    @Test
    void showsAConnectionThatWorks() {
        start(clio.clientSecret());
        call();
        PollObserver poll = connection.telemetry().poll("matters", Instant.now().minusSeconds(3_600));
        poll.failed(new IllegalStateException("c0nfidential"));

        JsonObject shown = (JsonObject) connections().get(0);

        assertThat(shown)
                .contains(
                        entry("name", "us"),
                        entry("region", "us"),
                        entry("address", clio.baseUri().toString()),
                        entry("apiVersion", "4.0.13"));
        assertThat((JsonObject) shown.get("token"))
                .containsEntry("state", "GOOD")
                .containsKey("goodUntil");
        assertThat((JsonObject) shown.get("budget"))
                .containsOnly(
                        entry("limit", 50),
                        entry("remaining", 49),
                        entry("waitingInteractive", 0),
                        entry("waitingBackfill", 0));
        JsonObject matters = (JsonObject) ((JsonArray) shown.get("polls")).get(0);
        assertThat(matters)
                .containsEntry("resource", "matters")
                .containsEntry("failure", "IllegalStateException")
                .containsKey("lastFailure")
                .doesNotContainKey("lastCompleted");
        assertThat((Long) matters.get("lagSeconds")).isBetween(3_600L, 3_700L);
    }

    @Test
    void saysTheSameInWords() {
        start(clio.clientSecret());
        call();
        connection.telemetry().poll("matters", null);

        assertThat(text())
                .contains("name: us\n", "address: " + clio.baseUri() + "\n", "token: state=GOOD, goodUntil=")
                .contains("budget: limit=50, remaining=49, waitingInteractive=0, waitingBackfill=0\n")
                .contains("    polls: resource=matters, lagSeconds=");
    }

    @Test
    void showsThePauseThatClioAskedFor() {
        start(clio.clientSecret());
        clio.faults()
                .answerNext(
                        1, Response.json(429, "{}").withHeader("Retry-After", "300"), path -> path.contains("/api/"));
        context.createFluentProducerTemplate().to("clio:activities?repeats=0").request(Exchange.class);

        assertThat((JsonObject) ((JsonObject) connections().get(0)).get("budget"))
                .containsKey("pausedUntil");
    }

    @Test
    void saysWhyThereIsNoTokenAndShowsNoSecret() {
        start("wr0ng-secret");
        call();

        assertThat(text()).contains("token: state=REFUSED", "since=", "invalid_client");
        assertNothingShowsIn(text());
        assertNothingShowsIn(json().toJson());
    }

    @Test
    void showsNoSecretOfAConnectionThatWorks() {
        start(clio.clientSecret());
        call();

        assertNothingShowsIn(text());
        assertNothingShowsIn(json().toJson());
    }

    @Test
    void showsNothingWhereNoConnectionIsInUse() {
        context.start();

        assertThat(text()).isEmpty();
        assertThat(connections()).isEmpty();
    }

    private void start(String secret) {
        connection.setApiUrl(clio.baseUri().toString());
        connection.setClientId(clio.clientId());
        connection.setClientSecret(secret);
        connection.setRefreshToken(clio.refreshToken());
        ClioComponent component = new ClioComponent(context);
        component.setConnection(connection);
        context.addComponent("clio", component);
        context.start();
    }

    private void call() {
        context.createFluentProducerTemplate().to("clio:activities").request(Exchange.class);
    }

    private JsonArray connections() {
        return (JsonArray) json().get("connections");
    }

    private JsonObject json() {
        return (JsonObject) console().call(MediaType.JSON, Map.of());
    }

    private String text() {
        return (String) console().call(MediaType.TEXT, Map.of());
    }

    /** As Camel finds it, by the name in the jar's services. */
    private DevConsole console() {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleResolver.class)
                .resolveDevConsole("clio");
    }

    private void assertNothingShowsIn(String text) {
        assertThat(text)
                .contains("us")
                .doesNotContain(clio.clientId(), clio.clientSecret(), clio.refreshToken(), "wr0ng-secret")
                .doesNotContainPattern("sandbox-[0-9]+-[0-9a-f]{6,}");
    }
}
