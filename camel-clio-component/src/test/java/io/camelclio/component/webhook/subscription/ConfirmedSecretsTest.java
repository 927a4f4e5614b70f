package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static io.camelclio.component.webhook.subscription.WebhookModel.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.webhook.delivery.SampleDeliveries;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConfirmedSecretsTest {

    private static final Duration OVERLAP = Duration.ofMinutes(65);
    private static final byte[] BODY = SampleDeliveries.ACTIVITY_CREATED.body();
    private static final WantedSubscription ACTIVITIES = WantedSubscriptions.of(ACTIVITY);

    private final TestClock clock = new TestClock("2026-03-01T15:00:00Z");
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();

    @Test
    void provesNothingBeforeClioHasShownASecret() {
        ConfirmedSecrets secrets = secrets();

        assertThat(secrets.isEmpty(ACTIVITIES)).isTrue();
        assertThat(signer(secrets, "")).isEmpty();
        assertThat(signer(secrets, "null")).isEmpty();

        secrets.shown(List.of(webhook(1, ACTIVITY, null)));
        assertThat(secrets.isEmpty(ACTIVITIES)).isTrue();
        assertThat(signer(secrets, "")).isEmpty();
    }

    @Test
    void provesByEachSecretOfThePathAndByNoOther() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(
                List.of(webhook(1, ACTIVITY, "one"), webhook(2, ACTIVITY, "two"), webhook(3, CONTACT, "of contacts")));

        assertThat(signer(secrets, "one")).contains(new Signer(Set.of(1L)));
        assertThat(signer(secrets, "two")).contains(new Signer(Set.of(2L)));
        assertThat(signer(secrets, "of contacts")).isEmpty();
        assertThat(signer(secrets, "three")).isEmpty();
    }

    @Test
    void namesEveryWebhookThatHasTheSecret() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(List.of(webhook(1, ACTIVITY, "same"), webhook(2, ACTIVITY, "same"), webhook(3, ACTIVITY, "x")));

        Signer signer = signer(secrets, "same").orElseThrow();

        assertThat(signer.speaksFor(1)).isTrue();
        assertThat(signer.speaksFor(2)).isTrue();
        assertThat(signer.speaksFor(3)).isFalse();
    }

    @Test
    void countsOldAndNewForTheOverlapWhenASecretHasChanged() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(List.of(webhook(1, ACTIVITY, "old")));

        secrets.shown(List.of(webhook(1, ACTIVITY, "new")));

        assertCountsUntilTheOverlapEnds(secrets, "old");
        assertThat(signer(secrets, "new")).isPresent();
    }

    @Test
    void countsTheSecretOfAReplacedWebhookForTheOverlapUnderItsOwnIdOnly() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(List.of(webhook(1, ACTIVITY, "old")));

        secrets.shown(List.of(webhook(2, ACTIVITY, "new")));

        assertThat(signer(secrets, "old")).contains(new Signer(Set.of(1L)));
        assertCountsUntilTheOverlapEnds(secrets, "old");
    }

    @Test
    void countsASecretThatClioStopsToShowForTheOverlap() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(List.of(webhook(1, ACTIVITY, "old")));

        secrets.shown(List.of(webhook(1, ACTIVITY, null)));

        assertCountsUntilTheOverlapEnds(secrets, "old");
    }

    @Test
    void endsTheOverlapAtItsTimeHoweverOftenClioIsAskedMeanwhile() {
        ConfirmedSecrets secrets = secrets();
        secrets.shown(List.of(webhook(1, ACTIVITY, "old")));
        secrets.shown(List.of(webhook(1, ACTIVITY, "new")));

        for (int minutes = 0; minutes < OVERLAP.toMinutes(); minutes++) {
            assertThat(signer(secrets, "old")).as("after %d minutes", minutes).isPresent();
            clock.advance(Duration.ofMinutes(1));
            secrets.shown(List.of(webhook(1, ACTIVITY, "new")));
        }

        assertThat(signer(secrets, "old")).isEmpty();
    }

    @Test
    void forgetsAnOldSecretAtOnceWhereThereIsNoOverlap() {
        ConfirmedSecrets secrets = new ConfirmedSecrets(clock, Duration.ZERO, GivenSecrets.of(Map.of()), this::ask);
        secrets.shown(List.of(webhook(1, ACTIVITY, "leaked")));

        secrets.shown(List.of(webhook(1, ACTIVITY, "new")));

        assertThat(signer(secrets, "leaked")).isEmpty();
        assertThat(signer(secrets, "new")).isPresent();
    }

    @Test
    void keepsABoundedNumberOfOldSecretsTheLatestOnes() {
        ConfirmedSecrets secrets = secrets();
        int changes = ConfirmedSecrets.MOST_RETIRING * 3;
        for (int change = 0; change <= changes; change++) {
            secrets.shown(List.of(webhook(1, ACTIVITY, "secret " + change)));
        }

        assertThat(secrets.counting(ACTIVITIES)).hasSize(ConfirmedSecrets.MOST_RETIRING + 1);
        assertThat(signer(secrets, "secret " + (changes - ConfirmedSecrets.MOST_RETIRING)))
                .isPresent();
        assertThat(signer(secrets, "secret " + (changes - ConfirmedSecrets.MOST_RETIRING - 1)))
                .isEmpty();
    }

    @Test
    void asksClioOnceAnIntervalForAllWhoWait() {
        ConfirmedSecrets secrets = secrets();

        CompletableFuture<Void> first = secrets.refresh();
        clock.advance(ConfirmedSecrets.INTERVAL.multipliedBy(2));
        assertThat(secrets.refresh()).as("while Clio has not answered").isSameAs(first);
        asked.get(0).complete(null);
        secrets.refresh();
        assertThat(asked).hasSize(2);
        asked.get(1).completeExceptionally(new IllegalStateException("Clio fails"));

        clock.advance(ConfirmedSecrets.INTERVAL.minusMillis(1));
        assertThat(secrets.refresh()).isCompletedExceptionally();
        assertThat(asked).as("within the interval after a failure").hasSize(2);
        clock.advance(Duration.ofMillis(1));
        secrets.refresh();
        assertThat(asked).hasSize(3);
    }

    @Test
    void isOverAFailureWhenClioAnswersSomebodyElseAndCountsTheIntervalFromThen() {
        ConfirmedSecrets secrets = secrets();
        secrets.refresh();
        asked.get(0).completeExceptionally(new IllegalStateException("Clio fails"));
        clock.advance(Duration.ofSeconds(5));

        secrets.listed(List.of(webhook(1, ACTIVITY, "one")), clock.instant());

        assertThat(secrets.refresh()).isCompleted();
        clock.advance(ConfirmedSecrets.INTERVAL.minusMillis(1));
        assertThat(secrets.refresh()).isCompleted();
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        secrets.refresh();
        assertThat(asked).hasSize(2);
    }

    @Test
    void countsGivenSecretsOfTheModelBesidesThoseThatClioShows() {
        ConfirmedSecrets secrets = new ConfirmedSecrets(
                clock, OVERLAP, GivenSecrets.of(Map.of("activity", "given, next", "contact", "other")), this::ask);

        assertThat(secrets.isEmpty(ACTIVITIES)).isFalse();
        assertThat(signer(secrets, "given").orElseThrow().speaksFor(4711)).isTrue();
        assertThat(signer(secrets, "next")).isPresent();
        assertThat(signer(secrets, "other")).isEmpty();

        secrets.shown(List.of(webhook(1, ACTIVITY, "shown")));
        assertThat(signer(secrets, "shown").orElseThrow().speaksFor(4711)).isFalse();
        assertThat(signer(secrets, "given")).isPresent();
    }

    private void assertCountsUntilTheOverlapEnds(ConfirmedSecrets secrets, String secret) {
        assertThat(signer(secrets, secret)).isPresent();
        clock.advance(OVERLAP.minusMillis(1));
        assertThat(signer(secrets, secret)).as("just before the end").isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(signer(secrets, secret)).as("at the end").isEmpty();
    }

    private ConfirmedSecrets secrets() {
        return new ConfirmedSecrets(clock, OVERLAP, GivenSecrets.of(Map.of()), this::ask);
    }

    private CompletableFuture<Void> ask() {
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    }

    private static Optional<Signer> signer(ConfirmedSecrets secrets, String secret) {
        Signature signature = Signature.parse(IndependentHmac.hex(secret.isEmpty() ? "empty" : secret, BODY))
                .orElseThrow();
        return secrets.signerOf(BODY, signature, ACTIVITIES);
    }

    private static Subscription webhook(long id, WebhookModel model, String secret) {
        return new Subscription(
                id,
                WantedSubscriptions.url(model),
                model.word(),
                "id",
                model.events(),
                "enabled",
                null,
                null,
                secret == null ? null : Signature.key(secret));
    }
}
