package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebhookActionsTest {

    private final WebhookAccount account = new WebhookAccount();
    private final WebhookActions webhooks = account.clio.webhooks();

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void suspendedPendingOrDeletedWebhooksEmitNothing() throws Exception {
        long id = account.subscribe("task", "id");
        webhooks.suspend(id);
        task("while suspended");
        assertThat(account.read(id).data().get("status").asText()).isEqualTo("suspended");
        webhooks.pend(id);
        task("while pending");
        assertThat(account.read(id).data().get("status").asText()).isEqualTo("pending");
        webhooks.enable(id);
        task("while enabled");
        webhooks.delete(id);
        task("once deleted");

        assertThat(account.events()).containsExactly("created");
        assertThat(account.read(id).status()).isEqualTo(404);
    }

    @Test
    void oneThatDeliversIsWaitedFor() throws Exception {
        CompletableFuture<Long> awaited = CompletableFuture.supplyAsync(() -> webhooks.awaitEnabled("task"));

        long id = account.subscribe("task", "id");

        assertThat(awaited.get()).isEqualTo(id);
    }

    @Test
    void waitingForOneThatNeverDeliversSaysWhichThereAre() throws Exception {
        webhooks.suspend(account.subscribe("task", "id"));

        assertThatThrownBy(() -> webhooks.awaitEnabled("task", Duration.ofMillis(30)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("task (suspended)")
                .hasMessageContaining("publicUrl");
    }

    @Test
    void aDuplicateHasTheSameUrlAndModelAndASecretOfItsOwn() throws Exception {
        long first = account.subscribe("task", "id");

        long second = webhooks.duplicate(first);

        JsonNode listed = account.list();
        assertThat(account.listedIds()).containsExactly(first, second);
        assertThat(listed.get(1).get("url")).isEqualTo(listed.get(0).get("url"));
        assertThat(listed.get(1).get("model")).isEqualTo(listed.get(0).get("model"));
        assertThat(listed.get(1).get("shared_secret"))
                .isNotEqualTo(listed.get(0).get("shared_secret"));
        task("told twice");
        assertThat(account.events()).containsExactly("created", "created");
        assertThat(account.clio.ledger().deliveries())
                .extracting(Delivery::webhookId)
                .containsExactly(first, second);
    }

    @Test
    void anotherUrlMakesANewSecretAndAHandshakeThere() throws Exception {
        long id = account.subscribe("task", "id");
        String former = webhooks.secret(id);

        webhooks.change(id, Map.of("url", account.receiver.url() + "/moved"));

        Request handshake = account.receiver.handshakes.get(1);
        assertThat(handshake.path()).endsWith("/moved");
        assertThat(handshake.header("X-Hook-Secret")).contains(webhooks.secret(id));
        assertThat(webhooks.secret(id)).isNotEqualTo(former);
        assertThat(webhooks.status(id)).isEqualTo("enabled");
    }

    @Test
    void otherFieldsEventsAndExpiryNeedNoHandshake() throws Exception {
        long id = account.subscribe("task", "id");

        webhooks.change(
                id, Map.of("fields", "id,name", "events", List.of("deleted"), "expires_at", "2026-03-02T12:00:00Z"));

        JsonNode changed = account.read(id).data();
        assertThat(changed.get("fields").asText()).isEqualTo("id,name");
        assertThat(changed.get("events")).hasToString("[\"deleted\"]");
        assertThat(changed.get("expires_at").asText()).isEqualTo("2026-03-02T07:00:00-05:00");
        assertThat(account.receiver.handshakes).hasSize(1);
        assertThatThrownBy(() -> webhooks.change(id, Map.of("fields", "nonsense")))
                .hasMessage("nonsense is not a valid field");
    }

    @Test
    void aRotatedSecretIsShownAndSignsWithoutAHandshake() throws Exception {
        long id = account.subscribe("task", "id");
        String former = webhooks.secret(id);

        webhooks.rotateSecret(id);
        task("signed anew");

        account.events();
        Request delivery = account.receiver.deliveries.get(0);
        assertThat(account.read(id).data().get("shared_secret").asText()).isNotEqualTo(former);
        assertThat(delivery.header("X-Hook-Signature")).contains(Signature.of(webhooks.secret(id), delivery.body()));
        assertThat(account.receiver.handshakes).hasSize(1);
    }

    @Test
    void expiresByHand() throws Exception {
        long id = account.subscribe("task", "id");

        webhooks.expire(id);
        task("unheard");

        assertThat(account.events()).isEmpty();
        assertThat(account.read(id).data().get("expires_at").asText()).isEqualTo("2026-03-01T07:00:00-05:00");
    }

    @Test
    void sendsADeliveryAgainAndTellsTheAnswers() throws Exception {
        account.subscribe("task", "id");
        task("t");
        account.events();
        Delivery delivery = account.clio.ledger().deliveries().get(0);
        account.receiver.faults.answerNext(1, 503);

        assertThat(webhooks.resend(delivery, 2)).containsExactly(503, 200);
        account.receiver.holdUntilThereAre(10);
        assertThat(webhooks.resendAtOnce(delivery, 10)).hasSize(10);

        assertThat(account.receiver.mostAtOnce()).isEqualTo(10);
        assertThat(account.receiver.bodies())
                .hasSize(12)
                .containsOnly(account.receiver.bodies().get(0));
        assertThat(delivery.answers()).containsExactly(200);
    }

    @Test
    void copiesOfADeliveryFollowOneAnother() throws Exception {
        account.subscribe("task", "id");
        account.clio.deliveryFaults().repeatEach(100);

        task("t");

        assertThat(account.events()).hasSize(1);
        assertThat(account.receiver.bodies())
                .hasSize(100)
                .containsOnly(account.receiver.bodies().get(0));
        assertThat(account.receiver.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void copiesOfADeliveryComeAtOnceIfATestWantsThat() throws Exception {
        account.subscribe("task", "id");
        account.clio.deliveryFaults().repeatEachAtOnce(20);
        account.receiver.holdUntilThereAre(20);

        task("t");

        assertThat(account.events()).hasSize(1);
        assertThat(account.receiver.mostAtOnce()).isEqualTo(20);
        assertThat(account.receiver.bodies())
                .hasSize(20)
                .containsOnly(account.receiver.bodies().get(0));
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void maySuspendWebhooksWhileRecordsChange() throws Exception {
        long id = account.subscribe("task", "id", "deleted");
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int number = 0; number < 2_000; number++) {
                task("task " + number);
            }
        });

        while (!changes.isDone()) {
            webhooks.suspend(id);
            webhooks.enable(id);
        }

        changes.join();
        assertThat(account.clio.records("tasks").all()).hasSize(2_000);
    }

    @Test
    void namesTheWebhooksThereAreWhenOneIsUnknown() throws Exception {
        long id = account.subscribe("task", "id");

        assertThatThrownBy(() -> webhooks.suspend(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no webhook 7")
                .hasMessageContaining(Long.toString(id));
    }

    @Test
    void tellsThePlantedHandshakesEchoAndCountsTheFloodsAnswers() {
        Intruder intruder = account.clio.intruder();
        URI url = URI.create(account.receiver.url());

        Intruder.HandshakeAnswer echoed = intruder.plantHandshake(url, 7, "planted");
        account.receiver.confirming = false;
        Intruder.HandshakeAnswer silent = intruder.plantHandshake(url, 7, "planted");
        account.receiver.faults.answerNext(30, 401);
        Map<Integer, Long> answers = intruder.flood(url, 100);

        assertThat(echoed).isEqualTo(new Intruder.HandshakeAnswer(200, true));
        assertThat(silent).isEqualTo(new Intruder.HandshakeAnswer(200, false));
        assertThat(account.receiver.handshakes.get(0).text()).isEqualTo("{\"data\":{\"webhook_id\":7}}");
        assertThat(answers).containsOnly(Map.entry(200, 70L), Map.entry(401, 30L));
        assertThat(account.receiver.bodies()).doesNotHaveDuplicates();
        assertThat(account.clio.ledger().emitted()).isZero();
    }

    @Test
    void countsTheClientsCallsByKindAndTime() throws Exception {
        long id = account.subscribe("task", "id");
        account.time.advance(Duration.ofDays(1));
        account.list();
        account.read(id);
        account.patch(id, "fields", "id,name");
        account.clio.faults().answerNext(1, 500);
        account.list();
        account.api.putWith("X-Hook-Secret", "wrong", "webhooks/" + id + "/activate");
        account.api.delete("webhooks/" + id + ".json");
        account.api.get("tasks");

        WebhookCalls calls = account.clio.webhookCalls();

        assertThat(calls).hasToString("LIST=2 READ=1 CREATE=1 CHANGE=1 DELETE=1 ACTIVATE=1");
        assertThat(calls.total()).isEqualTo(7);
        WebhookCalls firstHour = calls.between(
                account.time.clock().instant().minus(Duration.ofDays(1)),
                account.time.clock().instant().minus(Duration.ofHours(23)));
        assertThat(firstHour.of(WebhookCalls.Kind.CREATE)).isEqualTo(1);
        assertThat(firstHour.total()).isEqualTo(1);
    }

    private void task(String name) {
        account.clio.records("tasks").create(Map.of("name", name));
    }
}
