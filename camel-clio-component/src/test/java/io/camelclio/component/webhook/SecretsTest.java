package io.camelclio.component.webhook;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_UPDATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.component.webhook.subscription.IndependentHmac;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.LoadBalancer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What proves a delivery, over real HTTP and among others who send too. */
class SecretsTest {

    private static final Map<URI, WebhookCaller> CALLERS = new ConcurrentHashMap<>();

    private final HeldRoute route = HeldRoute.open();

    @Test
    void provesDeliveriesAtAReplicaThatSharesNothingWithTheOneThatHeardTheHandshake() throws Exception {
        HeldRoute atTheOther = HeldRoute.open();
        try (ClioSandbox clio = sandbox(HandshakeMode.BEFORE_CREATE_RESPONSE);
                WebhookApplication hearing = new WebhookApplication(clio);
                WebhookApplication other = new WebhookApplication(clio);
                LoadBalancer balancer =
                        LoadBalancer.start(hearing.url("activity").resolve("/"))) {
            String publicUrl = balancer.baseUri().toString();
            hearing.component().setPublicUrl(publicUrl);
            other.component().setPublicUrl(publicUrl);
            hearing.route("activity", route).start();
            await().until(() -> enabled(clio) == 1);
            other.route("activity", atTheOther).start();
            balancer.add(other.url("activity").resolve("/"));
            balancer.remove(hearing.url("activity").resolve("/"));

            for (int change = 0; change < 20; change++) {
                clio.records("activities").create(Map.of("type", "TimeEntry"));
            }

            await().until(() -> clio.ledger().acknowledged() == 20);
            assertThat(atTheOther.count()).isEqualTo(20);
            assertThat(route.count()).isZero();
        }
    }

    @Test
    void confirmsADelayedHandshakeByACall() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.AFTER_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity?handshake=delayed", route).start();

            await().until(() -> enabled(clio) == 1);
            clio.records("activities").create(Map.of("type", "TimeEntry"));

            await().until(() -> clio.ledger().acknowledged() == 1);
            assertThat(clio.requests().count(entry -> entry.path().contains("/activate")))
                    .isEqualTo(1);
        }
    }

    @Test
    void takesGenuineDeliveriesDuringAFloodOfForgedOnesThatCostsAFewCallsOnly() throws Exception {
        try (ClioSandbox clio = sandbox(HandshakeMode.AFTER_CREATE_RESPONSE);
                WebhookApplication application = new WebhookApplication(clio)) {
            application.route("activity", route).start();
            await().until(() -> enabled(clio) == 1);
            long before = lists(clio);
            long started = System.nanoTime();
            ExecutorService intruders = Executors.newFixedThreadPool(8);
            try {
                List<Future<Integer>> forged = new ArrayList<>();
                for (int number = 0; number < 2_000; number++) {
                    int webhook = number;
                    forged.add(intruders.submit(() -> forge(application.url("activity"), webhook)));
                }
                for (int change = 0; change < 50; change++) {
                    clio.records("activities").create(Map.of("type", "TimeEntry"));
                }
                for (Future<Integer> each : forged) {
                    assertThat(each.get()).isIn(401, 503);
                }
            } finally {
                intruders.shutdownNow();
            }

            await().until(() -> clio.ledger().acknowledged() == 50);
            assertThat(route.count()).as("forwarded").isEqualTo(50);
            long intervals = 1 + Duration.ofNanos(System.nanoTime() - started).toSeconds() / 30;
            assertThat(lists(clio) - before).isLessThanOrEqualTo(intervals);
        }
    }

    private static int forge(URI url, int webhook) throws Exception {
        byte[] body = ACTIVITY_UPDATED.withWebhookId(webhook).body();
        return CALLERS.computeIfAbsent(url, WebhookCaller::new)
                .post(body, "X-Hook-Signature", IndependentHmac.hex("guess", utf8("another body")))
                .statusCode();
    }

    private static long enabled(ClioSandbox clio) {
        return clio.records("webhooks").all().stream()
                .filter(webhook -> webhook.json().get("status").asText().equals("enabled"))
                .count();
    }

    private static long lists(ClioSandbox clio) {
        return clio.requests()
                .count(entry -> entry.method().equals("GET") && entry.path().endsWith("/webhooks.json"));
    }

    private static ClioSandbox sandbox(HandshakeMode mode) {
        return ClioSandbox.builder()
                .handshake(mode)
                .unlimited()
                .retryBase(Duration.ofMillis(200))
                .start();
    }
}
