package io.camelclio.component.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.ClioConstants;
import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.http.LoadBalancer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.cloudevents.CloudEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two applications that share nothing behind one address, which gives each request to the next of them in turn: Clio's
 * handshake reaches one, and each delivery either.
 */
class TwoReplicasTest {

    private static final int MANY = 40;

    private final HeldRoute firstRoute = HeldRoute.open();
    private final HeldRoute secondRoute = HeldRoute.open();
    private ClioSandbox clio;
    private LoadBalancer balancer;
    private WebhookApplication first;
    private WebhookApplication second;

    @BeforeEach
    void start() throws Exception {
        clio = ClioSandbox.builder()
                .unlimited()
                .retryBase(Duration.ofMillis(50))
                .deliveryTimeout(Duration.ofSeconds(20))
                .start();
        balancer = LoadBalancer.start();
        first = replica(firstRoute);
        second = replica(secondRoute);
        first.start();
        awaitOneSubscription();
        second.start();
        awaitOneSubscription();
    }

    private void awaitOneSubscription() {
        await("one subscription for both").until(() -> clio.records("webhooks").all().stream()
                .map(webhook -> webhook.json().get("status").asText())
                .toList()
                .equals(List.of("enabled")));
    }

    private WebhookApplication replica(HeldRoute route) throws Exception {
        WebhookApplication replica = new WebhookApplication(clio).behind(balancer.baseUri());
        balancer.add(replica.server());
        return replica.route("activity?fields=id,etag,updated_at", route);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        balancer.close();
        clio.close();
    }

    @Test
    void takeEachDeliveryWhicheverOfThemItReaches() {
        createMany();

        await().until(() -> clio.ledger().acknowledged() == MANY);
        assertThat(clio.ledger().deliveries()).flatExtracting(Delivery::answers).containsOnly(200);
        assertThat(received())
                .hasSize(MANY)
                .extracting(TwoReplicasTest::recordId)
                .doesNotHaveDuplicates();
        assertThat(List.of(firstRoute.count(), secondRoute.count()))
                .allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    void giveOneIdentityToADeliveryThatReachesBoth() {
        clio.deliveryFaults().repeatEachAtOnce(2);
        createMany();

        await().until(() -> clio.ledger().acknowledged() == MANY && received().count() >= MANY);
        Map<Object, List<HeldRoute.Received>> byRecord =
                received().collect(Collectors.groupingBy(TwoReplicasTest::recordId));
        assertThat(byRecord).hasSize(MANY);
        assertThat(byRecord.values())
                .anySatisfy(copies -> assertThat(copies).hasSizeGreaterThan(1))
                .allSatisfy(copies -> assertThat(copies.stream()
                                .map(copy -> copy.header(CloudEvent.CAMEL_CLOUD_EVENT_ID))
                                .distinct())
                        .hasSize(1));
    }

    @Test
    void loseNothingWhenOneOfThemEndsInTheMiddle() {
        createMany();
        await().until(() -> secondRoute.count() > 0);
        URI gone = second.server();

        second.close();
        createMany();

        await().until(() -> clio.ledger().acknowledged() == 2 * MANY);
        assertThat(received().map(TwoReplicasTest::recordId).distinct()).hasSize(2 * MANY);
        long answeredByThen = balancer.answeredBy(gone);
        clio.records("activities").create(Map.of("type", "TimeEntry"));
        await().until(() -> clio.ledger().acknowledged() == 2 * MANY + 1);
        assertThat(balancer.answeredBy(gone)).isEqualTo(answeredByThen);
    }

    private void createMany() {
        for (int activity = 0; activity < MANY; activity++) {
            clio.records("activities").create(Map.of("type", "TimeEntry"));
        }
    }

    private Stream<HeldRoute.Received> received() {
        return Stream.of(firstRoute, secondRoute).flatMap(route -> route.received().stream());
    }

    private static Object recordId(HeldRoute.Received received) {
        return received.header(ClioConstants.RECORD_ID);
    }
}
