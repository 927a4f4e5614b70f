package io.camelclio.testkit.clio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.clio.webhook.Receiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A working firm, all ten models subscribed, and a receiver that fails now and then. */
class PracticeTrafficTest {

    private static final long SEED = 20260301;

    @Test
    void whatTheLedgerCallsAcknowledgedHasArrivedAndNothingElseHas() throws Exception {
        try (Receiver receiver = new Receiver();
                ClioSandbox clio = ClioSandbox.builder()
                        .unlimited()
                        .seed(SEED)
                        .retryBase(Duration.ofMillis(5))
                        .start()) {
            subscribeToEverything(clio, receiver);
            Random trouble = new Random(SEED);
            clio.deliveryFaults().duplicates(0.1);
            LegalPractice practice = new LegalPractice(clio, SEED);
            practice.populate();
            for (int i = 0; i < 500; i++) {
                practice.nextChange();
                if (trouble.nextInt(10) == 0) {
                    receiver.faults.answerNext(1, 503);
                }
                if (trouble.nextInt(20) == 0) {
                    receiver.faults.dropNext(1);
                }
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> clio.ledger().pending() == 0);

            List<Delivery> emitted = clio.ledger().deliveries();
            assertThat(emitted).as("seed " + SEED).hasSizeGreaterThan(400).allMatch(Delivery::acknowledged);
            assertThat(Set.copyOf(receiver.bodies())).as("seed " + SEED).isEqualTo(bodies(emitted));
            assertThat(receiver.deliveries).as("duplicates, seed " + SEED).hasSizeGreaterThan(emitted.size());
        }
    }

    @Test
    void aRecordsDeliveriesArriveInOrderWhenNoneFails() throws Exception {
        try (Receiver receiver = new Receiver();
                ClioSandbox clio = ClioSandbox.builder().unlimited().seed(SEED).start()) {
            subscribeToEverything(clio, receiver);
            LegalPractice practice = new LegalPractice(clio, SEED);
            practice.populate();
            for (int i = 0; i < 500; i++) {
                practice.nextChange();
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> clio.ledger().pending() == 0);

            Map<String, Long> records = new HashMap<>();
            Map<Long, List<String>> emitted = new HashMap<>();
            clio.ledger().deliveries().forEach(delivery -> {
                String body = new String(delivery.body(), StandardCharsets.UTF_8);
                records.put(body, delivery.recordId());
                emitted.computeIfAbsent(delivery.recordId(), none -> new ArrayList<>())
                        .add(body);
            });
            Map<Long, List<String>> arrived = new HashMap<>();
            receiver.bodies().forEach(body -> arrived.computeIfAbsent(records.get(body), none -> new ArrayList<>())
                    .add(body));
            assertThat(arrived).as("seed " + SEED).isEqualTo(emitted);
        }
    }

    private static Set<String> bodies(List<Delivery> deliveries) {
        Set<String> bodies = new HashSet<>();
        deliveries.forEach(delivery -> bodies.add(new String(delivery.body(), StandardCharsets.UTF_8)));
        return bodies;
    }

    private static void subscribeToEverything(ClioSandbox clio, Receiver receiver) throws Exception {
        ApiClient api = new ApiClient(clio);
        for (int model = 1; model <= 10; model++) {
            String fields = model == 10 ? "id,updated_at,amount" : "id,etag,updated_at";
            assertThat(api.post(
                                    "webhooks",
                                    "{\"data\":{\"url\":\"" + receiver.url() + "\",\"model\":" + model
                                            + ",\"fields\":\"" + fields + "\"}}")
                            .status())
                    .isEqualTo(201);
        }
    }
}
