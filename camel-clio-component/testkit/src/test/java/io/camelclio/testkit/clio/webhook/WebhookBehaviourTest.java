package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.http.Faults;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookBehaviourTest {

    private final WebhookAccount account = new WebhookAccount();
    private final WebhookBehaviour behaviour = account.clio.webhookBehaviour();

    @AfterEach
    void stop() {
        account.close();
    }

    @Test
    void answersACreateWithIdAndEtagOnlyThoughMoreWasAskedFor() throws Exception {
        behaviour.createAnswer(CreateAnswer.ID_AND_ETAG_ONLY);

        JsonNode created = account.create("task", "id").data();

        assertThat(created.fieldNames()).toIterable().containsExactly("id");
        assertThat(account.read(created.get("id").asLong())
                        .data()
                        .get("shared_secret")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void answersACreateWithoutTheExpiryThatWasAskedFor() throws Exception {
        behaviour.createAnswer(CreateAnswer.WITHOUT_EXPIRY);

        JsonNode created = account.create("task", "id").data();

        assertThat(created.has("expires_at")).isFalse();
        assertThat(created.get("shared_secret").asText()).isNotEmpty();
        assertThat(account.read(created.get("id").asLong())
                        .data()
                        .get("expires_at")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void hidesTheSecretInEveryAnswer() throws Exception {
        long id = account.subscribe("task", "id");

        behaviour.sharedSecret(SharedSecret.NULL);
        assertThat(account.read(id).data().get("shared_secret").isNull()).isTrue();
        assertThat(account.list().get(0).get("shared_secret").isNull()).isTrue();
        behaviour.sharedSecret(SharedSecret.ABSENT);
        assertThat(account.read(id).data().has("shared_secret")).isFalse();
        assertThat(account.list().get(0).has("shared_secret")).isFalse();
        assertThat(account.create("bill", "id").text()).doesNotContain("secret");
        behaviour.sharedSecret(SharedSecret.SHOWN);
        assertThat(account.read(id).data().get("shared_secret").asText())
                .isEqualTo(account.clio.webhooks().secret(id));
    }

    @Test
    void refusesOneModelAndNoOther() throws Exception {
        long before = account.subscribe("bill", "id");
        behaviour.refuse("bill");

        ApiClient.Answer refused = account.create("bill", "id");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.errorType()).isEqualTo("ForbiddenError");
        assertThat(account.patch(before, "expires_at", "2026-03-20T00:00:00Z").status())
                .isEqualTo(403);
        assertThat(account.create("task", "id").status()).isEqualTo(201);
        behaviour.admit("bill");
        assertThat(account.create("bill", "id").status()).isEqualTo(201);
    }

    @Test
    void listsTheStateOfAWhileAgoAndReadsThePresentOne() throws Exception {
        long deleted = account.subscribe("task", "id");
        behaviour.listLag(Duration.ofSeconds(20));
        long created = account.subscribe("task", "id");
        account.clio.webhooks().delete(deleted);

        assertThat(account.listedIds()).containsExactly(deleted);
        assertThat(account.read(created).status()).isEqualTo(200);
        assertThat(account.read(deleted).status()).isEqualTo(404);
        account.time.advance(Duration.ofSeconds(19));
        assertThat(account.listedIds()).containsExactly(deleted);
        account.time.advance(Duration.ofSeconds(1));
        assertThat(account.listedIds()).containsExactly(created);

        account.clio.webhooks().delete(created);
        behaviour.listLag(Duration.ZERO);
        assertThat(account.listedIds()).isEmpty();
    }

    @Test
    void withholdsTheHandshakeUntilItIsSentByHand() throws Exception {
        behaviour.handshake(HandshakeMode.WITHHELD);
        long id = account.subscribe("task", "id");
        account.clio.records("tasks").create("{\"name\":\"unheard\"}");

        assertThat(account.clio.webhooks().status(id)).isEqualTo("pending");
        assertThat(account.receiver.handshakes).isEmpty();
        assertThat(account.clio.webhooks().shake(id)).isTrue();
        account.clio.records("tasks").create("{\"name\":\"heard\"}");

        assertThat(account.events()).containsExactly("created");
        assertThat(account.receiver.handshakes).hasSize(1);
    }

    @Test
    void activatesWithTheRightSecretOnly() throws Exception {
        behaviour.handshake(HandshakeMode.WITHHELD);
        long id = account.subscribe("task", "id");
        String former = account.clio.webhooks().secret(id);
        account.patch(id, "url", account.receiver.url() + "/moved");

        assertThat(activate(id, former)).as("the secret before the move").isEqualTo(422);
        assertThat(activate(id, "")).isEqualTo(422);
        assertThat(account.clio.webhooks().status(id)).isEqualTo("pending");
        assertThat(activate(id, account.clio.webhooks().secret(id))).isEqualTo(200);
        assertThat(account.clio.webhooks().status(id)).isEqualTo("enabled");
    }

    @Test
    void shakesHandsAlthoughTheCreateResponseIsLost() throws Exception {
        account.clio.faults().dropAnswersOfNext(1, path -> path.startsWith("/api/v4/webhooks"));

        assertThatThrownBy(() -> account.create("task", "id")).isInstanceOf(IOException.class);

        assertThat(account.receiver.handshakes).hasSize(1);
        assertThat(account.clio.webhooks().ids("task"))
                .singleElement()
                .satisfies(id -> assertThat(account.clio.webhooks().status(id)).isEqualTo("enabled"));
    }

    @Test
    void waitsForAHandshakeAfterTheResponseBeforeTimeMoves() throws Exception {
        behaviour.handshake(HandshakeMode.AFTER_CREATE_RESPONSE);
        account.receiver.faults.latency(Duration.ofMillis(300));
        long id = account.subscribe("task", "id");

        account.time.advance(Duration.ofSeconds(1));

        assertThat(account.clio.webhooks().status(id)).isEqualTo("enabled");
    }

    @Test
    void staysDownUntilTheFaultIsCleared() throws Exception {
        account.clio.faults().answerNext(Faults.UNTIL_CLEARED, 503, path -> path.startsWith("/api/v4/"));

        for (int call = 0; call < 20; call++) {
            assertThat(account.api.get("webhooks").status()).isEqualTo(503);
        }
        assertThat(account.clio.faults().outstanding()).isZero();
        account.clio.faults().clear();

        assertThat(account.api.get("webhooks").status()).isEqualTo(200);
    }

    private int activate(long id, String secret) throws Exception {
        return account.api
                .putWith("X-Hook-Secret", secret, "webhooks/" + id + "/activate")
                .status();
    }
}
