package io.camelclio.component.webhook.subscription;

import static io.camelclio.component.webhook.subscription.WebhookModel.ACTIVITY;
import static io.camelclio.component.webhook.subscription.WebhookModel.CONTACT;
import static io.camelclio.component.webhook.subscription.WebhookModel.MATTER;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.component.api.ClioException;
import io.camelclio.component.webhook.delivery.SampleDeliveries;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.HandshakeMode;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.net.LoopbackPorts;
import io.camelclio.testkit.time.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestClock clock = new TestClock("2026-03-01T15:00:00Z");
    private ClioSandbox clio;
    private ClioAccount account;
    private Subscriptions subscriptions;

    @BeforeEach
    void start() throws Exception {
        clio = ClioAccount.quiet(clock);
        account = new ClioAccount(clio, clock);
        subscriptions = new Subscriptions(account.connection());
    }

    @AfterEach
    void stop() {
        account.close();
        clio.close();
    }

    @Test
    void createsAWebhookThatIsWantedAndTrustsItsSecret() {
        Subscription created = ensure(WantedSubscriptions.of(MATTER));

        JsonNode webhook = theOnlyWebhook().json();
        assertThat(webhook.get("url").asText()).isEqualTo(WantedSubscriptions.url(MATTER));
        assertThat(webhook.get("model").asText()).isEqualTo("matter");
        assertThat(webhook.get("fields").asText()).isEqualTo("id,updated_at");
        assertThat(texts(webhook.get("events")))
                .containsExactlyInAnyOrder(
                        "created", "updated", "deleted", "matter_opened", "matter_pended", "matter_closed");
        assertThat(created.expiresAt()).isEqualTo(clock.instant().plus(WantedSubscriptions.LIFE));
        assertThat(subscriptions.secrets().counting(WantedSubscriptions.of(MATTER)))
                .containsExactly(created);
        assertThat(signerOfABodySignedWith(ClioAccount.secretOf(theOnlyWebhook())))
                .isTrue();
    }

    @Test
    void adoptsAnExistingWebhookAfterARestartAndCreatesNoneTwice() {
        Subscription before = ensure(WantedSubscriptions.of(MATTER));

        subscriptions = new Subscriptions(account.connection());
        Subscription after = ensure(WantedSubscriptions.of(MATTER));

        assertThat(after).isEqualTo(before);
        assertThat(account.creations()).isEqualTo(1);
        assertThat(account.changes()).isZero();
    }

    @Test
    void replacesAWebhookThatClioHasSuspended() throws Exception {
        try (ClioSandbox impatient = ClioSandbox.builder()
                        .handshake(HandshakeMode.NEVER)
                        .clock(clock)
                        .retryBase(Duration.ofMillis(1))
                        .suspendAfter(1)
                        .unlimited()
                        .start();
                ClioAccount other = new ClioAccount(impatient, clock)) {
            WantedSubscription unheard = new WantedSubscription(
                    "http://127.0.0.1:" + LoopbackPorts.free() + "/matters",
                    "matter",
                    "id,updated_at",
                    Set.of("created"),
                    WantedSubscriptions.LIFE);
            Subscriptions replaced = new Subscriptions(other.connection());
            Subscription before = WantedSubscriptions.ensure(replaced, unheard).join();
            impatient.records("matters").create(Map.of("description", "Nobody listens"));
            await().until(() ->
                    other.webhooks().get(0).json().get("status").asText().equals("suspended"));

            clock.advance(ConfirmedSecrets.INTERVAL);
            Subscription after = WantedSubscriptions.ensure(replaced, unheard).join();

            assertThat(after.id()).isNotEqualTo(before.id());
            assertThat(after.isEnabled()).isTrue();
            assertThat(other.webhooks()).hasSize(1);
        }
    }

    @Test
    void createsOneWebhookHoweverManyAskAtTheSameTime() {
        List<CompletableFuture<Subscription>> asked = new ArrayList<>();
        for (int times = 0; times < 20; times++) {
            asked.add(WantedSubscriptions.ensure(subscriptions, WantedSubscriptions.of(MATTER)));
        }
        asked.forEach(CompletableFuture::join);

        assertThat(account.webhooks()).hasSize(1);
    }

    @Test
    void looksAfterTenModelsWithOneListCall() {
        List<CompletableFuture<Subscription>> asked = WantedSubscriptions.all().stream()
                .map(wanted -> WantedSubscriptions.ensure(subscriptions, wanted))
                .toList();
        asked.forEach(CompletableFuture::join);

        assertThat(account.webhooks())
                .extracting(webhook -> webhook.json().get("model").asText())
                .containsExactlyInAnyOrderElementsOf(WantedSubscriptions.all().stream()
                        .map(WantedSubscription::model)
                        .toList());
        assertThat(account.lists()).isEqualTo(1);
    }

    @Test
    void adoptsTenModelsWithOneListCallAndChangesNothing() {
        looksAfterTenModelsWithOneListCall();

        subscriptions = new Subscriptions(account.connection());
        WantedSubscriptions.all().forEach(this::ensure);

        assertThat(account.lists()).isEqualTo(2);
        assertThat(account.creations()).isEqualTo(10);
        assertThat(account.changes()).isZero();
    }

    @Test
    void correctsFieldsThatChangedAndKeepsIdAndSecret() {
        ensure(WantedSubscriptions.of(CONTACT));
        String secret = ClioAccount.secretOf(theOnlyWebhook());

        ensure(WantedSubscriptions.withFields(CONTACT, "id,etag,name,updated_at"));

        assertThat(theOnlyWebhook().json().get("fields").asText()).isEqualTo("id,etag,name,updated_at");
        assertThat(ClioAccount.secretOf(theOnlyWebhook())).isEqualTo(secret);
        assertThat(account.changes()).isEqualTo(1);
    }

    @Test
    void correctsEventsThatChanged() {
        ensure(WantedSubscriptions.of(CONTACT));

        ensure(new WantedSubscription(
                WantedSubscriptions.url(CONTACT),
                "contact",
                "id,updated_at",
                Set.of("deleted"),
                WantedSubscriptions.LIFE));

        assertThat(texts(theOnlyWebhook().json().get("events"))).containsExactly("deleted");
        assertThat(account.changes()).isEqualTo(1);
    }

    @Test
    void renewsWithAThirdOfItsLifeLeftAndNotBefore() {
        Instant created = clock.instant();
        ensure(WantedSubscriptions.of(ACTIVITY));

        clock.advance(Duration.ofDays(20).minusSeconds(1));
        ensure(WantedSubscriptions.of(ACTIVITY));
        assertThat(account.changes()).as("a second before").isZero();

        clock.advance(Duration.ofMinutes(1));
        Subscription renewed = ensure(WantedSubscriptions.of(ACTIVITY));
        assertThat(account.changes()).isEqualTo(1);
        assertThat(renewed.expiresAt())
                .isEqualTo(created.plus(Duration.ofDays(50)).plusSeconds(59));
        assertThat(account.webhooks()).hasSize(1);
    }

    @Test
    void createsAWebhookAnewThatIsGone() {
        ensure(WantedSubscriptions.of(ACTIVITY));
        clio.records("webhooks").delete(theOnlyWebhook().id());

        clock.advance(ConfirmedSecrets.INTERVAL);
        ensure(WantedSubscriptions.of(ACTIVITY));

        assertThat(account.webhooks()).hasSize(1);
        assertThat(account.creations()).isEqualTo(2);
    }

    @Test
    void asksForNewSecretsAsSoonAsTheLastListIsAnIntervalOldWhoeverAskedForIt() {
        ensure(WantedSubscriptions.of(ACTIVITY));
        clock.advance(ConfirmedSecrets.INTERVAL.minusSeconds(1));
        String secret = "of-another-replica";
        clio.records("webhooks").update(theOnlyWebhook().id(), Map.of("shared_secret", secret));
        subscriptions.secrets().refresh().join();
        assertThat(account.lists()).as("within the interval").isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        subscriptions.secrets().refresh().join();

        assertThat(account.lists()).isEqualTo(2);
        byte[] body = SampleDeliveries.ACTIVITY_CREATED.body();
        assertThat(subscriptions
                        .secrets()
                        .signerOf(
                                body,
                                Signature.parse(IndependentHmac.hex(secret, body))
                                        .orElseThrow(),
                                WantedSubscriptions.of(ACTIVITY)))
                .isPresent();
    }

    @Test
    void holdsUpNoDeliveryThatAsksForSecretsWhileAChangeBegins() {
        ensure(WantedSubscriptions.of(ACTIVITY));
        clock.advance(ConfirmedSecrets.INTERVAL);
        List<CompletableFuture<Void>> asked = new ArrayList<>();

        subscriptions
                .ensure(WantedSubscriptions.of(ACTIVITY), Duration.ofHours(1), found -> {
                    asked.add(CompletableFuture.supplyAsync(
                                    () -> subscriptions.secrets().refresh())
                            .orTimeout(10, SECONDS)
                            .join());
                    return CompletableFuture.completedFuture(false);
                })
                .orTimeout(20, SECONDS)
                .join();

        assertThat(asked).singleElement().satisfies(answer -> assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void forgetsTheSecretOfAWebhookThatIsGoneWhenTheOverlapIsOver() {
        ensure(WantedSubscriptions.of(ACTIVITY));
        clio.records("webhooks").delete(theOnlyWebhook().id());

        clock.advance(ConfirmedSecrets.INTERVAL);
        subscriptions.secrets().refresh().join();
        assertThat(subscriptions.secrets().counting(WantedSubscriptions.of(ACTIVITY)))
                .hasSize(1);

        clock.advance(ConfirmedSecrets.DEFAULT_OVERLAP);
        assertThat(subscriptions.secrets().counting(WantedSubscriptions.of(ACTIVITY)))
                .isEmpty();
    }

    @Test
    void confirmsWhatClioShowsByACallWhereTheHandshakeIsNotToBeTheAnswer() throws Exception {
        try (ClioSandbox reserved = pendingForEver();
                ClioAccount other = new ClioAccount(reserved, clock)) {
            WantedSubscription wanted = WantedSubscriptions.of(ACTIVITY);
            WantedSubscription delayed = new WantedSubscription(
                    wanted.url(),
                    Optional.empty(),
                    wanted.model(),
                    wanted.fields(),
                    wanted.events(),
                    wanted.life(),
                    Handshake.delayed);

            Subscription confirmed = WantedSubscriptions.ensure(new Subscriptions(other.connection()), delayed)
                    .join();

            assertThat(confirmed.isEnabled()).isTrue();
            assertThat(other.webhooks().get(0).json().get("status").asText()).isEqualTo("enabled");
        }
    }

    @Test
    void confirmsNothingByACallWhereTheHandshakeIsTheAnswer() throws Exception {
        try (ClioSandbox reserved = pendingForEver();
                ClioAccount other = new ClioAccount(reserved, clock)) {
            Subscriptions made = new Subscriptions(other.connection());

            Subscription created = WantedSubscriptions.ensure(made, WantedSubscriptions.of(ACTIVITY))
                    .join();

            assertThat(created.isPending()).isTrue();
            assertThat(made.awaitsHandshake(WantedSubscriptions.of(ACTIVITY))).isTrue();
            assertThat(made.awaitsHandshake(WantedSubscriptions.of(MATTER)))
                    .as("of another path")
                    .isFalse();
            assertThat(reserved.requests().count(entry -> entry.method().equals("PUT")))
                    .isZero();
        }
    }

    @Test
    void saysWhatToDoWhereASecretIsToBeConfirmedThatClioDoesNotShow() throws Exception {
        try (ClioSandbox reserved = pendingForEver();
                ClioFront front = new ClioFront(reserved, (request, sandbox) -> withoutSecrets(sandbox.get()));
                ClioAccount other = new ClioAccount(reserved, front.address(), clock)) {
            WantedSubscription wanted = WantedSubscriptions.of(ACTIVITY);
            WantedSubscription delayed = new WantedSubscription(
                    wanted.url(),
                    Optional.empty(),
                    wanted.model(),
                    wanted.fields(),
                    wanted.events(),
                    wanted.life(),
                    Handshake.delayed);

            assertThatThrownBy(() -> WantedSubscriptions.ensure(new Subscriptions(other.connection()), delayed)
                            .join())
                    .hasMessageContaining("no shared_secret")
                    .hasMessageContaining("set option handshake to immediate");
        }
    }

    @Test
    void provesWithGivenSecretsWhereClioShowsNone() throws Exception {
        try (ClioFront front = new ClioFront(clio, (request, sandbox) -> withoutSecrets(sandbox.get()));
                ClioAccount secretive = new ClioAccount(clio, front.address(), clock)) {
            secretive.connection().setWebhookSecrets(Map.of("matter", "previous, given-by-hand"));
            subscriptions = new Subscriptions(secretive.connection());

            ensure(WantedSubscriptions.of(MATTER));

            assertThat(signerOfABodySignedWith("given-by-hand")).isTrue();
            assertThat(signerOfABodySignedWith("previous")).isTrue();
            assertThat(signerOfABodySignedWith(ClioAccount.secretOf(theOnlyWebhook())))
                    .isFalse();
        }
    }

    @Test
    void endsDuplicatesOfItsOwnAndKeepsTheLowestId() {
        long lowest = plant(WantedSubscriptions.url(ACTIVITY), "activity").id();
        plant(WantedSubscriptions.url(ACTIVITY), "activity");
        plant(WantedSubscriptions.url(ACTIVITY), "activity");

        Subscription adopted = ensure(WantedSubscriptions.of(ACTIVITY));

        assertThat(adopted.id()).isEqualTo(lowest);
        assertThat(theOnlyWebhook().id()).isEqualTo(lowest);
        assertThat(account.creations()).isZero();
    }

    @Test
    void leavesWebhooksOfOthersAlone() {
        plant("http://127.0.0.1:9/somebody/else", "activity");
        plant(WantedSubscriptions.url(ACTIVITY), "contact");

        ensure(WantedSubscriptions.of(ACTIVITY));

        assertThat(account.webhooks()).hasSize(3);
        assertThat(account.changes()).isZero();
        assertThat(subscriptions.secrets().counting(WantedSubscriptions.of(ACTIVITY)))
                .hasSize(1);
    }

    @Test
    void findsItsWebhookBehindTheFirstPageOfTheList() {
        for (int other = 0; other < 200; other++) {
            plant("http://127.0.0.1:9/other/" + other, "activity");
        }
        long mine = plant(WantedSubscriptions.url(ACTIVITY), "activity").id();

        assertThat(ensure(WantedSubscriptions.of(ACTIVITY)).id()).isEqualTo(mine);
        assertThat(account.creations()).isZero();
        assertThat(account.lists()).as("pages").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared_secret", "expires_at"})
    void readsTheWebhookAgainWhenTheAnswerToItsCreationLacksAField(String field) throws Exception {
        try (ClioFront front =
                        new ClioFront(clio, (request, sandbox) -> withoutInCreation(field, request, sandbox.get()));
                ClioAccount fronted = new ClioAccount(clio, front.address(), clock)) {
            subscriptions = new Subscriptions(fronted.connection());

            Subscription created = ensure(WantedSubscriptions.of(MATTER));

            assertThat(account.reads()).isEqualTo(1);
            assertThat(created.expiresAt()).isEqualTo(clock.instant().plus(WantedSubscriptions.LIFE));
            assertThat(signerOfABodySignedWith(ClioAccount.secretOf(theOnlyWebhook())))
                    .isTrue();
        }
    }

    @Test
    void doesNotReadAgainWhatIsComplete() {
        ensure(WantedSubscriptions.of(MATTER));

        assertThat(account.reads()).isZero();
    }

    @Test
    void createsNoSecondWebhookWhenTheAnswerToTheFirstCreationWasLost() {
        subscriptions.secrets().refresh().join();
        clio.faults().dropAnswersOfNext(1, path -> path.equals("/api/v4/webhooks.json"));
        assertThatThrownBy(() -> ensure(WantedSubscriptions.of(MATTER))).hasCauseInstanceOf(ClioException.class);

        ensure(WantedSubscriptions.of(MATTER));

        assertThat(account.webhooks()).hasSize(1);
        assertThat(account.creations()).isEqualTo(1);
    }

    @Test
    void triesAgainAfterAFailureOfTheList() {
        clio.faults().answerNext(1, 500, path -> path.startsWith("/api/"));
        assertThatThrownBy(() -> ensure(WantedSubscriptions.of(MATTER))).hasMessageContaining("500");

        ensure(WantedSubscriptions.of(MATTER));

        assertThat(account.webhooks()).hasSize(1);
    }

    @Test
    void trustsNothingOfAListThatIsCutOff() {
        ensure(WantedSubscriptions.of(MATTER));
        Subscriptions restarted = new Subscriptions(account.connection());
        clio.faults().truncateNext(1, path -> path.endsWith("/webhooks.json"));

        assertThatThrownBy(() ->
                        restarted.secrets().refresh().orTimeout(20, SECONDS).join())
                .isInstanceOf(Exception.class);
        assertThat(restarted.secrets().counting(WantedSubscriptions.of(MATTER))).isEmpty();
    }

    @Test
    void quotesNoSecretOfAnAnswerItCannotRead() throws Exception {
        Response broken = Response.json(200, "{\"data\":[{\"id\":1,\"shared_secret\":\"do-not-tell\",}]}");
        try (ClioFront front = new ClioFront(
                        clio,
                        (request, sandbox) -> request.path().endsWith("/webhooks.json") ? broken : sandbox.get());
                ClioAccount fronted = new ClioAccount(clio, front.address(), clock)) {
            subscriptions = new Subscriptions(fronted.connection());

            assertThatThrownBy(() -> ensure(WantedSubscriptions.of(MATTER)))
                    .hasStackTraceContaining("/api/v4/webhooks.json")
                    .satisfies(failure ->
                            assertThat(Throwables.getStackTrace(failure)).doesNotContain("do-not-tell"));
        }
    }

    @Test
    void neverShowsASecret() {
        Subscription created = ensure(WantedSubscriptions.of(MATTER));

        assertThat(created.toString())
                .contains("matter", Long.toString(created.id()))
                .doesNotContain(ClioAccount.secretOf(theOnlyWebhook()));
    }

    private Subscription ensure(WantedSubscription wanted) {
        return WantedSubscriptions.ensure(subscriptions, wanted)
                .orTimeout(20, SECONDS)
                .join();
    }

    private ClioRecord theOnlyWebhook() {
        assertThat(account.webhooks()).hasSize(1);
        return account.webhooks().get(0);
    }

    private boolean signerOfABodySignedWith(String secret) {
        byte[] body = SampleDeliveries.MATTER_CLOSED.body();
        Signature signature = Signature.parse(IndependentHmac.hex(secret, body)).orElseThrow();
        return subscriptions
                .secrets()
                .signerOf(body, signature, WantedSubscriptions.of(MATTER))
                .isPresent();
    }

    /** A webhook that is in Clio already. */
    private ClioRecord plant(String url, String model) {
        ObjectNode webhook = JSON.createObjectNode();
        webhook.put("url", url).put("model", model).put("fields", "id,updated_at");
        webhook.put("status", "enabled").put("shared_secret", "planted secret");
        webhook.put("expires_at", clock.instant().plus(WantedSubscriptions.LIFE).toString());
        WebhookModel.of(model).events().forEach(webhook.withArray("events")::add);
        return clio.records("webhooks").create(webhook.toString());
    }

    private static Response withoutInCreation(String field, Request request, Response answer) {
        if (!request.method().equals("POST") || !request.path().endsWith("/webhooks.json")) {
            return answer;
        }
        try {
            ObjectNode tree = (ObjectNode) JSON.readTree(answer.body());
            assertThat(((ObjectNode) tree.get("data")).remove(field)).as(field).isNotNull();
            return Response.json(answer.status(), JSON.writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes webhooks and hears nothing of them: the handshake meets a closed door. */
    private ClioSandbox pendingForEver() throws IOException {
        return ClioSandbox.builder()
                .handshake(HandshakeMode.BEFORE_CREATE_RESPONSE)
                .clock(clock)
                .unlimited()
                .start();
    }

    private static Response withoutSecrets(Response answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return Response.json(
                answer.status(), text.replaceAll("\"shared_secret\":\"[^\"]*\"", "\"shared_secret\":null"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
