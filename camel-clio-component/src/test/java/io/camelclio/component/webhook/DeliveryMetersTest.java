package io.camelclio.component.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.telemetry.ClioMeters;
import io.camelclio.testkit.clio.ClioSandbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who runs a webhook sees how requests on its path were answered, whichever way they came. */
class DeliveryMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @ParameterizedTest
    @EnumSource(names = {"vertx", "platformHttp"})
    void countsAnswersByStatus(WebhookAdapter adapter) throws Exception {
        try (ClioSandbox clio = ClioSandbox.builder().unlimited().start();
                WebhookApplication application = new WebhookApplication(clio)) {
            application.context().getRegistry().bind("meters", registry);
            application
                    .route("activity?maxBodySize=2000&adapter=" + adapter, exchange -> {})
                    .start();
            await().until(() -> clio.records("webhooks").all().stream()
                    .anyMatch(webhook -> webhook.json().path("status").asText().equals("enabled")));
            WebhookCaller anybody = new WebhookCaller(application.url("activity"));

            anybody.post("{}".getBytes(UTF_8), "X-Hook-Signature", "f0rged");
            anybody.post("{}".getBytes(UTF_8));
            anybody.post(new byte[2_001]);
            anybody.call("GET");
            clio.records("activities").create(Map.of("type", "TimeEntry"));

            await().untilAsserted(() -> {
                assertThat(answers(401)).isEqualTo(2);
                assertThat(answers(413)).isEqualTo(1);
                assertThat(answers(405)).isEqualTo(1);
                assertThat(answers(200)).as("the handshake and the delivery").isEqualTo(2);
            });
            assertThat(refused("malformed_signature")).isEqualTo(1);
            assertThat(refused("unsigned")).isEqualTo(1);
            assertThat(refused("too_large")).isEqualTo(1);
            assertThat(refused("not_a_post")).isEqualTo(1);
            assertThat(handshakes("true"))
                    .as("the handshake that Clio had reason to send")
                    .isEqualTo(1);
            await().until(() -> age() >= 0 && age() < 60);

            anybody.post("{}".getBytes(UTF_8), "X-Hook-Secret", "planted-by-a-stranger");
            await().untilAsserted(() -> assertThat(handshakes("false")).isEqualTo(1));
            assertThat(application.connection().telemetry().deliveries())
                    .singleElement()
                    .satisfies(state -> {
                        assertThat(state.lastTaken()).isPresent();
                        assertThat(state.unexpectedHandshakes()).isEqualTo(1);
                        assertThat(state.refused()).containsEntry("too_large", 1L);
                    });
        }
    }

    private double answers(int status) {
        return counted(ClioMeters.WEBHOOK_DELIVERIES, "answer", String.valueOf(status));
    }

    private double refused(String reason) {
        return counted(ClioMeters.WEBHOOK_REFUSED, "reason", reason);
    }

    private double handshakes(String awaited) {
        return counted(ClioMeters.WEBHOOK_HANDSHAKES, "awaited", awaited);
    }

    private double age() {
        return registry.get(ClioMeters.WEBHOOK_DELIVERY_AGE)
                .tags("connection", "sandbox", "model", "activity")
                .gauge()
                .value();
    }

    private double counted(String meter, String tag, String value) {
        Counter counter = registry.find(meter)
                .tags("connection", "sandbox", "model", "activity", tag, value)
                .counter();
        return counter == null ? 0 : counter.count();
    }
}
