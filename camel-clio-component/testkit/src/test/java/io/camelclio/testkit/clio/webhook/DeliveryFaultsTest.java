package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryFaultsTest {

    private static final byte[] NOT_JSON = "{\"data\":{".getBytes(StandardCharsets.UTF_8);

    private final ClioSandbox clio = ClioSandbox.builder()
            .unlimited()
            .retryBase(Duration.ofMillis(1))
            .suspendAfter(2)
            .deliveryTimeout(Duration.ofMillis(250))
            .start();
    private final Receiver receiver = new Receiver();
    private long webhookId;

    @AfterEach
    void stop() {
        clio.close();
        receiver.close();
    }

    @Test
    void sendsDuplicatesWithTheSameBody() throws Exception {
        subscribe();
        clio.deliveryFaults().duplicates(1);

        clio.records("tasks").create("{\"name\":\"t\"}");

        await().until(() -> receiver.deliveries.size() == 2);
        assertThat(receiver.bodies().get(1)).isEqualTo(receiver.bodies().get(0));
        assertThat(clio.ledger().emitted()).isEqualTo(1);
    }

    @Test
    void losesDeliveriesAsIfAnOutageHadOutlastedTheRetries() throws Exception {
        subscribe();
        clio.deliveryFaults().loseNext(1);

        clio.records("tasks").create("{\"name\":\"lost\"}");
        clio.records("tasks").create("{\"name\":\"found\"}");

        await().until(() -> clio.ledger().pending() == 0);
        assertThat(clio.ledger().deliveries()).extracting(Delivery::givenUp).containsExactly(true, false);
        assertThat(receiver.deliveries).hasSize(1);
    }

    @Test
    void countsAnAnswerAfterTheTimeoutAsNone() throws Exception {
        subscribe();
        receiver.faults.latency(Duration.ofMillis(600));

        clio.records("tasks").create("{\"name\":\"slow\"}");

        await().until(() -> clio.ledger().givenUp() == 1);
        assertThat(clio.ledger().deliveries().get(0).answers()).hasSize(6).containsOnly(Delivery.NO_ANSWER);
    }

    @Test
    void suspendsAWebhookThatKeepsFailing() throws Exception {
        subscribe();
        receiver.faults.answerNext(12, 500);

        clio.records("tasks").create("{\"name\":\"one\"}");
        clio.records("tasks").create("{\"name\":\"two\"}");
        await().until(() -> clio.ledger().givenUp() == 2);

        await().until(() -> clio.records("webhooks")
                .find(webhookId)
                .orElseThrow()
                .json()
                .get("status")
                .asText()
                .equals("suspended"));
        clio.records("tasks").create("{\"name\":\"three\"}");
        assertThat(clio.ledger().emitted()).isEqualTo(2);
    }

    @Test
    void forgesEventsWithAWellFormedButWrongSignature() throws Exception {
        subscribe();

        int status = clio.intruder().sendForged("task");

        Request forged = receiver.deliveries.get(0);
        assertThat(status).isEqualTo(200);
        assertThat(forged.header("X-Hook-Signature").orElseThrow())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(clio.intruder().sign("task", forged.body()));
        assertThat(clio.ledger().emitted()).isZero();
    }

    @Test
    void signsArbitraryBytes() throws Exception {
        subscribe();

        clio.intruder().sendSigned("task", NOT_JSON);

        assertThat(receiver.deliveries.get(0).body()).isEqualTo(NOT_JSON);
        assertThat(receiver.deliveries.get(0).header("X-Hook-Signature"))
                .contains(clio.intruder().sign("task", NOT_JSON));
    }

    @Test
    void sendsAnythingAnywhereAndTellsTheAnswer() throws Exception {
        subscribe();
        receiver.faults.answerNext(1, 418);

        assertThat(clio.intruder().sendRaw(webhookId, Map.of("X-Any", "thing"), NOT_JSON))
                .isEqualTo(418);
        assertThat(clio.intruder().sendRaw(URI.create(receiver.url()), Map.of("X-Any", "thing"), NOT_JSON))
                .isEqualTo(200);
        assertThat(receiver.deliveries.get(0).header("x-any")).contains("thing");
        receiver.close();
        assertThat(clio.intruder().sendRaw(webhookId, Map.of(), NOT_JSON)).isEqualTo(Delivery.NO_ANSWER);
    }

    @Test
    void saysWhatIsMissingWhenNoWebhookOfTheModelDelivers() {
        assertThatThrownBy(() -> clio.intruder().sendForged("bill"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'bill'")
                .hasMessageContaining("create one");
    }

    private void subscribe() throws Exception {
        webhookId = new ApiClient(clio)
                .post(
                        "webhooks",
                        "{\"data\":{\"url\":\"" + receiver.url() + "\",\"model\":\"task\",\"fields\":\"id,name\"}}")
                .data()
                .get("id")
                .asLong();
        assertThat(receiver.handshakes).hasSize(1);
    }
}
