package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.ClioConstants;
import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.LoadBalancer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.cloudevents.CloudEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two applications behind one address that start together and make a webhook each: Clio then delivers each change twice,
 * and to either of them, whichever made the webhook, until one webhook is left. Times are the component's own, against
 * retries of Clio that are sixty times as fast.
 */
@Tag("full")
class ReplicasStartedAtOnceTest {

    private static final int MANY = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HeldRoute firstRoute = HeldRoute.open();
    private final HeldRoute secondRoute = HeldRoute.open();
    private ClioSandbox clio;
    private LoadBalancer balancer;
    private List<WebhookApplication> replicas;
    private List<Long> made;

    @BeforeEach
    void startBothAtOnce() throws Exception {
        clio = ClioSandbox.builder()
                .unlimited()
                .retryBase(Duration.ofSeconds(2))
                .deliveryTimeout(Duration.ofSeconds(20))
                .start();
        balancer = LoadBalancer.start();
        replicas = List.of(replica(firstRoute), replica(secondRoute));
        // Long enough for both to have their list before either has made one.
        clio.faults().latency(Duration.ofSeconds(2));
        CompletableFuture<?>[] starts = replicas.stream()
                .map(replica -> CompletableFuture.runAsync(replica::start))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starts).join();
        await("a webhook each")
                .atMost(Duration.ofSeconds(40))
                .until(() -> enabled().count() == 2);
        clio.faults().latency(Duration.ZERO);
        made = clio.webhooks().ids();
    }

    private Stream<Long> enabled() {
        return clio.webhooks().ids().stream()
                .filter(id -> clio.webhooks().status(id).equals("enabled"));
    }

    private WebhookApplication replica(HeldRoute route) throws Exception {
        WebhookApplication replica = new WebhookApplication(clio).behind(balancer.baseUri());
        balancer.add(replica.server());
        return replica.route("activity?fields=id,etag,updated_at", route);
    }

    @AfterEach
    void stop() {
        replicas.forEach(WebhookApplication::close);
        balancer.close();
        clio.close();
    }

    @Test
    void takeWhatBothWebhooksDeliverWithOneIdentityAndKeepTheFirstAMinuteLater() {
        for (int activity = 0; activity < MANY; activity++) {
            clio.records("activities").create(Map.of("type", "TimeEntry"));
        }

        await().atMost(PATIENCE).until(() -> clio.ledger().acknowledged() == 2 * MANY);
        Map<Object, List<HeldRoute.Received>> byRecord = Stream.of(firstRoute, secondRoute)
                .flatMap(route -> route.received().stream())
                .collect(Collectors.groupingBy(received -> received.header(ClioConstants.RECORD_ID)));
        assertThat(byRecord).hasSize(MANY);
        assertThat(byRecord.values()).allSatisfy(copies -> assertThat(copies)
                .extracting(copy -> copy.header(CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .containsOnly(copies.get(0).header(CloudEvent.CAMEL_CLOUD_EVENT_ID)));
        await().atMost(PATIENCE).until(() -> clio.webhooks().ids().equals(made.subList(0, 1)));
    }
}
