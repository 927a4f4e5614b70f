package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.leadership.Replicas;
import io.camelclio.component.telemetry.ClioMeters;
import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.time.TestClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleResolver;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those who run the application see of its webhooks. */
class WebhookHealthTest {

    private static final Instant NOW = Instant.parse("2026-03-01T15:00:00Z");

    private final HeldRoute route = HeldRoute.open();

    @ParameterizedTest
    @CsvSource({
        "STARTING, PT1H, P1D, UNKNOWN",
        "STOPPED, PT1H, P1D, UNKNOWN",
        "LIVE, PT1H, P30D, UP",
        "PENDING, PT14M59S, P30D, UP",
        "PENDING, PT15M, P30D, DOWN",
        "ABSENT, PT14M59S, P30D, UP",
        "ABSENT, PT15M, P30D, DOWN",
        "EXPIRING, PT1H, PT120H1S, UP",
        "EXPIRING, PT1H, P5D, DOWN",
        "EXPIRED, PT0S, PT0S, DOWN",
        "SUSPENDED, PT0S, P30D, DOWN",
        "NOT_PERMITTED, PT0S, P30D, DOWN",
        "UNREACHABLE, PT0S, P30D, DOWN"
    })
    void isDownWhenClioDoesNotDeliverOrSoonWillNot(Condition condition, Duration age, Duration left, State expected) {
        SubscriptionState state = new SubscriptionState(
                "matter",
                "https://hooks.example.com/matter",
                condition,
                "because of this",
                NOW.minus(age),
                Optional.of(1L),
                Optional.of(NOW.plus(left)),
                Optional.empty(),
                Optional.of(NOW),
                Optional.empty(),
                true);

        HealthCheck.Result result = check(state, Optional.empty()).call();

        assertThat(result.getState()).isEqualTo(expected);
        assertThat(result.getDetails()).containsEntry("state", condition.name()).containsEntry("model", "matter");
        if (expected == State.DOWN) {
            assertThat(result.getMessage().orElseThrow())
                    .contains("matter", condition.name(), "because of this", "'us'");
        }
    }

    private static WebhookHealthCheck check(SubscriptionState state, Optional<String> hindrance) {
        return new WebhookHealthCheck(
                "us",
                "/clio/us/webhooks/matter",
                () -> state,
                () -> hindrance,
                Duration.ofDays(5),
                new TestClock(NOW.toString()));
    }

    @Test
    void showsTheModelThatClioForbidsWhileTheOthersRun() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            application.context().getRegistry().bind("meters", registry);
            clio.webhookBehaviour().refuse("bill");
            application.route("activity", route).route("bill", route).start();

            await().untilAsserted(() -> {
                assertThat(health(application, "activity").getState()).isEqualTo(State.UP);
                assertThat(health(application, "bill").getDetails()).containsEntry("state", "NOT_PERMITTED");
            });
            assertThat(health(application, "bill").getState()).isEqualTo(State.DOWN);
            assertThat(console(application))
                    .contains("model=activity", "state=LIVE", "leading=true", "expires=", "lastRenewal=")
                    .contains("model=bill", "state=NOT_PERMITTED", "403")
                    .doesNotContain(clio.webhooks().secret(clio.webhooks().ids().get(0)));
            assertThat(HealthCheckHelper.invokeReadiness(application.context(), "full"))
                    .noneMatch(result -> result.getCheck().getId().startsWith("clio-webhook:"));
            assertThat(state(registry, "bill", "not_permitted")).isEqualTo(1);
            assertThat(state(registry, "bill", "live")).isZero();
            assertThat(state(registry, "activity", "live")).isEqualTo(1);
            assertThat(registry.get(ClioMeters.WEBHOOK_EXPIRY)
                            .tag("model", "activity")
                            .gauge()
                            .value())
                    .isBetween(
                            Duration.ofDays(29).toSeconds() * 1.0,
                            Duration.ofDays(30).toSeconds() * 1.0);
            assertThat(registry.get(ClioMeters.WEBHOOK_EXPIRY)
                            .tag("model", "bill")
                            .gauge()
                            .value())
                    .isNaN();
            assertThat(registry.get(ClioMeters.WEBHOOK_CHECK_AGE)
                            .tag("model", "activity")
                            .gauge()
                            .value())
                    .isBetween(0.0, 60.0);
            assertThat(registry.get(ClioMeters.WEBHOOK_RENEWALS)
                            .tag("model", "activity")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(ClioMeters.WEBHOOK_CHECKS)
                            .tags("model", "bill", "outcome", "failed")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get(ClioMeters.WEBHOOK_INTERRUPTIONS)
                            .tags("model", "activity", "cause", "absent")
                            .counter()
                            .count())
                    .isEqualTo(1);

