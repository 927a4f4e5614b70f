package io.camelclio.component.webhook;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_CREATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Clio, an application that receives its activities one way or the other, and a stranger who can call it. */
abstract class Receiving {

    static final int MAX_BODY = 4_000;

    final HeldRoute route = new HeldRoute();
    ClioSandbox clio;
    WebhookApplication application;
    WebhookCaller caller;

    abstract WebhookAdapter adapter();

    @BeforeEach
    void prepare() throws Exception {
        clio = ClioSandbox.builder()
                .unlimited()
                .retryBase(Duration.ofMillis(50))
                .deliveryTimeout(Duration.ofSeconds(20))
                .start();
        application = new WebhookApplication(clio);
        caller = new WebhookCaller(application.url("activity"));
    }

    @AfterEach
    void stop() {
        route.openUp();
        application.close();
        clio.close();
    }

    void receiveActivities() throws Exception {
        receiveActivities("");
    }

    void receiveActivities(String moreOptions) throws Exception {
        application.route("activity?" + options() + moreOptions, route).start();
        awaitEnabled("activity");
    }

    String options() {
        return "adapter=" + adapter() + "&maxBodySize=" + MAX_BODY + "&fields=id,etag,updated_at,price,note";
    }

    void awaitEnabled(String model) {
        await().until(() -> clio.records("webhooks").all().stream()
                .map(ClioRecord::json)
                .anyMatch(webhook -> webhook.get("model").asText().equals(model)
                        && webhook.get("status").asText().equals("enabled")));
        // Clio may deliver before it has answered who made the webhook; until then nothing can be proven, or disproven.
        await().until(() -> application.context().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(ClioWebhookConsumer.class::isInstance)
                .map(ClioWebhookConsumer.class::cast)
                .allMatch(consumer -> consumer.subscriptionState().id().isPresent()));
    }

    /** A delivery of the catalogue as the webhook that stands in Clio would send it. */
    byte[] genuineBody() {
        return ACTIVITY_CREATED
                .withWebhookId(clio.records("webhooks").all().get(0).id())
                .body();
    }

    void assertEchoes(String secret) throws IOException, InterruptedException {
        HttpResponse<byte[]> echo = caller.post(utf8("{\"data\":{\"webhook_id\":1}}"), "X-Hook-Secret", secret);
        assertThat(echo.statusCode()).isEqualTo(200);
        assertThat(echo.headers().allValues("X-Hook-Secret")).containsExactly(secret);
    }

    static int statusOf(HttpResponse<byte[]> answer) {
        return answer.statusCode();
    }
}
