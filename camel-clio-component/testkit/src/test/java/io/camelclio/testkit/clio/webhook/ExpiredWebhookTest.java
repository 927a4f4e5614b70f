package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpiredWebhookTest {

    private static final Duration DEFAULT_LIFE = Duration.ofDays(3);

    private final WebhookAccount account = new WebhookAccount();

    @AfterEach
    void stop() {
        account.close();
    }

    @ParameterizedTest
    @EnumSource
    void emitsUntilTheLastSecondAndNothingAfterIt(ExpiredWebhook form) throws Exception {
        account.clio.webhookBehaviour().expired(form);
        account.subscribe("task", "id,name");

        account.time.advance(DEFAULT_LIFE.minusSeconds(1));
        account.clio.records("tasks").create("{\"name\":\"heard\"}");
        account.time.advance(Duration.ofSeconds(1));
        account.clio.records("tasks").create("{\"name\":\"unheard\"}");

        assertThat(account.events()).containsExactly("created");
    }

    @Test
    void isListedWithItsPastExpiryAndRevivedByALaterOne() throws Exception {
        long id = account.subscribe("task", "id,name");
        account.time.advance(DEFAULT_LIFE);

        assertThat(account.read(id).data().get("status").asText()).isEqualTo("enabled");
        assertThat(account.read(id).data().get("expires_at").asText()).isEqualTo("2026-03-04T07:00:00-05:00");
        assertThat(account.patch(id, "expires_at", "2026-03-20T00:00:00Z").status())
                .isEqualTo(200);
        account.clio.records("tasks").create("{\"name\":\"heard\"}");

        assertThat(account.events()).containsExactly("created");
    }

    @Test
    void isGoneFromTheListAndOnItsOwn() throws Exception {
        account.clio.webhookBehaviour().expired(ExpiredWebhook.GONE);
        long expired = account.subscribe("task", "id,name");
        account.time.advance(Duration.ofDays(1));
        long alive = account.subscribe("task", "id,name");
        account.time.advance(Duration.ofDays(2));

        assertThat(account.listedIds()).containsExactly(alive);
        assertThat(account.clio.webhooks().ids("task")).containsExactly(alive);
        assertThat(account.read(expired).status()).isEqualTo(404);
        assertThat(account.patch(expired, "expires_at", "2026-03-20T00:00:00Z").status())
                .isEqualTo(404);
    }

    @Test
    void isSuspendedAndStaysSoWhenOnlyItsExpiryIsMoved() throws Exception {
        account.clio.webhookBehaviour().expired(ExpiredWebhook.SUSPENDED);
        long id = account.subscribe("task", "id,name");
        account.time.advance(DEFAULT_LIFE);

        assertThat(account.read(id).data().get("status").asText()).isEqualTo("suspended");
        account.patch(id, "expires_at", "2026-03-20T00:00:00Z");
        account.clio.records("tasks").create("{\"name\":\"unheard\"}");
        assertThat(account.events()).isEmpty();

        account.patch(id, "url", account.receiver.url() + "/again");
        account.clio.records("tasks").create("{\"name\":\"heard\"}");
        assertThat(account.events()).containsExactly("created");
    }

    @Test
    void givesUpRetriesThatWouldComeAfterTheExpiry() throws Exception {
        account.subscribe("task", "id,name");
        account.time.advance(DEFAULT_LIFE.minus(Duration.ofMinutes(3)));
        account.receiver.faults.answerNext(2, 503);
        account.clio.records("tasks").create("{\"name\":\"too late\"}");

        account.time.advance(Duration.ofHours(1));

        assertThat(account.clio.ledger().deliveries().get(0).answers()).containsExactly(503, 503);
        assertThat(account.clio.ledger().givenUp()).isEqualTo(1);
    }
}
