package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a verified delivery takes until Kafka has acknowledged it, in the application as it is shipped. */
@Tag("full")
@ExtendWith(SharedBridge.class)
class AcknowledgementTimeTest {

    private static final int ROUNDS = 6;
    private static final int ONE_BY_ONE = 300;
    private static final int AT_ONCE = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A delivery has to be answered within this time (the webhook's option timeout). */
    private static final double TIMEOUT_MILLIS = 4_000;

    @Test
    void staysFarBelowTheTimeInWhichClioIsAnswered(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().start()) {
            RouteTimes times = new RouteTimes();
            times.start();
            bridge.camel().getManagementStrategy().addEventNotifier(times);

            for (int round = 0; round < ROUNDS; round++) {
                for (int delivery = 0; delivery < ONE_BY_ONE; delivery++) {
                    send(bridge, 1);
                }
                tell("one by one", round, times.take(ONE_BY_ONE), ONE_BY_ONE);
                send(bridge, AT_ONCE);
                tell("at once", round, times.take(AT_ONCE), AT_ONCE);
            }
        }
    }

    private static void send(Bridge bridge, int deliveries) {
        long acknowledged = bridge.clio().ledger().acknowledged();
        for (int delivery = 0; delivery < deliveries; delivery++) {
            bridge.clio().records("contacts").create(Map.of("type", "Person"));
        }
        await("acknowledgements")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> bridge.clio().ledger().acknowledged() == acknowledged + deliveries);
    }

    private static void tell(String how, int round, List<Double> millis, int deliveries) {
        assertThat(millis).hasSize(deliveries);
        double median = millis.get(deliveries / 2);
        double most = millis.get(deliveries * 99 / 100);
        System.out.printf(
                "verified to acknowledged, round %d, %d %s: median %.2f ms, 99 %% %.2f ms%n",
                round, deliveries, how, median, most);
        assertThat(most).as("99 %% %s in round %d, in ms", how, round).isLessThan(TIMEOUT_MILLIS / 2);
    }

    /** From the exchange, which is made of a proven delivery, to the end of its route, which waits for Kafka. */
    private static final class RouteTimes extends EventNotifierSupport {

        private final Map<String, Long> begun = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

        @Override
        public void notify(CamelEvent event) {
            Exchange exchange = ((ExchangeEvent) event).getExchange();
            if (event.getType() == CamelEvent.Type.ExchangeCreated) {
                begun.put(exchange.getExchangeId(), System.nanoTime());
            } else {
                millis.add((System.nanoTime() - begun.remove(exchange.getExchangeId())) / 1e6);
            }
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            boolean wanted = event.getType() == CamelEvent.Type.ExchangeCreated
                    || event.getType() == CamelEvent.Type.ExchangeCompleted;
            return wanted
                    && "clio-webhook-contact"
                            .equals(((ExchangeEvent) event).getExchange().getFromRouteId());
        }

        /** The event comes about when the answer does, before it or after. */
        List<Double> take(int number) {
            await("ends of exchanges").atMost(PATIENCE).until(() -> millis.size() >= number);
            List<Double> taken = new ArrayList<>(millis);
            millis.clear();
            taken.sort(null);
            return taken;
        }
    }
}
