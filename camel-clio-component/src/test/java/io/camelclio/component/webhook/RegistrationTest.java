package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.component.webhook.delivery.SampleDelivery;
import io.camelclio.component.webhook.subscription.ClioAccount;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.log.CapturedLog;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From the start of an application to its first delivery, whatever Clio does meanwhile. */
class RegistrationTest {

    private static final String CONFIDENTIAL = "privileged-and-confidential";

    private final HeldRoute route = HeldRoute.open();

    @ParameterizedTest
    @EnumSource(value = HandshakeMode.class, mode = EnumSource.Mode.EXCLUDE, names = "WITHHELD")
    void deliversWheneverTheHandshakeComes(HandshakeMode mode) throws Exception {
        try (ClioSandbox clio = sandbox(mode);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity", route).start();

            assertDelivers(clio);
        }
    }

    static Stream<Named<Consumer<Faults>>> faultsAtStart() {
        return Stream.of(
                Named.of("500", faults -> faults.answerNext(1, 500)),
                Named.of("a broken connection", faults -> faults.dropNext(1)),
                Named.of(
                        "429",
                        faults -> faults.answerNext(
                                1, Response.empty(429).withHeader("Retry-After", "1"), path -> true)));
    }

    @ParameterizedTest
    @MethodSource("faultsAtStart")
    void startsThoughClioFailsAndDeliversOnceItAnswers(Consumer<Faults> fault) throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.BEFORE_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            fault.accept(clio.faults());

            application.route("activity", route).start();

            assertThat(application.context().isStarted()).isTrue();
            assertDelivers(clio);
        }
    }

    @Test
    void subscribesToAllTenModelsWithOneListCall() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.AFTER_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            for (WebhookModel model : WebhookModel.values()) {
                application.route(model.word(), route);
            }
            application.start();

            await().until(() -> enabled(clio).size() == 10);
            assertThat(clio.requests()
                            .count(entry -> entry.path().endsWith("/webhooks.json")
                                    && entry.method().equals("GET")))
                    .isEqualTo(1);
        }
    }

    @Test
    void asksForTheSubscriptionOnlyWhenTheServerAnswers() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.BEFORE_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity", route).start();

            // A handshake that met a closed door would leave the webhook pending: the sandbox does not repeat it.
            await().until(() -> enabled(clio).size() == 1);
        }
    }

    @Test
    void leavesTheSubscriptionInClioWhenItStops() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.NEVER)) {
            try (WebhookApplication application = new WebhookApplication(clio)) {
                application.route("activity", route).start();
                await().until(() -> enabled(clio).size() == 1);
            }

            assertThat(enabled(clio)).hasSize(1);
            assertThat(clio.requests().count(entry -> entry.method().equals("DELETE")))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(WebhookAdapter.class)
    void refusesTwoConsumersOnOnePath(WebhookAdapter adapter) throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.NEVER);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity?path=/hooks/one&adapter=" + adapter, route);
            application.route("contact?path=hooks/one&adapter=" + adapter, route);

            assertThatThrownBy(application::start)
                    .hasStackTraceContaining("Two consumers want the path /hooks/one")
                    .hasStackTraceContaining("give one of them another path or connection");
        }
    }

    @Test
    void freesThePathOfAConsumerThatStopped() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.NEVER);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity?path=/hooks/one", route).start();
            application.context().getRouteController().stopRoute("activity");

            application.route("contact?path=/hooks/one", route);

            assertThat(application
                            .context()
                            .getRouteController()
                            .getRouteStatus("contact")
                            .isStarted())
                    .isTrue();
        }
    }

    @Test
    void showsNoCredentialSecretOrRecordInTheLog() throws Exception {
        try (CapturedLog log = new CapturedLog();
                ClioSandbox clio = sandbox(HandshakeMode.AFTER_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            clio.faults().answerNext(1, 500);
            HeldRoute failing = new HeldRoute();
            application.route("activity?fields=id,note", failing).start();
            await().until(() -> enabled(clio).size() == 1);
            clio.records("activities").create(Map.of("type", "TimeEntry", "note", CONFIDENTIAL));
            await().until(() -> failing.count() == 1);
            failing.failNext(new IllegalStateException("no broker"));
            await().until(() -> failing.count() == 2);
            failing.openUp();
            clio.intruder().sendForged("activity");
            clio.intruder().sendSigned("activity", SampleDelivery.utf8("{\"data\":\"" + CONFIDENTIAL + "\""));
            String secret = ClioAccount.secretOf(enabled(clio).get(0));

            String text = log.text();

            assertThat(text)
                    .as("the log was captured")
                    .containsPattern("Clio (delivers|does not yet deliver) activity to .* for connection 'sandbox'")
                    .contains("no broker");
            assertThat(text)
                    .doesNotContain(clio.clientSecret())
                    .doesNotContain(clio.refreshToken())
                    .doesNotContain(secret)
                    .doesNotContain(CONFIDENTIAL)
                    .doesNotContain("Bearer ");
        }
    }

    @Test
    void showsNoCredentialInTheFailureOfAStart() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.NEVER);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity?path=/one", route).route("contact?path=/one", route);

            assertThatThrownBy(application::start).satisfies(failure -> assertThat(Throwables.getStackTrace(failure))
                    .doesNotContain(clio.clientSecret())
                    .doesNotContain(clio.refreshToken()));
        }
    }

    private void assertDelivers(ClioSandbox clio) {
        await().until(() -> enabled(clio).size() == 1);
        clio.records("activities").create(Map.of("type", "TimeEntry"));
        await().until(() -> clio.ledger().acknowledged() == 1);
        assertThat(route.count()).isEqualTo(1);
    }

    private static List<ClioRecord> enabled(ClioSandbox clio) {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.json().get("status").asText().equals("enabled"))
                .toList();
    }

    private static ClioSandbox sandbox(HandshakeMode mode) {
        return ClioSandbox.builder()
                .handshake(mode)
                .retryBase(Duration.ofMillis(50))
                .start();
    }
}
