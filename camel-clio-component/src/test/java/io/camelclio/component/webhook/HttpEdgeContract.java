package io.camelclio.component.webhook;

import static io.camelclio.component.webhook.delivery.SampleDeliveries.ACTIVITY_UPDATED;
import static io.camelclio.component.webhook.delivery.SampleDelivery.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.webhook.delivery.HeldRoute;
import io.camelclio.pull.record.MalformedRecordException;
import io.camelclio.testkit.clio.webhook.Delivery;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What strangers, proxies and bad moments do to the path. To Clio 2xx and 3xx mean delivered and 410 ends the
 * subscription (Clio, "Webhooks"), so none of them may come by accident.
 */
abstract class HttpEdgeContract extends Receiving {

    static Stream<String> oddRequests() {
        String head = " HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n";
        String post = "POST {path}" + head;
        String forged = "X-Hook-Signature: " + "0".repeat(64) + "\r\n";
        String empty = "Content-Length: 0\r\n\r\n";
        return Stream.of(
                // other targets
                "POST /" + head + empty,
                "POST /clio" + head + empty,
                "POST {path}/" + head + forged + empty,
                "POST {path}//" + head + forged + empty,
                "POST {path}/more" + head + forged + empty,
                "POST /{path}" + head + forged + empty,
                "POST {path}?a=b&a=c;d#e" + head + forged + empty,
                "POST {path}?%zz" + head + forged + empty,
                "POST http://{host}{path}" + head + forged + empty,
                "POST http://elsewhere.example.com{path}" + head + forged + empty,
                "POST /clio/sandbox/webhooks/%61ctivity" + head + forged + empty,
                "POST /clio/sandbox/webhooks/activity%2f" + head + forged + empty,
                "POST /clio/sandbox/webhooks/..%2f..%2f..%2fetc" + head + forged + empty,
                "POST /clio/sandbox/webhooks/./activity" + head + forged + empty,
                "POST /clio/sandbox/../sandbox/webhooks/activity" + head + forged + empty,
                "POST {path}%00" + head + forged + empty,
                "POST {path}%zz" + head + forged + empty,
                "POST * HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n" + empty,
                "POST {path}?" + "q".repeat(3_000) + head + forged + empty,
                "POST {path}?" + "q".repeat(100_000) + head + forged + empty,
                // other methods
                "GET {path}" + head + "\r\n",
                "HEAD {path}" + head + "\r\n",
                "OPTIONS {path}" + head + "\r\n",
                "OPTIONS *" + head + "\r\n",
                "TRACE {path}" + head + "\r\n",
                "CONNECT {host}" + head + "\r\n",
                "PURGE {path}" + head + "\r\n",
                "post {path}" + head + empty,
                // lengths that contradict each other
                post + forged + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                post + forged + "Content-Length: 2, 3\r\n\r\n{}",
                post + forged + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                post + forged + "Content-Length: -1\r\n\r\n",
                post + forged + "Content-Length: 99999999999999999999\r\n\r\n",
                post + forged + "Content-Length: two\r\n\r\n{}",
                post + forged + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                post + forged + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                post + forged + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                post + forged + "Transfer-Encoding: chunked\r\n\r\nno length at all\r\n",
                post + forged + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
                // heads
                post + "X-Long: " + "x".repeat(100_000) + "\r\n" + empty,
                post + "X-Many: x\r\n".repeat(5_000) + empty,
                post + "Expect: a-miracle\r\n" + empty,
                post + "No colon at all\r\n" + empty,
                post + "X-Nul: \0\r\n" + empty,
                post + " folded: yes\r\n" + empty,
                post + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5\r\n\r\n--x--",
                post + "Content-Type: multipart/form-data\r\nContent-Length: 5\r\n\r\n--x--",
                post + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\na=%zz&b",
                post + "Content-Type: nonsense;;;=\r\n" + empty,
                // other protocols
                "POST {path} HTTP/1.0\r\n" + forged + empty,
                "POST {path} HTTP/0.9\r\n" + forged + empty,
                "POST {path} HTTP/3.0\r\n" + forged + empty,
                post + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n" + forged + empty,
                "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 a TLS hello\r\n\r\n",
                "\r\n\r\n\r\n\r\nnot HTTP\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("oddRequests")
    void tellsNobodyThatADeliveryArrivedOrThatTheSubscriptionIsOver(String template) throws Exception {
        receiveActivities();
        route.openUp();
        String authority = application.url("activity").getAuthority();
        String request = template.replace("{host}", authority)
                .replace("{path}", application.url("activity").getPath());

        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            assertThat(statusAnswered(connection, request))
                    .as(() -> request.substring(0, Math.min(300, request.length())))
                    .isIn(0, 400, 401, 404, 405, 411, 413, 414, 415, 417, 431, 500, 501, 505);
        }

        assertThat(route.count()).isZero();
        assertEchoes("still-there");
    }

    /** 0 when the connection just ends, which to Clio is no answer. */
    private static int statusAnswered(RawConnection connection, String request) throws IOException {
        try {
            connection.write(request);
            return connection.readAnswer().status();
        } catch (EOFException | SocketException closed) {
            return 0;
        }
    }

    @Test
    void letsASenderWaitForLeaveToSendItsBody() throws Exception {
        receiveActivities();
        route.openUp();
        byte[] body = genuineBody();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            connection.startPost(
                    "Expect: 100-continue", "Content-Length: " + body.length, "X-Hook-Signature: " + sign(body));

            assertThat(connection.readAnswer().status()).isEqualTo(100);
            connection.write(body);
            assertThat(connection.readAnswer().status()).isEqualTo(200);
        }
        assertThat(route.count()).isEqualTo(1);
    }

