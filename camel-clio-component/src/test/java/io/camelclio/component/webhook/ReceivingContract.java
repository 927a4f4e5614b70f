package io.camelclio.component.webhook;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_CREATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.ClioConstants;
import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.component.webhook.subscription.IndependentHmac;
import io.camelclio.event.ChangeEvent;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code clio-webhook} consumer does over real HTTP, whichever way requests reach it. */
abstract class ReceivingContract extends Receiving {

    private static final Set<String> DOCUMENTED_HEADERS = Set.of(
            ClioConstants.CONNECTION,
            ClioConstants.ENTITY,
            ClioConstants.RECORD_ID,
            ClioConstants.EVENT,
            ClioConstants.WEBHOOK_ID,
            CloudEvent.CAMEL_CLOUD_EVENT_VERSION,
            CloudEvent.CAMEL_CLOUD_EVENT_ID,
            CloudEvent.CAMEL_CLOUD_EVENT_TYPE,
            CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
            CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT,
            CloudEvent.CAMEL_CLOUD_EVENT_TIME,
            CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE,
            ChangeEvent.AS_OF_HEADER,
            ChangeEvent.VENDOR_EVENT_HEADER);

    private static final Set<String> ANSWER_HEADERS =
            Set.of("content-length", "transfer-encoding", "connection", "allow", "retry-after", "x-hook-secret");

    @Test
    @Tag("versions")
    void handsEveryGenuineDeliveryToTheRouteByteForByte() throws Exception {
        receiveActivities();
        route.openUp();
        ClioRecord activity = clio.records("activities")
                .create("{\"type\":\"TimeEntry\",\"price\":250.00,\"note\":\"Überprüfung – “draft”\"}");
        clio.records("activities").update(activity.id(), "{\"price\":0.30000000000000000001}");
        clio.records("activities").delete(activity.id());
        await().until(() -> clio.ledger().acknowledged() == 3);

        List<Delivery> sent = clio.ledger().deliveries();
        assertThat(route.received())
                .extracting(HeldRoute.Received::body)
                .containsExactly(
                        sent.get(0).data(), sent.get(1).data(), sent.get(2).data());
        assertThat(route.received())
                .extracting(received -> received.header(ClioConstants.EVENT))
                .containsExactly("created", "updated", "deleted");
        assertThat(route.received())
                .allSatisfy(received -> assertThat(received.headers().keySet()).isEqualTo(DOCUMENTED_HEADERS));
    }

