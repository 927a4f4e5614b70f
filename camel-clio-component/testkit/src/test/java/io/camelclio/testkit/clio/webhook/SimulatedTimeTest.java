package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {

    private final HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T10:00:10Z"));
    private final Receiver receiver = new Receiver();
    private ClioSandbox clio = ClioSandbox.builder().time(time).unlimited().start();

    @AfterEach
    void stop() {
        clio.close();
        receiver.close();
    }

    @Test
    void retriesAtEachOfItsTimesAndGivesUpAnHourLater() throws Exception {
        subscribe();
        receiver.faults.answerNext(6, 503);
        clio.records("tasks").create("{\"name\":\"t\"}");

        int attempts = 1;
        for (int minutes : new int[] {2, 4, 8, 16, 32}) {
            time.advance(Duration.ofMinutes(minutes).minusNanos(1));
            assertThat(delivery().attempts()).isEqualTo(attempts++);
            time.advance(Duration.ofNanos(1));
            assertThat(delivery().attempts()).isEqualTo(attempts);
        }

        assertThat(delivery().givenUp()).isTrue();
        assertThat(clio.ledger().givenUp()).isEqualTo(1);
    }

    @Test
    void losesWhatFellIntoAnOutageLongerThanTheRetriesAndNothingElse() throws Exception {
        subscribe();
        receiver.faults.answerNext(1_000, 503);
        for (int hour = 0; hour < 3; hour++) {
            clio.records("tasks").create("{\"name\":\"in the outage\"}");
            time.advance(Duration.ofMinutes(40));
        }
        receiver.faults.clear();
        time.advance(Duration.ofHours(1));

        assertThat(clio.ledger().deliveries()).extracting(Delivery::givenUp).containsExactly(true, true, false);
        assertThat(clio.ledger().pending()).isZero();
    }

    @Test
    void suspendsOnTheHourAfterTheLastDeliveryWasGivenUp() throws Exception {
        restart(ClioSandbox.builder().suspendAfter(2).suspendOnTheHour());
        JsonNode webhook = subscribe();
        receiver.faults.answerNext(12, 503);
        clio.records("tasks").create("{\"name\":\"one\"}");
        clio.records("tasks").create("{\"name\":\"two\"}");

        time.advance(Duration.ofMinutes(62));
        assertThat(clio.ledger().givenUp()).isEqualTo(2);
        time.advance(Duration.between(time.clock().instant(), Instant.parse("2026-03-01T12:00:00Z"))
                .minusNanos(1));
        assertThat(status(webhook)).isEqualTo("enabled");
        time.advance(Duration.ofNanos(1));

        assertThat(status(webhook)).isEqualTo("suspended");
        clio.records("tasks").create("{\"name\":\"unheard\"}");
        assertThat(clio.ledger().emitted()).isEqualTo(2);
    }

    @Test
    void anAcknowledgementBeforeTheHourKeepsAWebhookFromBeingSuspended() throws Exception {
        restart(ClioSandbox.builder().suspendAfter(1).suspendOnTheHour());
        JsonNode webhook = subscribe();
        receiver.faults.answerNext(6, 503);
        clio.records("tasks").create("{\"name\":\"given up\"}");
        time.advance(Duration.ofMinutes(62));

        clio.records("tasks").create("{\"name\":\"heard\"}");
        time.advance(Duration.ofHours(2));

        assertThat(clio.ledger().givenUp()).isEqualTo(1);
        assertThat(status(webhook)).isEqualTo("enabled");
    }

    @Test
    void letsNinetyDaysWithDeliveriesAndRenewalsPassInSeconds() throws Exception {
        JsonNode webhook = subscribe();
        long path = webhook.get("id").asLong();
        long started = System.nanoTime();

        for (int day = 0; day < 90; day++) {
            if (day % 2 == 0) {
                String expiry = time.clock().instant().plus(Duration.ofDays(3)).toString();
                ApiClient.Answer renewed =
                        new ApiClient(clio).patch("webhooks/" + path, "{\"data\":{\"expires_at\":\"" + expiry + "\"}}");
                assertThat(renewed.status()).isEqualTo(200);
            }
            receiver.faults.answerNext(1, 503);
            clio.records("tasks").create("{\"name\":\"day " + day + "\"}");
            time.advance(Duration.ofDays(1));
        }

        assertThat(clio.ledger().acknowledged()).isEqualTo(90);
        assertThat(clio.ledger().deliveries())
                .allSatisfy(delivery -> assertThat(delivery.answers()).containsExactly(503, 200));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMinutes(1));
    }

    private void restart(ClioSandbox.Builder settings) {
        clio.close();
        clio = settings.time(time).unlimited().start();
    }

    private Delivery delivery() {
        time.advance(Duration.ZERO);
        return clio.ledger().deliveries().get(0);
    }

    private String status(JsonNode webhook) {
        return clio.records("webhooks")
                .find(webhook.get("id").asLong())
                .orElseThrow()
                .json()
                .get("status")
                .asText();
    }

    private JsonNode subscribe() throws Exception {
        ApiClient.Answer answer = new ApiClient(clio)
                .post(
                        "webhooks",
                        "{\"data\":{\"url\":\"" + receiver.url() + "\",\"model\":\"task\",\"fields\":\"id,name\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }
}
