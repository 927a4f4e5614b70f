package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.api.ClioCredentials;
import io.camelclio.component.telemetry.ClioMeters;
import io.camelclio.component.telemetry.PollObserver;
import io.camelclio.component.telemetry.RepairObserver;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Response;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application with Micrometer sees of a connection. */
class ClioMetersTest {

    private static final String LIST = "/api/v4/activities.json";

    private final ClioSandbox clio = ClioSandbox.builder().start();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioConnection connection = new ClioConnection();

    @AfterEach
    void stop() {
        context.stop();
        clio.close();
    }

    @Test
    void countsCallsByResourceOperationAndStatus() {
        start(clio.clientSecret());

        call("clio:activities");
        call("clio:activities");
        call("clio:contacts?operation=get&id=4711");

        assertThat(calls("activities", "list", "200").count()).isEqualTo(2);
        assertThat(calls("activities", "list", "200").totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(calls("contacts", "get", "404").count()).isEqualTo(1);
        assertThat(registry.find(ClioMeters.CALLS).meters()).hasSize(2);
        assertThat(registry.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription())
                        .as(meter.getId().getName())
                        .isNotBlank());
    }

    @Test
    void countsACallWithoutAnAnswer() {
        start(clio.clientSecret());
        clio.faults().dropNext(10, LIST::equals);

        call("clio:activities?repeats=0");

        assertThat(calls("activities", "list", "none").count()).isEqualTo(1);
    }

    @Test
    void showsTheRateBudget() {
        start(clio.clientSecret());
        context.getEndpoint("clio:activities");
        assertThat(gauge(ClioMeters.BUDGET_REMAINING)).isEqualTo(50);

        call("clio:activities");

        assertThat(gauge(ClioMeters.BUDGET_LIMIT)).isEqualTo(50);
        assertThat(gauge(ClioMeters.BUDGET_REMAINING)).isEqualTo(49);
        assertThat(gauge(ClioMeters.BUDGET_WAITING, ClioMeters.PRIORITY, "interactive"))
                .isZero();
        assertThat(gauge(ClioMeters.BUDGET_WAITING, ClioMeters.PRIORITY, "backfill"))
                .isZero();
    }

    @Test
    void tellsTheRepairsOfTwoWebhooksOfOneModelApartByTheirPaths() {
        start(clio.clientSecret());
        context.getEndpoint("clio:activities");
        RepairObserver one = connection.telemetry().repair("activity", "/one");
        RepairObserver other = connection.telemetry().repair("activity", "/other");

        other.compared(3, 1, 7, Duration.ofSeconds(2));
        other.handed(4);

        assertThat(gauge(ClioMeters.RECONCILIATION_MISSING, ClioMeters.PATH, "/one"))
                .isNaN();
        assertThat(gauge(ClioMeters.RECONCILIATION_MISSING, ClioMeters.PATH, "/other"))
                .isEqualTo(3);
        assertThat(registry.get(ClioMeters.WEBHOOK_REPAIRED_RECORDS)
                        .tags(ClioMeters.MODEL, "activity", ClioMeters.PATH, "/other")
                        .counter()
                        .count())
                .isEqualTo(4);

        one.close();

        assertThat(registry.find(ClioMeters.WEBHOOK_GAP).gauges())
                .singleElement()
                .satisfies(
                        left -> assertThat(left.getId().getTag(ClioMeters.PATH)).isEqualTo("/other"));
    }

    @Test
    void measuresHowLongCallsWaitAfterClioAskedForAPause() {
        start(clio.clientSecret());
        clio.faults().answerNext(1, Response.json(429, "{}").withHeader("Retry-After", "1"), LIST::equals);

        call("clio:activities");

        assertThat(calls("activities", "list", "429").count()).isEqualTo(1);
        assertThat(calls("activities", "list", "200").count()).isEqualTo(1);
        Timer wait = registry.get(ClioMeters.BUDGET_WAIT)
                .tags("connection", "us", "priority", "interactive")
                .timer();
        assertThat(wait.count()).isEqualTo(2);
        assertThat(calls("activities", "list", "200").totalTime(TimeUnit.SECONDS))
                .as("time in the rate budget is no time of the call")
                .isLessThan(1);
    }

    @Test
    void countsTokenRefreshesByOutcome() throws Exception {
        start(clio.clientSecret());
        call("clio:activities");
        clio.revokeTokens();
        clio.faults().answerNext(1, 503, "/oauth/token"::equals);
        call("clio:activities?repeats=0");
        call("clio:activities");
        assertThat(refreshes("ok")).isEqualTo(2);
        assertThat(refreshes("failed")).isEqualTo(1);

        connection.renew(ClioCredentials.refreshed(clio.clientId(), "wr0ng-secret", clio.refreshToken()));
        call("clio:activities");

        assertThat(refreshes("refused")).isEqualTo(1);
    }

    @Test
    void aReadyMadeTokenIsNeverRefreshed() throws Exception {
        connection.setAccessToken(clio.accessToken());
        start(null);

        call("clio:activities");

        assertThat(calls("activities", "list", "200").count()).isEqualTo(1);
        assertThat(registry.find(ClioMeters.TOKEN_REFRESHES).meters()).isEmpty();
    }

    @Test
    void twoConnectionsAreToldApart() throws Exception {
        start(clio.clientSecret());
        ClioConnection other = new ClioConnection();
        other.setName("kanzlei");
        other.setApiUrl(clio.baseUri().toString());
        other.setAccessToken(clio.accessToken());
        context.getRegistry().bind("kanzlei", other);

        call("clio:activities");
        call("clio:activities?connection=#kanzlei");

        assertThat(registry.get(ClioMeters.CALLS)
                        .tag("connection", "us")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(ClioMeters.CALLS)
                        .tag("connection", "kanzlei")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void nothingIsLeftWhenTheConnectionStopsAndAllIsBackWhenItStartsAgain() {
        registry.counter("of.another").increment();
        start(clio.clientSecret());
        call("clio:activities");
        List<Meter.Id> before = ids();
        PollObserver poll = connection.telemetry().poll("activities", null);
        poll.handed(3);

        connection.stop();
        poll.handed(4);
        poll.close();

        assertThat(ids()).extracting(Meter.Id::getName).containsExactly("of.another");

        connection.start();
        call("clio:activities");

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(calls("activities", "list", "200").count()).isEqualTo(1);
    }

    private List<Meter.Id> ids() {
        return registry.getMeters().stream().map(Meter::getId).toList();
    }

    private void start(String secret) {
        connection.setApiUrl(clio.baseUri().toString());
        if (secret != null) {
            connection.setClientId(clio.clientId());
            connection.setClientSecret(secret);
            connection.setRefreshToken(clio.refreshToken());
        }
        ClioComponent component = new ClioComponent(context);
        component.setConnection(connection);
        context.addComponent("clio", component);
        context.getRegistry().bind("meters", registry);
        context.start();
    }

    private void call(String uri) {
        FluentProducerTemplate template = context.createFluentProducerTemplate();
        template.to(uri).request(Exchange.class);
    }

    private Timer calls(String resource, String operation, String status) {
        return registry.get(ClioMeters.CALLS)
                .tags("connection", "us", "resource", resource, "operation", operation, "status", status)
                .timer();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("connection", "us").tags(tags).gauge().value();
    }

    private double refreshes(String outcome) {
        return registry.get(ClioMeters.TOKEN_REFRESHES)
                .tags("connection", "us", "outcome", outcome)
                .counter()
                .count();
    }
}
