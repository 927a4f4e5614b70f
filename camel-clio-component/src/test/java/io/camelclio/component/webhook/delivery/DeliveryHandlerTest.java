package io.camelclio.component.webhook.delivery;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_CREATED;
import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_DELETED;
import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_UPDATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.ClioConstants;
import io.camelclio.component.http.Answer;
import io.camelclio.component.http.Request;
import io.camelclio.component.webhook.subscription.ClioAccount;
import io.camelclio.component.webhook.subscription.ConfirmedSecrets;
import io.camelclio.component.webhook.subscription.Handshake;
import io.camelclio.component.webhook.subscription.IndependentHmac;
import io.camelclio.component.webhook.subscription.Subscription;
import io.camelclio.component.webhook.subscription.Subscriptions;
import io.camelclio.component.webhook.subscription.WantedSubscription;
import io.camelclio.component.webhook.subscription.WantedSubscriptions;
import io.camelclio.component.webhook.subscription.WebhookModel;
import io.camelclio.event.ChangeEvent;
import io.camelclio.log.CapturedLog;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.support.DefaultConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryHandlerTest {

    private static final int MAX_BODY = 4_096;
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final WantedSubscription ACTIVITIES = new WantedSubscription(
            "http://127.0.0.1:9/clio/sandbox/webhooks/activity",
            "activity",
            "id,etag,updated_at",
            WebhookModel.ACTIVITY.events(),
            Duration.ofDays(30));

    private final TestClock clock = new TestClock("2026-03-01T15:00:00Z");
    private final HeldRoute route = new HeldRoute();
    private final RecordedObserver observer = new RecordedObserver();
    private ClioSandbox clio;
    private ClioAccount account;
    private Subscriptions subscriptions;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws Exception {
        clio = ClioAccount.quiet(clock);
        account = new ClioAccount(clio, clock);
        subscriptions = new Subscriptions(account.connection());
        endpoint = account.context().getEndpoint("direct:deliveries");
    }

    @AfterEach
    void stop() {
        account.close();
        clio.close();
    }

    @Nested
    class OfRequestsThatAreNoDelivery {

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "post", ""})
        void answers405AndNamesTheMethodAllowed(String method) {
            Answer answer = answer(handler().handle(request(method, ACTIVITY_UPDATED.body(), Map.of())));

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", "POST");
        }

        @Test
        void answers413OverTheLimitOnly() {
            assertThat(statusOf(post(new byte[MAX_BODY + 1], Map.of()))).isEqualTo(413);
            assertThat(statusOf(post(new byte[MAX_BODY], Map.of()))).isEqualTo(401);
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "deflate", "br", "identity", ""})
        void answers415ToAnEncodedBodyEvenIfItIsSigned(String encoding) {
            Subscription signer = subscribed();
            byte[] body = ACTIVITY_UPDATED.withWebhookId(signer.id()).body();

            assertThat(statusOf(post(body, Map.of("X-Hook-Signature", sign(body), "Content-Encoding", encoding))))
                    .isEqualTo(415);
            assertThat(route.count()).isZero();
        }
    }

    @Nested
    class OfHandshakes {

        @Test
        void echoesTheSecretAndBelievesNothing() {
            subscribed();
            String planted = "planted-by-a-stranger";

            Answer echo = answer(handler().handle(post(utf8("{}"), Map.of("X-Hook-Secret", planted))));
            byte[] body = ACTIVITY_UPDATED
                    .withWebhookId(account.webhooks().get(0).id())
                    .body();
            int forged = statusOf(post(body, signature(IndependentHmac.hex(planted, body))));

            assertThat(echo.status()).isEqualTo(200);
            assertThat(echo.headers()).containsExactly(Map.entry("X-Hook-Secret", planted));
            assertThat(forged).isEqualTo(401);
            assertThat(route.count()).isZero();
        }

        @Test
        void echoesWhileSuspendedAndWhileNoSecretIsKnown() {
            DeliveryHandler handler = handler();
            handler.accept(false);

            assertThat(answer(handler.handle(post(utf8("{}"), Map.of("X-Hook-Secret", "abc"))))
                            .status())
                    .isEqualTo(200);
            assertThat(account.lists()).as("calls to Clio").isZero();
        }

        @Test
        void hearsAHandshakeWithoutAnsweringItWhereACallIsToConfirmIt() {
            WantedSubscription delayed = new WantedSubscription(
                    ACTIVITIES.url(),
                    Optional.empty(),
                    ACTIVITIES.model(),
                    ACTIVITIES.fields(),
                    ACTIVITIES.events(),
                    ACTIVITIES.life(),
                    Handshake.delayed);

            Answer heard =
                    answer(handler(delayed, 1, PATIENT).handle(post(utf8("{}"), Map.of("X-Hook-Secret", "abc"))));

            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.headers()).isEmpty();
        }

        static Stream<String> sillySecrets() {
            return Stream.of(
                    "",
                    " ",
                    "two words",
                    "line\nfeed",
                    "return\rX-Injected: yes",
                    "tab\t",
                    "nul\u0000",
                    "del\u007f",
                    "é",
                    "€",
                    "s".repeat(513));
        }

        @ParameterizedTest
        @MethodSource("sillySecrets")
        void refusesToEchoWhatNoSecretLooksLike(String secret) {
            assertThat(statusOf(post(utf8("{}"), Map.of("X-Hook-Secret", secret))))
                    .isEqualTo(401);
        }

        @Test
        void refusesSeveralSecrets() {
            Request request = new Request(
                    "POST", "", name -> name.equals("X-Hook-Secret") ? List.of("one", "two") : List.of(), utf8("{}"));

            assertThat(statusOf(request)).isEqualTo(401);
        }

        @Test
        void isNoHandshakeWhenThereIsASignatureToo() {
            subscribed();
            Answer answer = answer(handler()
                    .handle(post(utf8("{}"), Map.of("X-Hook-Secret", "abc", "X-Hook-Signature", "0".repeat(64)))));

            assertThat(answer).isEqualTo(WebhookAnswer.UNPROVEN);
        }
    }

    @Nested
    class OfSignatures {

        @Test
        void forwardsAGenuineDeliveryAndAnswers200OnlyWhenTheRouteHasEnded() {
            Subscription signer = subscribed();
            CompletableFuture<Answer> answer = handle(handler(), genuine(signer));

            assertThat(route.count()).isEqualTo(1);
            assertThat(answer).isNotDone();
            route.finishNext();

            assertThat(answer(answer)).isEqualTo(WebhookAnswer.DONE);
        }

        @Test
        void givesTheRouteTheExactBytesAndTheDocumentedHeaders() {
            Subscription signer = subscribed();
            SampleDelivery sample = ACTIVITY_CREATED.withWebhookId(signer.id());
            handle(handler(), signed(sample));

            HeldRoute.Received received = route.received().get(0);
            assertThat(received.body()).isEqualTo(sample.dataBytes());
            assertThat(received.headers())
                    .containsEntry(ClioConstants.CONNECTION, "sandbox")
                    .containsEntry(ClioConstants.ENTITY, "activity")
                    .containsEntry(ClioConstants.RECORD_ID, "3000000152")
                    .containsEntry(ClioConstants.EVENT, "created")
                    .containsEntry(ClioConstants.WEBHOOK_ID, signer.id())
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "com.clio.activity.changed.v1")
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "sandbox/3000000152")
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TIME, "2026-03-01T14:30:00Z");
        }

        @Test
        void takesTheTimeOfARecordWithoutOneFromTheDateOfTheRequestElseFromReceipt() {
            Subscription signer = subscribed();
            SampleDelivery undated =
                    ACTIVITY_UPDATED.withWebhookId(signer.id()).withData("{\"id\":1,\"etag\":\"\\\"a\\\"\"}");
            byte[] body = undated.body();
            handle(
                    handler(),
                    post(body, Map.of("X-Hook-Signature", sign(body), "Date", "Sun, 01 Mar 2026 14:59:58 GMT")));
            handle(handler(), post(body, Map.of("X-Hook-Signature", sign(body), "Date", "yesterday")));
            handle(handler(), signed(undated));

            assertThat(route.received())
                    .extracting(received -> received.header(CloudEvent.CAMEL_CLOUD_EVENT_TIME))
                    .containsExactly("2026-03-01T14:59:58Z", "2026-03-01T15:00:00Z", "2026-03-01T15:00:00Z");
        }

        /** Clio's documents and folders can be restored, so that it counts which is newer. */
        @Test
        void aDeletionIsNotOlderThanTheChangeBeforeItThoughCliosClockIsAhead() {
            Subscription signer = subscribed();
            SampleDelivery sample = ACTIVITY_UPDATED.withWebhookId(signer.id());
            handle(handler(), signed(sample.withData("{\"id\":1,\"updated_at\":\"2026-03-01T15:02:06Z\"}")));
            handle(handler(), signed(sample.withRawEvent("\"deleted\"").withData("{\"id\":1}")));

            assertThat(route.received())
                    .extracting(received -> received.header(CloudEvent.CAMEL_CLOUD_EVENT_TIME))
                    .containsExactly("2026-03-01T15:02:06Z", "2026-03-01T15:02:06Z");
        }

        static Stream<List<String>> uselessSignatures() {
            String wellFormed = "a".repeat(64);
            return Stream.of(
                    List.of(""),
                    List.of("a".repeat(63)),
                    List.of("a".repeat(65)),
                    List.of("g".repeat(64)),
                    List.of(wellFormed + "," + wellFormed),
                    List.of(wellFormed, wellFormed));
        }

        @ParameterizedTest
        @MethodSource("uselessSignatures")
        void answers401ToAMalformedOrRepeatedSignatureWithoutAskingClio(List<String> signatures) {
            subscribed();
            long lists = account.lists();
            clock.advance(Duration.ofHours(1));

            assertThat(statusOf(new Request(
                            "POST",
                            "",
                            name -> name.equals("X-Hook-Signature") ? signatures : List.of(),
                            ACTIVITY_UPDATED.body())))
                    .isEqualTo(401);
            assertThat(account.lists()).isEqualTo(lists);
        }

        @Test
        void answers401ToAGenuineSignatureThatIsSentTwice() {
            Subscription signer = subscribed();
            byte[] body = ACTIVITY_UPDATED.withWebhookId(signer.id()).body();

            assertThat(statusOf(new Request(
                            "POST",
                            "",
                            name -> name.equals("X-Hook-Signature") ? List.of(sign(body), sign(body)) : List.of(),
                            body)))
                    .isEqualTo(401);
            assertThat(route.count()).isZero();
        }

        @Test
        void answers401ToAnUnsignedDelivery() {
            assertThat(statusOf(post(ACTIVITY_UPDATED.body(), Map.of()))).isEqualTo(401);
        }

        @Test
        void answers401ToOneFlippedByte() {
            Subscription signer = subscribed();
            byte[] body = ACTIVITY_UPDATED.withWebhookId(signer.id()).body();
            String signature = sign(body);
            for (int at = 0; at < body.length; at++) {
                byte[] flipped = body.clone();
                flipped[at] ^= 1;
                assertThat(statusOf(post(flipped, signature(signature))))
                        .as("flipped at %d", at)
                        .isEqualTo(401);
            }
            assertThat(route.count()).isZero();
        }

        @Test
        void asksClioAtMostOnceAnIntervalHoweverManyForgedDeliveriesArrive() {
            subscribed();
            long before = account.lists();
            clock.advance(ConfirmedSecrets.INTERVAL);
            DeliveryHandler handler = handler();

            assertAllForgedAreRefused(handler, 500);
            assertThat(account.lists() - before).as("in the first interval").isEqualTo(1);

            clock.advance(ConfirmedSecrets.INTERVAL.minusMillis(1));
            assertAllForgedAreRefused(handler, 50);
            assertThat(account.lists() - before).as("just before its end").isEqualTo(1);

            clock.advance(Duration.ofMillis(1));
            assertAllForgedAreRefused(handler, 50);
            assertThat(account.lists() - before).as("in the second interval").isEqualTo(2);
        }

        @Test
        void putsOffWhatItCannotProveAndAsksClioOnceAnIntervalWhileClioFails() {
            subscribed();
            long before = account.lists();
            clio.faults().answerNext(100, 503);
            clock.advance(ConfirmedSecrets.INTERVAL);

            DeliveryHandler handler = handler();
            for (int unproven = 0; unproven < 100; unproven++) {
                assertThat(answer(handler.handle(forged(unproven)))).isEqualTo(Answer.LATER);
            }

            assertThat(account.lists() - before).isEqualTo(1);
            assertThat(observer.news()).contains("clio_silent");
            assertThat(observer.putOffs()).as("put off, as far as it is proven").isZero();
        }

        @Test
        void letsOnlyABoundedNumberOfForgedDeliveriesWaitForClio() {
            subscribed();
            clock.advance(ConfirmedSecrets.INTERVAL);
            clio.faults().latency(Duration.ofSeconds(1));
            DeliveryHandler handler = handler();

            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int forged = 0; forged < DeliveryHandler.MAX_UNPROVEN + 20; forged++) {
                answers.add(handle(handler, forged(forged)));
            }

            assertThat(answers.subList(DeliveryHandler.MAX_UNPROVEN, answers.size()))
                    .allSatisfy(refused -> assertThat(refused).isCompletedWithValue(Answer.LATER));
            assertThat(answers.subList(0, DeliveryHandler.MAX_UNPROVEN))
                    .allSatisfy(waiting -> assertThat(waiting).isNotDone());
            assertThat(answers.subList(0, DeliveryHandler.MAX_UNPROVEN))
                    .allSatisfy(waiting -> assertThat(answer(waiting)).isEqualTo(WebhookAnswer.UNPROVEN));
        }

        @Test
        void acceptsGenuineDeliveriesWhileForgedOnesWaitForClio() {
            Subscription signer = subscribed();
            clock.advance(ConfirmedSecrets.INTERVAL);
            clio.faults().latency(Duration.ofSeconds(1));
            DeliveryHandler handler = handler();
            for (int forged = 0; forged < DeliveryHandler.MAX_UNPROVEN + 1; forged++) {
                handle(handler, forged(forged));
            }

            handle(handler, genuine(signer));

            assertThat(route.count()).isEqualTo(1);
        }

        @Test
        void takesNoForgedDeliveryForOneThatWasPutOff() {
            Subscription signer = subscribed();
            clock.advance(ConfirmedSecrets.INTERVAL);
            clio.faults().latency(Duration.ofSeconds(1));
            DeliveryHandler handler = handler(1, PATIENT);
            for (int forged = 0; forged < DeliveryHandler.MAX_UNPROVEN + 1; forged++) {
                handle(handler, forged(forged));
            }
            assertThat(observer.news()).containsExactly("unproven_crowd");
            assertThat(observer.putOffs()).isZero();

            handle(handler, genuine(signer));
            handle(handler, genuine(signer, 2));

            assertThat(observer.putOffs()).isEqualTo(1);
        }

        @Test
        void learnsANewSecretFromClioWhenADeliveryIsSignedWithIt() {
            subscribed();
            clio.records("webhooks").update(account.webhooks().get(0).id(), Map.of("shared_secret", "rotated"));
            clock.advance(ConfirmedSecrets.INTERVAL);
            byte[] body = ACTIVITY_UPDATED
                    .withWebhookId(account.webhooks().get(0).id())
                    .body();

            CompletableFuture<Answer> answer =
                    handle(handler(), post(body, signature(IndependentHmac.hex("rotated", body))));
            await().until(() -> route.count() == 1);
            route.finishNext();

            assertThat(answer(answer)).isEqualTo(WebhookAnswer.DONE);
        }

        @Test
        void acceptsWhatTheOldSecretSignedForTheOverlapAfterAChangeWasSeen() {
            Subscription before = subscribed();
            String old = ClioAccount.secretOf(account.webhooks().get(0));
            clio.records("webhooks").update(before.id(), Map.of("shared_secret", "rotated"));
            clock.advance(ConfirmedSecrets.INTERVAL);
            subscriptions.secrets().refresh().join();
            DeliveryHandler handler = handler();
            byte[] retried = ACTIVITY_UPDATED.withWebhookId(before.id()).body();

            handle(handler, post(retried, signature(IndependentHmac.hex(old, retried))));
            assertThat(route.count()).isEqualTo(1);

            clock.advance(ConfirmedSecrets.DEFAULT_OVERLAP);
            assertThat(answer(handler.handle(post(retried, signature(IndependentHmac.hex(old, retried))))))
                    .isEqualTo(WebhookAnswer.UNPROVEN);
        }

        @Test
        void acceptsWhatIsUnderWayFromAWebhookThatWasReplacedUnderItsOldIdOnly() {
            Subscription before = subscribed();
            String old = ClioAccount.secretOf(account.webhooks().get(0));
            clio.records("webhooks").delete(before.id());
            clock.advance(ConfirmedSecrets.INTERVAL);
            Subscription after = subscribed();
            byte[] underWay = ACTIVITY_UPDATED.withWebhookId(before.id()).body();
            byte[] mixed = ACTIVITY_UPDATED.withWebhookId(after.id()).body();

            handle(handler(), post(underWay, signature(IndependentHmac.hex(old, underWay))));

            assertThat(after.id()).isNotEqualTo(before.id());
            assertThat(route.count()).isEqualTo(1);
            assertThat(statusOf(post(mixed, signature(IndependentHmac.hex(old, mixed)))))
                    .isEqualTo(401);
        }

        @Test
        void answers503AsLongAsClioHasConfirmedNoSecretAtAll() {
            clio.faults().answerNext(1, 503);

            assertThat(statusOf(forged(1))).isEqualTo(503);
        }

        @Test
        void answers401ToAWebhookIdOfAnotherSubscription() {
            Subscription signer = subscribed();

            assertThat(statusOf(signed(ACTIVITY_UPDATED.withWebhookId(signer.id() + 1))))
                    .isEqualTo(401);
            assertThat(route.count()).isZero();
        }

        @Test
        void answers401ToADeliveryOfTheSameAccountForAnotherPath() {
            subscribed();
            WantedSubscription contacts = new WantedSubscription(
                    "http://127.0.0.1:9/clio/sandbox/webhooks/contact",
                    "contact",
                    "id,etag",
                    WebhookModel.CONTACT.events(),
                    Duration.ofDays(30));
            Subscription other =
                    WantedSubscriptions.ensure(subscriptions, contacts).join();
            String secret = clio.records("webhooks")
                    .find(other.id())
                    .map(ClioAccount::secretOf)
                    .orElseThrow();
            byte[] body = ACTIVITY_UPDATED.withWebhookId(other.id()).body();

            assertThat(statusOf(post(body, signature(IndependentHmac.hex(secret, body)))))
                    .isEqualTo(401);
            assertThat(route.count()).isZero();
        }

        private void assertAllForgedAreRefused(DeliveryHandler handler, int count) {
            for (int forged = 0; forged < count; forged++) {
                assertThat(answer(handler.handle(forged(forged)))).isEqualTo(WebhookAnswer.UNPROVEN);
            }
        }
    }

    @Nested
    class OfTheRoute {

        @Test
        void answers503WithRetryAfterWhenTheRouteFails() {
            CompletableFuture<Answer> answer = handle(handler(), genuine(subscribed()));
            route.failNext(new IllegalStateException("no broker"));

            assertThat(answer(answer).status()).isEqualTo(503);
            assertThat(answer(answer).headers()).containsKey("Retry-After");
        }

        @Test
        void answers503WhenTheRouteRollsBackWithoutAnException() {
            CompletableFuture<Answer> answer = handle(handler(), genuine(subscribed()));
            route.rollBackNext();

            assertThat(answer(answer)).isEqualTo(Answer.LATER);
        }

        @Test
        void answers503OverTheMostInFlightAndForwardsAgainWhenAPlaceIsFree() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(2, PATIENT);
            CompletableFuture<Answer> first = handle(handler, genuine(signer, 1));
            CompletableFuture<Answer> second = handle(handler, genuine(signer, 2));

            assertThat(answer(handler.handle(genuine(signer, 3)))).isEqualTo(Answer.LATER);
            assertThat(route.count()).isEqualTo(2);

            route.finishNext();
            assertThat(answer(first)).isEqualTo(WebhookAnswer.DONE);
            CompletableFuture<Answer> fourth = handle(handler, genuine(signer, 4));
            assertThat(route.count()).isEqualTo(3);
            route.openUp();
            assertThat(answer(second)).isEqualTo(WebhookAnswer.DONE);
            assertThat(answer(fourth)).isEqualTo(WebhookAnswer.DONE);
        }

        @Test
        void answers503AfterTheTimeOutAndFreesThePlaceOnlyWhenTheExchangeEnds() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(1, Duration.ofMillis(50));

            assertThat(answer(handler.handle(genuine(signer, 1)))).isEqualTo(Answer.LATER);
            assertThat(answer(handler.handle(genuine(signer, 2))))
                    .as("the place is still taken")
                    .isEqualTo(Answer.LATER);
            assertThat(route.count()).isEqualTo(1);

            route.finishNext();
            handle(handler, genuine(signer, 3));
            assertThat(route.count()).as("the place is free").isEqualTo(2);
        }

        @Test
        void answers200AtOnceToTheRetryOfADeliveryThatEndedAfterItsTimeOut() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(1, Duration.ofMillis(50));
            assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(Answer.LATER);
            route.finishNext();

            assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(WebhookAnswer.DONE);
            assertThat(route.count()).isEqualTo(1);
        }

        @Test
        void answers503WhileSuspendedAndForwardsAfterwards() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handler.accept(false);

            assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(Answer.LATER);
            assertThat(route.count()).isZero();

            handler.accept(true);
            handle(handler, genuine(signer));
            assertThat(route.count()).isEqualTo(1);
        }
    }

    @Nested
    class OfUnreadableDeliveries {

        @ParameterizedTest
        @ValueSource(strings = {"", "not JSON", "{\"data\":{\"id\":1}}", "{\"data\":[],\"meta\":{}}"})
        void handsWhatIsSignedButUnreadableToTheErrorHandlerWithItsExactBytes(String body) {
            subscribed();
            handle(handler(), post(utf8(body), signature(sign(utf8(body)))));

            HeldRoute.Received received = route.received().get(0);
            assertThat(received.failure()).isInstanceOf(MalformedRecordException.class);
            assertThat(received.body()).isEqualTo(utf8(body));
            assertThat(received.headers())
                    .containsOnlyKeys(
                            ClioConstants.CONNECTION,
                            ClioConstants.ENTITY,
                            CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                            CloudEvent.CAMEL_CLOUD_EVENT_TIME,
                            ChangeEvent.AS_OF_HEADER)
                    .containsEntry(ChangeEvent.AS_OF_HEADER, clock.instant().toString());
        }

        @Test
        void answers503WhenNobodyTakesIt() {
            subscribed();
            CompletableFuture<Answer> answer = handle(handler(), post(utf8("{"), signature(sign(utf8("{")))));
            route.finishNext();

            assertThat(answer(answer)).isEqualTo(Answer.LATER);
        }

        @Test
        void isHinderedWhenTheRouteHasFinishedNoneForAMinuteUntilItFinishesOne() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            fail(handler, genuine(signer));
            clock.advance(LastOutcomes.PATIENCE.minusMillis(1));
            fail(handler, genuine(signer));
            assertThat(handler.hindrance()).as("before a minute is over").isEmpty();

            clock.advance(Duration.ofMillis(1));
            assertThat(answer(handler.handle(forged(1))).status()).isEqualTo(401);
            assertThat(handler.hindrance()).as("a stranger's tells nothing").isEmpty();
            fail(handler, genuine(signer));
            assertThat(handler.hindrance().orElseThrow()).contains("none of the last 3", "2026-03-01T15:00:00Z");

            handle(handler, genuine(signer));
            assertThat(handler.hindrance()).as("while one is under way").isPresent();
            route.finishNext();
            assertThat(handler.hindrance()).isEmpty();
        }

        @Test
        void isHinderedWhileDeliveriesThatHangTakeAllPlaces() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(1, Duration.ofMillis(50));
            assertThat(answer(handler.handle(genuine(signer))).status()).isEqualTo(503);

            clock.advance(LastOutcomes.PATIENCE);
            assertThat(answer(handler.handle(genuine(signer, 2))).status()).isEqualTo(503);

            assertThat(handler.hindrance().orElseThrow()).contains("none of the last 2");
            assertThat(route.count()).isEqualTo(1);
        }

        @Test
        void isHinderedNoLongerThanClioTriesAgain() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            fail(handler, genuine(signer));
            clock.advance(LastOutcomes.PATIENCE);
            fail(handler, genuine(signer));

            clock.advance(LastOutcomes.LATELY.minusMillis(1));
            assertThat(handler.hindrance()).isPresent();
            clock.advance(Duration.ofMillis(1));
            assertThat(handler.hindrance()).isEmpty();
        }

        @Test
        void neverParsesWhatIsNotSigned() {
            subscribed();

            assertThat(statusOf(post(utf8("{"), signature("0".repeat(64))))).isEqualTo(401);
            assertThat(route.count()).isZero();
        }
    }

    @Nested
    class OfRepetitions {

        @Test
        void answers200ToAChangeThatIsConfirmedAlreadyWithoutASecondExchange() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handle(handler, genuine(signer));
            route.finishNext();

            assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(WebhookAnswer.DONE);
            assertThat(route.count()).isEqualTo(1);
        }

        /** Another copy of the application may have taken the delivery of an older change since the read. */
        @Test
        void forwardsAChangeThatSomethingElseHasBroughtFirst() {
            Subscription signer = subscribed();
            handle(handler(), genuine(signer));
            route.finishNext();

            DeliveryHandler other = handler();
            handle(other, genuine(signer));

            assertThat(route.count()).isEqualTo(2);
        }

        @Test
        void forwardsAChangeAgainThatTheRouteDidNotFinish() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handle(handler, genuine(signer));
            route.failNext(new IllegalStateException("no broker"));

            handle(handler, genuine(signer));
            assertThat(route.count()).isEqualTo(2);
        }

        @Test
        void forwardsARecordThatGoesBackToAnEarlierState() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            for (int version : new int[] {1, 2, 1}) {
                handle(handler, genuine(signer, version));
                route.finishNext();
            }

            assertThat(route.count()).isEqualTo(3);
        }

        @Test
        void takesADeliveryOnceHoweverOftenItIsRepeated() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handle(handler, genuine(signer));
            route.finishNext();

            for (int repetition = 0; repetition < 100; repetition++) {
                assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(WebhookAnswer.DONE);
            }
            assertThat(route.count()).isEqualTo(1);
        }

        /** Answering the others earlier would be a 200 before Kafka has it. */
        @Test
        void answersTwinsWithTheOutcomeOfTheFirst() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            List<CompletableFuture<Answer>> twins = new ArrayList<>();
            for (int twin = 0; twin < 100; twin++) {
                twins.add(handle(handler, genuine(signer)));
            }

            assertThat(route.count()).isEqualTo(1);
            assertThat(twins).allSatisfy(twin -> assertThat(twin).isNotDone());
            route.finishNext();
            assertThat(twins).allSatisfy(twin -> assertThat(answer(twin)).isEqualTo(WebhookAnswer.DONE));
            assertThat(route.count()).isEqualTo(1);
        }

        @Test
        void forwardsOneOfTheTwinsUnderTheSameIdentityWhenTheFirstFails() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            CompletableFuture<Answer> first = handle(handler, genuine(signer));
            CompletableFuture<Answer> second = handle(handler, genuine(signer));
            CompletableFuture<Answer> third = handle(handler, genuine(signer));

            route.failNext(new IllegalStateException("no broker"));

            assertThat(answer(first)).isEqualTo(Answer.LATER);
            assertThat(route.count()).isEqualTo(2);
            assertThat(route.received())
                    .extracting(received -> received.header(CloudEvent.CAMEL_CLOUD_EVENT_ID))
                    .as("one identity")
                    .containsOnly(route.received().get(0).header(CloudEvent.CAMEL_CLOUD_EVENT_ID));
            assertThat(List.of(second, third))
                    .allSatisfy(twin -> assertThat(twin).isNotDone());
            route.finishNext();
            assertThat(answer(second)).isEqualTo(WebhookAnswer.DONE);
            assertThat(answer(third)).isEqualTo(WebhookAnswer.DONE);
            assertThat(route.count()).isEqualTo(2);
        }

        @Test
        void putsTwinsOffWhenTheFirstDoesNotEndInTime() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(10, Duration.ofMillis(50));
            CompletableFuture<Answer> first = handle(handler, genuine(signer));
            CompletableFuture<Answer> second = handle(handler, genuine(signer));

            assertThat(answer(first)).isEqualTo(Answer.LATER);
            assertThat(answer(second)).isEqualTo(Answer.LATER);

            route.finishNext();
            assertThat(answer(handler.handle(genuine(signer)))).isEqualTo(WebhookAnswer.DONE);
            assertThat(route.count()).isEqualTo(1);
        }

        @Test
        void forwardsNoTwinThatNobodyWaitsForAnyMoreAndFreesItsPlace() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(2, Duration.ofMillis(50));
            CompletableFuture<Answer> first = handle(handler, genuine(signer));
            CompletableFuture<Answer> second = handle(handler, genuine(signer));
            answer(first);
            answer(second);

            route.failNext(new IllegalStateException("no broker"));

            assertThat(route.count()).as("forwarded").isEqualTo(1);
            handle(handler, genuine(signer, 2));
            handle(handler, genuine(signer, 3));
            assertThat(route.count()).as("both places are free").isEqualTo(3);
        }

        /** A twin that goes on in the place of the first does so before anybody hears of it, and so before what follows. */
        @Test
        void neverReversesTwoDeliveriesOfARecordTheSecondOfWhichWasSentAfterTheFirstWasAnswered() {
            long seed = 20260302;
            Random random = new Random(seed);
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            List<String> answeredInOrder = new ArrayList<>();
            for (int version = 1; version <= 200; version++) {
                CompletableFuture<Answer> first = handle(handler, genuine(signer, version));
                CompletableFuture<Answer> twin = handle(handler, genuine(signer, version));
                if (random.nextBoolean()) {
                    route.failNext(new IllegalStateException("no broker"));
                    assertThat(answer(first)).isEqualTo(Answer.LATER);
                }
                route.finishNext();
                assertThat(answer(twin)).as("seed %d", seed).isEqualTo(WebhookAnswer.DONE);
                answeredInOrder.add(route.received()
                        .get(route.count() - 1)
                        .header(CloudEvent.CAMEL_CLOUD_EVENT_ID)
                        .toString());
            }

            assertThat(route.received().stream()
                            .map(received -> received.header(CloudEvent.CAMEL_CLOUD_EVENT_ID)
                                    .toString())
                            .distinct())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(answeredInOrder)
                    .hasSize(200);
        }

        @Test
        void holdsOtherChangesBackForNoTwin() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handle(handler, genuine(signer, 1));

            handle(handler, genuine(signer, 2));

            assertThat(route.count()).isEqualTo(2);
        }

        @Test
        void knowsADeletionFromTheIdAndEtagItConsistsOf() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler();
            handle(handler, signed(ACTIVITY_DELETED.withWebhookId(signer.id())));
            route.finishNext();

            handle(handler, signed(ACTIVITY_DELETED.withWebhookId(signer.id())));
            handle(
                    handler,
                    signed(ACTIVITY_DELETED
                            .withWebhookId(signer.id())
                            .withData("{\"id\":152,\"etag\":\"\\\"another\\\"\"}")));

            assertThat(route.count())
                    .as("a record is deleted once, whatever etag that has")
                    .isEqualTo(1);
            assertThat(route.received().get(0).headers())
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "com.clio.activity.deleted.v1")
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "sandbox/152")
                    .containsEntry(CloudEvent.CAMEL_CLOUD_EVENT_TIME, "2026-03-01T15:00:00Z");
            assertThat(route.received().get(0).body()).isEqualTo(ACTIVITY_DELETED.dataBytes());
        }
    }

    @Nested
    class OfWhatIsTold {

        @Test
        void namesTheReasonOfEachRefusal() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(1, PATIENT);
            byte[] body = ACTIVITY_UPDATED.withWebhookId(signer.id()).body();

            assertThat(toldOf(handler, request("GET", body, Map.of()))).containsExactly("not_a_post");
            assertThat(toldOf(handler, post(new byte[MAX_BODY + 1], Map.of()))).containsExactly("too_large");
            assertThat(toldOf(handler, post(body, Map.of("Content-Encoding", "gzip"))))
                    .containsExactly("encoded");
            assertThat(toldOf(handler, post(body, Map.of()))).containsExactly("unsigned");
            assertThat(toldOf(handler, post(body, signature("abc")))).containsExactly("malformed_signature");
            assertThat(toldOf(handler, forged(1))).containsExactly("bad_signature");
            assertThat(toldOf(handler, signed(ACTIVITY_UPDATED.withWebhookId(signer.id() + 1))))
                    .containsExactly("unknown_webhook");
            handler.accept(false);
            assertThat(toldOf(handler, genuine(signer))).containsExactly("suspended");
            handler.accept(true);

            CompletableFuture<Answer> held = handle(handler, genuine(signer));
            assertThat(toldOf(handler, genuine(signer, 2))).containsExactly("crowded");
            route.failNext(new IllegalStateException("no broker"));
            answer(held);
            assertThat(observer.news()).containsExactly("failed");
            CompletableFuture<Answer> done = handle(handler, genuine(signer));
            route.finishNext();
            answer(done);
            assertThat(observer.news()).containsExactly("taken");
        }

        @Test
        void tellsATimeOutOnceEvenIfTheRouteFailsAfterwards() {
            Subscription signer = subscribed();
            DeliveryHandler handler = handler(1, Duration.ofMillis(50));

            assertThat(toldOf(handler, genuine(signer))).containsExactly("timed_out");
            route.failNext(new IllegalStateException("no broker"));

            assertThat(observer.news()).isEmpty();
        }

        @Test
        void tellsThatNothingCanBeProvenAsLongAsClioShowsNoSecret() {
            assertThat(toldOf(handler(), forged(1))).containsExactly("no_secret");
        }

        @Test
        void tellsHandshakesThatClioHadNoReasonToSend() {
            DeliveryHandler handler = handler();
            subscribed();

            assertThat(toldOf(handler, post(utf8("{}"), Map.of("X-Hook-Secret", "planted"))))
                    .containsExactly("unexpected handshake");
        }

        @Test
        void writesOneLineForEachReasonHoweverManyAreRefused() {
            subscribed();
            DeliveryHandler handler = handler();
            try (CapturedLog log = new CapturedLog()) {
                for (int refused = 0; refused < 1_000; refused++) {
                    answer(handler.handle(forged(refused)));
                    answer(handler.handle(post(utf8("planted-by-a-stranger"), Map.of())));
                }
                assertThat(linesOf(log, "no secret that Clio's API shows")).isEqualTo(1);
                assertThat(linesOf(log, "neither a signature nor a secret")).isEqualTo(1);

                clock.advance(RefusalLog.INTERVAL);
                answer(handler.handle(forged(1)));

                assertThat(linesOf(log, "no secret that Clio's API shows")).isEqualTo(2);
                assertThat(log.text())
                        .contains("(1000 such since the last line of this kind")
                        .doesNotContain("planted-by-a-stranger")
                        .doesNotContain(ClioAccount.secretOf(account.webhooks().get(0)));
            }
        }

        private List<String> toldOf(DeliveryHandler handler, Request request) {
            observer.news();
            answer(handler.handle(request));
            return observer.news();
        }

        private static long linesOf(CapturedLog log, String part) {
            return log.text().lines().filter(line -> line.contains(part)).count();
        }
    }

    private void fail(DeliveryHandler handler, Request request) {
        CompletableFuture<Answer> answer = handle(handler, request);
        route.failNext(new IllegalStateException("no broker"));
        assertThat(answer(answer).status()).isEqualTo(503);
    }

    private Subscription subscribed() {
        return WantedSubscriptions.ensure(subscriptions, ACTIVITIES).join();
    }

    private DeliveryHandler handler() {
        return handler(100, PATIENT);
    }

    private DeliveryHandler handler(int maxInFlight, Duration timeout) {
        return handler(ACTIVITIES, maxInFlight, timeout);
    }

    private DeliveryHandler handler(WantedSubscription wanted, int maxInFlight, Duration timeout) {
        DefaultConsumer consumer = new DefaultConsumer(endpoint, route);
        return new DeliveryHandler(
                wanted,
                subscriptions,
                new DeliveryRoute(
                        consumer,
                        account.connection(),
                        "activity",
                        account.connection().confirmed("test"),
                        ConfirmedListener.NONE,
                        Runnable::run),
                MAX_BODY,
                maxInFlight,
                timeout,
                clock,
                observer);
    }

    private Request genuine(Subscription signer) {
        return genuine(signer, 1);
    }

    private Request genuine(Subscription signer, int version) {
        return signed(ACTIVITY_UPDATED
                .withWebhookId(signer.id())
                .withData("{\"id\":152,\"etag\":\"\\\"" + version + "\\\"\"}"));
    }

    private Request forged(int number) {
        byte[] body = utf8("{\"forged\":" + number + "}");
        return post(body, signature(IndependentHmac.hex("guess", body)));
    }

    private Request signed(SampleDelivery sample) {
        return post(sample.body(), signature(sign(sample.body())));
    }

    /** The signature that Clio makes with the secret of the first webhook. */
    private String sign(byte[] body) {
        return IndependentHmac.hex(ClioAccount.secretOf(account.webhooks().get(0)), body);
    }

    private static Map<String, String> signature(String hex) {
        return Map.of("X-Hook-Signature", hex);
    }

    private static Request post(byte[] body, Map<String, String> headers) {
        return request("POST", body, headers);
    }

    private static Request request(String method, byte[] body, Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return new Request(
                method,
                "",
                name -> byName.containsKey(name.toLowerCase(Locale.ROOT)) ? List.of(byName.get(name)) : List.of(),
                body);
    }

    private static CompletableFuture<Answer> handle(DeliveryHandler handler, Request request) {
        return handler.handle(request).toCompletableFuture();
    }

    private int statusOf(Request request) {
        return answer(handler().handle(request)).status();
    }

    private static Answer answer(CompletionStage<Answer> pending) {
        return pending.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