    @Test
    void answersRequestsThatWereSentAtOnceOnOneConnectionInTheirOrder() throws Exception {
        receiveActivities();
        route.openUp();
        List<String> expected = new ArrayList<>();
        try (RawConnection connection = new RawConnection(application.url("activity"))) {
            for (int number = 0; number < 20; number++) {
                connection.post(utf8("{}"), "X-Hook-Secret: secret-" + number);
                expected.add("secret-" + number);
                byte[] body = genuineBody(number);
                connection.post(body, "X-Hook-Signature: " + sign(body));
                expected.add("200 of a delivery");
            }

            List<String> answered = new ArrayList<>();
            while (answered.size() < expected.size()) {
                RawConnection.Head answer = connection.readAnswer();
                answered.add(answer.header("X-Hook-Secret").orElse(answer.status() + " of a delivery"));
            }
            assertThat(answered).isEqualTo(expected);
        }
        assertThat(route.count()).isEqualTo(20);
    }

    static Stream<byte[]> unreadable() {
        String meta = "\"meta\":{\"event\":\"updated\",\"webhook_id\":1}}";
        String valid = ACTIVITY_UPDATED.text();
        return Stream.of(
                utf8(""),
                utf8("{\"data\":{\"id\":"),
                utf8("{\"data\":{\"id\":1,\"x\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}," + meta),
                utf8("{\"data\":{\"id\":1,\"id\":2}," + meta),
                utf8("{\"data\":{\"id\":1},\"data\":{\"id\":2}," + meta),
                "{\"data\":{\"id\":1,\"note\":\"\u00fc\"},".concat(meta).getBytes(StandardCharsets.ISO_8859_1),
                utf8("\ufeff" + valid),
                valid.getBytes(StandardCharsets.UTF_16),
                utf8("{\"data\":{\"id\":1" + "0".repeat(1_500) + "}," + meta),
                utf8("{\"data\":{\"id\":1}," + meta + "{}"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void givesWhatIsSignedButUnreadableToTheErrorHandlerOnceAndHasItNotSentAgain(byte[] body) throws Exception {
        HeldRoute deadLetters = HeldRoute.open();
        application.routeWithSteps("activity?" + options(), from -> from.onException(MalformedRecordException.class)
                .handled(true)
                .process(deadLetters)
                .end()
                .process(route));
        application.start();
        awaitEnabled("activity");

        assertThat(clio.intruder().sendSigned("activity", body)).isEqualTo(200);

        assertThat(deadLetters.received()).extracting(HeldRoute.Received::body).containsExactly(body);
        assertThat(route.count()).as("steps of the route").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "1e400", "-0", "\"\\u0000\"", "12345678901234567890.000000001"})
    void takesOddValuesThatAreJsonAllTheSame(String value) throws Exception {
        receiveActivities();
        route.openUp();
        String record = "{\"id\":152,\"etag\":\"\\\"a\\\"\",\"odd\":" + value + "}";

        assertThat(clio.intruder()
                        .sendSigned(
                                "activity",
                                ACTIVITY_UPDATED
                                        .withWebhookId(webhookId())
                                        .withData(record)
                                        .body()))
                .isEqualTo(200);
        assertThat(route.received()).extracting(HeldRoute.Received::body).containsExactly(utf8(record));
    }

    @Test
    void putsOffWhatIsMoreThanTheRouteMayHoldAndLosesNoneOfIt() throws Exception {
        int most = 5;
        int many = 60;
        receiveActivities("&timeout=15000&maxInFlight=" + most);
        for (int activity = 0; activity < many; activity++) {
            clio.records("activities").create(Map.of("type", "TimeEntry"));
        }
        await().until(() -> clio.ledger().deliveries().stream()
                        .filter(delivery -> delivery.answers().contains(503))
                        .count()
                >= many - most);
        assertThat(route.count()).as("in the route").isEqualTo(most);

        route.openUp();

        await().until(() -> clio.ledger().acknowledged() == many);
        assertThat(route.received().stream()
                        .map(received -> received.header("CamelClioRecordId"))
                        .distinct())
                .hasSize(many);
        assertThat(clio.ledger().deliveries())
                .flatExtracting(Delivery::answers)
                .as("answers")
                .containsOnly(200, 503);
    }

    @Test
    void takesEveryGenuineDeliveryWhileForgedOnesRainDown() throws Exception {
        receiveActivities();
        route.openUp();
        int many = 40;
        List<CompletableFuture<int[]>> strangers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> forge(100)))
                .limit(4)
                .toList();
        for (int activity = 0; activity < many; activity++) {
            clio.records("activities").create(Map.of("type", "TimeEntry"));
        }

        await().until(() -> clio.ledger().acknowledged() == many);
        assertThat(strangers)
                .extracting(answers -> answers.get(60, TimeUnit.SECONDS))
                .allSatisfy(
                        answers -> assertThat(Arrays.stream(answers).boxed()).containsOnly(401));
        assertThat(clio.ledger().deliveries()).extracting(Delivery::answers).containsOnly(List.of(200));
        assertThat(route.count()).isEqualTo(many);
    }