            application.context().getRouteController().stopRoute("activity");

            assertThat(registry.find(ClioMeters.WEBHOOK_STATE)
                            .tag("model", "activity")
                            .meters())
                    .extracting(Meter::getId)
                    .isEmpty();
            assertThat(registry.find(ClioMeters.WEBHOOK_STATE)
                            .tag("model", "bill")
                            .meters())
                    .hasSize(Condition.values().length);
        }
    }

    @Test
    void isDownWhileTheRouteIsSuspended() throws Exception {
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity", route).start();
            await().until(() -> health(application, "activity").getState() == State.UP);

            application.context().getRouteController().suspendRoute("activity");

            assertThat(health(application, "activity").getState()).isEqualTo(State.DOWN);
            assertThat(health(application, "activity").getMessage().orElseThrow())
                    .contains("put off", "suspended");
        }
    }

    @Test
    void saysThatClioCannotBeReachedAtStartAndIsGoneWhenTheRouteIs() throws Exception {
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, path -> path.startsWith("/api/"));
            application.route("activity", route).start();

            await().untilAsserted(() ->
                    assertThat(health(application, "activity").getDetails()).containsEntry("state", "UNREACHABLE"));
            assertThat(health(application, "activity").getState()).isEqualTo(State.DOWN);

            application.context().getRouteController().stopRoute("activity");
            assertThat(HealthCheckHelper.invoke(application.context(), "full"))
                    .noneMatch(result -> result.getCheck().getId().startsWith("clio-webhook:"));
        }
    }

    @Test
    void endsTheSubscriptionOnAStopWhereThatIsWanted() throws Exception {
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            application
                    .route("activity?removeOnStop=true", route)
                    .route("contact", route)
                    .start();
            await().until(() -> clio.webhooks().ids().size() == 2);

            application.context().stop();

            assertThat(clio.webhooks().ids("activity")).isEmpty();
            assertThat(clio.webhooks().ids("contact")).hasSize(1);
        }
    }

    @Test
    void leavesTheWorkToTheLeaderOfTheClusterService() throws Exception {
        Replicas replicas = new Replicas();
        replicas.elect("another");
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            application.component().setClusterService(replicas.join("this"));
            application.route("activity", route).start();
            await().untilAsserted(
                            () -> assertThat(health(application, "activity").getDetails())
                                    .containsEntry("state", "ABSENT")
                                    .containsEntry("leading", false));
            assertThat(replicas.locks()).containsExactly("clio-sandbox");
            assertThat(clio.webhooks().ids()).isEmpty();

            replicas.elect("this");

            await().until(() -> clio.webhooks().ids().size() == 1);
        }
    }

    @Test
    void asksNoLeaderWhereThatIsSwitchedOff() throws Exception {
        Replicas replicas = new Replicas();
        try (ClioSandbox clio = sandbox();
                WebhookApplication application = new WebhookApplication(clio)) {
            application.component().setClusterService(replicas.join("this"));
            application.component().setLeaderElection(false);
            application.route("activity", route).start();

            await().until(() -> clio.webhooks().ids().size() == 1);
            assertThat(replicas.locks()).isEmpty();
        }
    }

    private static HealthCheck.Result health(WebhookApplication application, String model) {
        return HealthCheckHelper.invoke(application.context(), "full").stream()
                .filter(result -> result.getCheck().getId().equals("clio-webhook:/clio/sandbox/webhooks/" + model))
                .findFirst()
                .orElseThrow();
    }

    private static String console(WebhookApplication application) {
        return (String) application
                .context()
                .getCamelContextExtension()
                .getContextPlugin(DevConsoleResolver.class)
                .resolveDevConsole("clio")
                .call(DevConsole.MediaType.TEXT, Map.of());
    }

    private static double state(SimpleMeterRegistry registry, String model, String state) {
        return registry.get(ClioMeters.WEBHOOK_STATE)
                .tags("connection", "sandbox", "model", model, "state", state)
                .gauge()
                .value();
    }

    private static ClioSandbox sandbox() {
        return ClioSandbox.builder().handshake(HandshakeMode.NEVER).unlimited().start();
    }
}
