package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.net.TcpProxy;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import io.camelclio.testkit.smokeball.webhook.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Smokeball gives up a webhook after ten seconds and is not known to repeat it: it is answered in time, also while Kafka is
 * away, and what was answered with 200 is on the topic of hints.
 */
class SmokeballWebhookOutageTest {

    private static final String HINTS = "integration.hint.smokeball.v1";
    private static final String CODES = "smokeball.activity_code.v1";

    /** Half of what Smokeball waits for (Smokeball, "Webhooks"). */
    private static final double MOST_MILLIS = 5_000;

    private static final int AT_ONCE = 8;
    private static final int ONE_BY_ONE = 200;

    @Test
    void webhooksAreAnsweredInTimeAndNoneThatWasTakenIsLostThoughKafkaGoesAway() throws Exception {
        assertAnsweredInTimeAndNoneLost(TcpProxy::cut);
    }

    @Test
    @Tag("full")
    void webhooksAreAnsweredInTimeAndNoneThatWasTakenIsLostThoughKafkaFallsSilent() throws Exception {
        assertAnsweredInTimeAndNoneLost(TcpProxy::stall, TcpProxy::cut, TcpProxy::stall);
    }

    @SafeVarargs
    private static void assertAnsweredInTimeAndNoneLost(Consumer<TcpProxy>... outages) throws Exception {
        try (TcpProxy network = TcpProxy.listening();
                EmbeddedKafka kafka = EmbeddedKafka.builder().behind(network).start();
                Bridge bridge = Bridge.on(kafka)
                        .smokeball(SmokeballSandbox.Builder::unlimited)
                        .collections("activity_code")
                        .smokeballWebhooks()
                        .pollEvery(Duration.ofHours(1))
                        .set("KAFKA_BROKERS", network.address())
                        .start()) {
            bridge.awaitSmokeballSubscription();
            bridge.smokeball().webhooks().faults().sendAtOnce(AT_ONCE);
            Delivery proven = delivered(bridge);
            tell("Kafka is there", times(bridge, proven, ONE_BY_ONE, 200));

            for (Consumer<TcpProxy> outage : outages) {
                bridge.smokeball().activityCodes().addAll(AT_ONCE / 2);
                outage.accept(network);
                bridge.smokeball().activityCodes().addAll(AT_ONCE);
                tell("Kafka is away", times(bridge, proven, 2, 503));
                awaitAnswers(bridge);
                network.restore();
                await("a webhook that is taken again")
                        .atMost(Bridge.PATIENCE)
                        .until(() -> bridge.smokeball().webhooks().intruder().replay(proven) == 200);
            }
            bridge.smokeball().activityCodes().addAll(5);
            awaitAnswers(bridge);
            assertNothingTakenIsLost(bridge, outages.length * AT_ONCE);
            bridge.restart();
            bridge.smokeball().activityCodes().all().forEach(code -> bridge.awaitRecord(CODES, code));
        }
    }

    private static Delivery delivered(Bridge bridge) {
        String code = bridge.smokeball().activityCodes().add().id();
        bridge.awaitRecord(CODES, code);
        Delivery delivery = bridge.smokeball().deliveries().all().get(0);
        await().atMost(Bridge.PATIENCE).until(delivery::acknowledged);
        return delivery;
    }

    /** How long each of some webhooks waits for its answer, in ms, sorted. */
    private static List<Double> times(Bridge bridge, Delivery proven, int webhooks, int status) {
        List<Double> millis = new ArrayList<>();
        for (int webhook = 0; webhook < webhooks; webhook++) {
            long began = System.nanoTime();
            int answer = bridge.smokeball().webhooks().intruder().replay(proven);
            millis.add((System.nanoTime() - began) / 1e6);
            assertThat(answer).isEqualTo(status);
        }
        millis.sort(null);
        return millis;
    }

    private static void tell(String when, List<Double> millis) {
        double longest = millis.get(millis.size() - 1);
        System.out.printf(
                "%s: %d webhooks answered, median %.1f ms, longest %.1f ms%n",
                when, millis.size(), millis.get(millis.size() / 2), longest);
        assertThat(longest).as("longest wait for an answer, %s", when).isLessThan(MOST_MILLIS);
    }

    private static void awaitAnswers(Bridge bridge) {
        await("answers").atMost(Bridge.PATIENCE).until(() -> bridge.smokeball().deliveries().all().stream()
                .noneMatch(delivery -> delivery.answers().isEmpty()));
    }

    private static void assertNothingTakenIsLost(Bridge bridge, int refused) {
        List<Delivery> deliveries = bridge.smokeball().deliveries().all();
        List<Delivery> taken =
                deliveries.stream().filter(Delivery::acknowledged).toList();
        List<Delivery> lost = taken.stream()
                .filter(delivery ->
                        bridge.records(HINTS, delivery.event().recordId()).isEmpty())
                .toList();
        System.out.printf("%d webhooks, %d taken, %d lost%n", deliveries.size(), taken.size(), lost.size());
        assertThat(lost).isEmpty();
        assertThat(deliveries).flatExtracting(Delivery::answers).containsOnly(200, 503);
        assertThat(taken.size()).as("taken").isBetween(6, deliveries.size() - refused);
    }
}