    @Test
    void letsNothingElseOfTheRequestIntoTheExchange() throws Exception {
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        String query = "kafka.OVERRIDE_TOPIC=stolen&CamelKafkaOverrideTopic=stolen&CamelHttpUri=stolen"
                + "&CamelClioRecordId=stolen&CamelCloudEventSubject=stolen&authorization=stolen&date=stolen";

        HttpResponse<byte[]> answer = caller.postTo(
                query,
                body,
                "X-Hook-Signature",
                clio.intruder().sign("activity", body),
                "kafka.OVERRIDE_TOPIC",
                "stolen",
                "CamelKafkaOverrideTopic",
                "stolen",
                "CamelHttpUri",
                "stolen",
                "CamelHttpResponseCode",
                "410",
                "CamelClioRecordId",
                "stolen",
                "CamelCloudEventSubject",
                "stolen",
                "X-Hook-Secret",
                "stolen",
                "Cookie",
                "session=stolen",
                "Authorization",
                "Bearer stolen");

        assertThat(answer.statusCode()).isEqualTo(200);
        HeldRoute.Received received = route.received().get(0);
        assertThat(received.headers().keySet()).isEqualTo(DOCUMENTED_HEADERS);
        assertThat(received.headers().values())
                .noneSatisfy(value -> assertThat(value.toString()).contains("stolen"));
        assertThat(received.header(ClioConstants.RECORD_ID)).isEqualTo(ACTIVITY_CREATED.recordId());
        assertThat(received.body()).isEqualTo(ACTIVITY_CREATED.dataBytes());
        assertThat(namesOf(answer)).as("headers of the answer").isSubsetOf(ANSWER_HEADERS);
        assertThat(answer.headers().firstValue("x-hook-secret")).isEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesWhatIsNotProvenToComeFromClio() throws Exception {
        receiveActivities();
        byte[] body = genuineBody();
        String genuine = clio.intruder().sign("activity", body);
        byte[] flipped = body.clone();
        flipped[body.length / 2] ^= 1;

        assertThat(clio.intruder().sendForged("activity")).as("forged").isEqualTo(401);
        assertThat(statusOf(caller.post(body))).as("unsigned").isEqualTo(401);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", genuine.substring(0, 63))))
                .as("truncated")
                .isEqualTo(401);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", genuine, "X-Hook-Signature", genuine)))
                .as("repeated")
                .isEqualTo(401);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", genuine + ", " + genuine)))
                .as("repeated in one line")
                .isEqualTo(401);
        assertThat(statusOf(caller.post(flipped, "X-Hook-Signature", genuine)))
                .as("one flipped bit")
                .isEqualTo(401);
        assertThat(statusOf(caller.post(new byte[0], "X-Hook-Signature", genuine)))
                .as("empty")
                .isEqualTo(401);
        assertThat(route.count()).isZero();
    }

    @Test
    void trustsNoSecretOfAHandshakeBeforeDuringOrAfterTheRegistration() throws Exception {
        String planted = "planted-by-a-stranger";
        byte[] body = ACTIVITY_CREATED.body();
        String forged = IndependentHmac.hex(planted, body);
        clio.faults().answerNext(1, 500);
        application.route("activity?" + options(), route).start();

        assertEchoes(planted);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", forged)))
                .as("before Clio's API was reached")
                .isIn(401, 503);

        clio.faults().latency(Duration.ofMillis(300));
        await().until(() -> clio.requests()
                        .count(entry ->
                                entry.method().equals("POST") && entry.path().endsWith("/webhooks.json"))
                > 0);
        assertEchoes(planted);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", forged)))
                .as("during the registration")
                .isIn(401, 503);

        clio.faults().clear();
        awaitEnabled("activity");
        assertEchoes(planted);
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", forged)))
                .as("after the registration")
                .isEqualTo(401);
        byte[] genuine = genuineBody();
        assertThat(statusOf(caller.post(genuine, "X-Hook-Signature", IndependentHmac.hex(planted, genuine))))
                .as("with the true webhook id")
                .isEqualTo(401);
        assertThat(route.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void answers405ToOtherMethods(String method) throws Exception {
        receiveActivities();

        HttpResponse<byte[]> answer = caller.call(method);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void answers413ToABodyOverTheLimitWithAndWithoutItsLengthAhead() throws Exception {
        receiveActivities();
        byte[] body = utf8("x".repeat(MAX_BODY + 1));
        String signature = clio.intruder().sign("activity", body);

        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(413);
        assertThat(statusOf(caller.postInChunks(body, "X-Hook-Signature", signature)))
                .isEqualTo(413);
        assertThat(route.count()).isZero();
    }

    @Test
    void acceptsABodyInChunks() throws Exception {
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();

        assertThat(statusOf(caller.postInChunks(
                        body, "X-Hook-Signature", clio.intruder().sign("activity", body))))
                .isEqualTo(200);
        assertThat(route.received().get(0).body()).isEqualTo(ACTIVITY_CREATED.dataBytes());
    }

    @Test
    void answers415ToACompressedBodyEvenIfItIsSigned() throws Exception {
        receiveActivities();
        byte[] body = gzipped(genuineBody());

        assertThat(statusOf(caller.post(
                        body,
                        "Content-Encoding",
                        "gzip",
                        "X-Hook-Signature",
                        clio.intruder().sign("activity", body))))
                .isEqualTo(415);
        assertThat(route.count()).isZero();
    }

    @Test
    void answers503WhenTheRouteFailsAndDeliversWhenClioTriesAgain() throws Exception {
        receiveActivities();
        clio.records("activities").create(Map.of("type", "TimeEntry"));
        await().until(() -> route.count() == 1);
        route.failNext(new IllegalStateException("no broker"));
        await().until(() -> route.count() == 2);
        route.finishNext();

        Delivery delivery = clio.ledger().deliveries().get(0);
        await().until(delivery::acknowledged);
        assertThat(delivery.answers()).containsExactly(503, 200);
        assertThat(route.received())
                .extracting(received -> received.header(CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .as("one identity")
                .containsOnly(route.received().get(0).header(CloudEvent.CAMEL_CLOUD_EVENT_ID));
    }

    @Test
    void asksClioToWaitABitWithA503() throws Exception {
        receiveActivities("&timeout=50");
        byte[] body = genuineBody();

        HttpResponse<byte[]> answer =
                caller.post(body, "X-Hook-Signature", clio.intruder().sign("activity", body));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
    }

    @Test
    void answers503WithPooledExchangesToo() throws Exception {
        application.context().getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        receiveActivities();
        clio.records("activities").create(Map.of("type", "TimeEntry"));
        await().until(() -> route.count() == 1);
        route.failNext(new IllegalStateException("no broker"));

        Delivery delivery = clio.ledger().deliveries().get(0);
        await().until(() -> delivery.attempts() > 0);
        assertThat(delivery.answers().get(0)).isEqualTo(503);
    }

    @Test
    void putsDeliveriesOffWhileTheRouteIsSuspendedAndTakesThemAfterwards() throws Exception {
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        String signature = clio.intruder().sign("activity", body);

        application.context().getRouteController().suspendRoute("activity");
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(503);
        assertEchoes("a-handshake-while-suspended");
        assertThat(route.count()).isZero();

        application.context().getRouteController().resumeRoute("activity");
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(200);
        assertThat(route.count()).isEqualTo(1);
    }

    @Test
    void putsDeliveriesOffWhileTheRouteIsStoppedAndTakesThemAfterwards() throws Exception {
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        String signature = clio.intruder().sign("activity", body);

        application.context().getRouteController().stopRoute("activity");
        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(503);
        application.context().getRouteController().startRoute("activity");

        assertThat(statusOf(caller.post(body, "X-Hook-Signature", signature))).isEqualTo(200);
        assertThat(clio.records("webhooks").all())
                .as("nothing unsubscribed, nothing twice")
                .hasSize(1);
    }

    @Test
    void letsTheErrorHandlerOfTheRouteTakeWhatIsSignedButUnreadable() throws Exception {
        HeldRoute deadLetters = HeldRoute.open();
        application.routeWithSteps("activity?" + options(), from -> from.onException(MalformedRecordException.class)
                .handled(true)
                .process(deadLetters)
                .end()
                .process(route));
        application.start();
        awaitEnabled("activity");
        byte[] unreadable = utf8("{\"data\":{\"id\":");

        assertThat(clio.intruder().sendSigned("activity", unreadable)).isEqualTo(200);

        assertThat(deadLetters.received()).extracting(HeldRoute.Received::body).containsExactly(unreadable);
        assertThat(route.count()).as("steps of the route").isZero();
    }

    private static Set<String> namesOf(HttpResponse<byte[]> answer) {
        return answer.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static byte[] gzipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        }
        return zipped.toByteArray();
    }
}