    private int[] forge(int times) {
        return Stream.generate(() -> clio.intruder().sendForged("activity"))
                .limit(times)
                .mapToInt(status -> status)
                .toArray();
    }

    @Test
    void answersEveryAcceptedRequestAndPutsOffLaterOnesWhileTheApplicationEnds() throws Exception {
        receiveActivities("&timeout=15000");
        byte[] body = genuineBody();
        try (RawConnection accepted = new RawConnection(application.url("activity"));
                RawConnection keptAlive = new RawConnection(application.url("activity"))) {
            keptAlive.post(utf8("{}"), "X-Hook-Secret: kept-alive");
            assertThat(keptAlive.readAnswer().status()).isEqualTo(200);
            accepted.post(body, "X-Hook-Signature: " + sign(body));
            await().until(() -> route.count() == 1);
            byte[] later = genuineBody(2);
            String signature = sign(later);

            CompletableFuture<Void> end = CompletableFuture.runAsync(application::close);
            await().until(() -> application.context().isStopping());
            keptAlive.post(later, "X-Hook-Signature: " + signature);
            RawConnection.Head answer = keptAlive.readAnswer();
            route.finishNext();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).contains("30");
            assertThat(accepted.readAnswer().status()).isEqualTo(200);
            end.get(20, TimeUnit.SECONDS);
        }
        assertThat(route.count()).isEqualTo(1);
    }

    @Test
    void forgetsThePathOfARouteThatWasRemoved() throws Exception {
        receiveActivities();
        application.context().getRouteController().stopRoute("activity");
        application.context().removeRoute("activity");

        assertThat(statusOf(caller.post(utf8("{}"), "X-Hook-Secret", "nobody"))).isEqualTo(404);
    }

    long webhookId() {
        return clio.records("webhooks").all().get(0).id();
    }

    byte[] genuineBody(int version) {
        return ACTIVITY_UPDATED
                .withWebhookId(webhookId())
                .withData("{\"id\":152,\"etag\":\"\\\"" + version + "\\\"\"}")
                .body();
    }

    String sign(byte[] body) {
        return clio.intruder().sign("activity", body);
    }
}
