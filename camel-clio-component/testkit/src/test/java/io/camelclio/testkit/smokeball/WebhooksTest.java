package io.camelclio.testkit.smokeball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.http.SandboxServer;
import io.camelclio.testkit.smokeball.records.Change;
import io.camelclio.testkit.smokeball.records.SmokeballRecords;
import io.camelclio.testkit.smokeball.records.Ticks;
import io.camelclio.testkit.smokeball.webhook.Delivery;
import io.camelclio.testkit.smokeball.webhook.Signature;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions over HTTP, and what a receiver gets. */
class WebhooksTest {

    private static final String KEY = "ei7641529ue420n8b9aa";

    private final TestClock clock = new TestClock("2026-03-02T09:30:00.1234567Z");
    private final HandDrivenScheduler time = new HandDrivenScheduler(clock);
    private final SmokeballSandbox sandbox =
            SmokeballSandbox.builder().time(time).unlimited().start();
    private final SmokeballClient client = new SmokeballClient(sandbox);
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final Faults receiverFaults = new Faults();
    private final SandboxServer receiver = SandboxServer.start(0, Clock.systemUTC(), receiverFaults, request -> {
        received.add(request);
        return Response.empty(200);
    });
    private final SmokeballRecords contacts = sandbox.collection("contacts");

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    /** The example of the page on plugins, whose client id is whole, and the one on webhooks with the whole id. */
    @ParameterizedTest
    @CsvSource({
        "638609288928990639, e56f2c3f-b6de-4310-a7a2-c139d62f9711, lou1qnn0llav95f,"
                + " 58817681863148b0e624c00f3094f99e1af31cd7b99a3c2e0655d64a2764d650",
        "637558795239278688, 38583489-09c4-49ef-b58c-ef1b34208cca, lou1qnn0llav95f,"
                + " 9ac03005f363ed5890c45a6aae8fcd5fa08a2a45e333002fbb93dd3460b2278f"
    })
    void signsAsTheDocumentationShows(String timestamp, String requestId, String clientId, String expected) {
        assertThat(Signature.of(KEY, timestamp, requestId, clientId)).isEqualTo(expected);
    }

    @Test
    void listsTheDocumentedTypes() throws Exception {
        JsonNode body = client.page("/webhooks/types");

        assertThat(body.get("value")).hasSize(43);
        assertThat(body.toString()).contains("\"fee.updated\"", "\"error\"").doesNotContain("invoice.updated");
        assertThat(body.has("limit")).isFalse();
        sandbox.webhooks().addType("invoice.updated");
        assertThat(client.page("/webhooks/types").get("value")).hasSize(44);
    }

    @Test
    void keepsASubscriptionFromCreationToDeletion() throws Exception {
        String id = subscribe("contact.created", "contact.updated");
        String path = "/webhooks/" + id;

        JsonNode shown = client.page(path);
        assertThat(client.ids("/webhooks?Limit=1")).containsExactly(id);
        assertThat(shown.has("key")).as("the key is never shown").isFalse();
        assertThat(shown.get("accountId").textValue()).isEqualTo(sandbox.accountId());
        assertThat(shown.get("eventTypes")).hasSize(2);
        assertThat(shown.get("lastUpdated").longValue()).isEqualTo(Ticks.of(clock.instant()));

        clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> changed = client.call("PUT", path, "{\"eventTypes\":[\"fee.updated\"]}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(client.page(path).at("/eventTypes/0").textValue()).isEqualTo("fee.updated");
        assertThat(client.page(path).get("eventNotificationUrl")).isEqualTo(shown.get("eventNotificationUrl"));

        assertThat(client.call("DELETE", path, "").statusCode()).isEqualTo(200);
        assertThat(client.status(path)).isEqualTo(404);
        assertThat(client.call("DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(client.ids("/webhooks")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"eventTypes\":[],\"eventNotificationUrl\":\"https://a.example\"}",
                "{\"eventTypes\":[\"fee.paid\"],\"eventNotificationUrl\":\"https://a.example\"}",
                "{\"eventTypes\":[\"fee.updated\"],\"eventNotificationUrl\":\"a.example\"}",
                "{\"eventTypes\":[\"fee.updated\"]}"
            })
    void refusesSubscriptionsThatSayTooLittle(String body) throws Exception {
        assertThat(client.call("POST", "/webhooks", body).statusCode()).isEqualTo(400);
        assertThat(client.ids("/webhooks")).isEmpty();
    }

    @Test
    void wantsTheScopeForWriting() throws Exception {
        sandbox.tokens().withhold("webhooks/write");
        SmokeballClient reader = new SmokeballClient(sandbox);

        assertThat(reader.call("POST", "/webhooks", "{}").statusCode()).isEqualTo(403);
        assertThat(reader.status("/webhooks")).isEqualTo(200);
        assertThat(client.call("POST", "/matters", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void deliversASignedEnvelope() throws Exception {
        String id = subscribe("contact.created");
        Change change = contacts.add();
        settle();

        Request request = received.get(0);
        String timestamp = request.header("Timestamp").orElseThrow();
        String requestId = request.header("RequestId").orElseThrow();
        JsonNode event = SmokeballClient.json(request.text());
        assertThat(request.header("Signature")).hasValue(Signature.of(KEY, timestamp, requestId, sandbox.clientId()));
        assertThat(timestamp).isEqualTo(Long.toString(Ticks.of(clock.instant())));
        assertThat(requestId).isEqualTo(change.requestId());
        assertThat(event.get("type").textValue()).isEqualTo("contact.created");
        assertThat(event.get("accountId").textValue()).isEqualTo(sandbox.accountId());
        assertThat(event.get("subscriptionId").textValue()).isEqualTo(id);
        assertThat(event.get("timestamp").longValue()).isEqualTo(change.updatedTicks());
        assertThat(event.get("source").textValue()).isEqualTo("Smokeball");
        assertThat(event.has("userId")).isTrue();
        assertThat(event.at("/payload")).isEqualTo(client.page("/contacts/" + change.id()));
        assertThat(onlyDelivery().answers()).containsExactly(200);
        assertThat(onlyDelivery().event())
                .isEqualTo(new Delivery.Event("contact.created", change.id(), change.versionId()));
    }

    @Test
    void signsNothingWithoutAKeyAndTellsNoUserWhenToldSo() throws Exception {
        client.call("POST", "/webhooks", form(null, "contact.created"));
        sandbox.webhooks().tellUser(false);
        contacts.add();
        settle();

        assertThat(received.get(0).header("Signature")).isEmpty();
        assertThat(received.get(0).header("RequestId")).isPresent();
        assertThat(SmokeballClient.json(received.get(0).text()).has("userId")).isFalse();
    }

    @Test
    void namesEventsAfterWhatHappenedAsFarAsThereIsSuchAType() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        SmokeballRecords memos = sandbox.collection("memos").under(matter);
        SmokeballRecords invoices = sandbox.collection("invoices").under(matter);
        subscribe(
                "memo.created",
                "memo.updated",
                "memo.deleted",
                "memo.restored",
                "event.updated",
                "matter.updated",
                "roles.updated",
                "invoice.finalized");

        String memo = memos.add().id();
        memos.update(memo, "{}");
        memos.delete(memo);
        memos.restore(memo);
        String event = sandbox.collection("events").add().id();
        sandbox.collection("events").delete(event);
        sandbox.collection("matters").delete(matter);
        sandbox.collection("roles").under(matter).add();
        String invoice = invoices.add().id();
        invoices.update(invoice, "{\"status\":1}");
        invoices.update(invoice, "{\"description\":\"paid soon\"}");
        settle();

        assertThat(sandbox.deliveries().all())
                .extracting(delivery -> delivery.event().type())
                .containsExactly(
                        "memo.created",
                        "memo.updated",
                        "memo.deleted",
                        "memo.restored",
                        "event.updated",
                        "event.updated",
                        "matter.updated",
                        "roles.updated",
                        "invoice.finalized");
        assertThat(sandbox.deliveries().acknowledged()).isEqualTo(9);
    }

    @Test
    void letsEventsOfOneRequestShareItsId() throws Exception {
        subscribe("contact.created");
        sandbox.account().inOneRequest(() -> contacts.addAll(2));
        contacts.add();
        settle();

        List<String> ids =
                sandbox.deliveries().all().stream().map(Delivery::requestId).toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @Test
    void tellsEverySubscriptionOfEveryAccountOfAMatterType() throws Exception {
        Account other = sandbox.newAccount();
        String mine = subscribe("contact.created");
        String theirs = SmokeballClient.json(
                        client.call("POST", "/" + other.id() + "/webhooks", form(KEY, "fee.updated")))
                .get("id")
                .textValue();
        other.collection("contacts").add();
        sandbox.collection("mattertypes").add();
        settle();

        assertThat(sandbox.deliveries().all())
                .extracting(Delivery::subscriptionId)
                .containsExactly(mine, theirs);
        assertThat(sandbox.deliveries().of("mattertype.updated")).hasSize(2);
        assertThat(sandbox.webhooks().ids(other.id())).containsExactly(theirs);
    }

    @Test
    void sendsATestEventAnErrorAndWhateverATestEmits() throws Exception {
        String id = subscribe("error", "firm.updated");

        assertThat(client.call("POST", "/webhooks/" + id + "/notify", "").statusCode())
                .isEqualTo(200);
        assertThat(client.call("POST", "/webhooks/unknown/notify", "").statusCode())
                .isEqualTo(404);
        sandbox.webhooks().emitError(sandbox.accountId(), "Matter is closed", "fee", "f1");
        sandbox.webhooks().emit(sandbox.accountId(), "firm.updated", "{\"id\":\"x\"}");
        settle();

        assertThat(received).hasSize(3);
        assertThat(received.get(0).text()).contains("\"type\":\"noop\"");
        assertThat(received.get(1).text())
                .contains(
                        "\"payload\":{\"message\":\"Matter is closed\",\"resourceName\":\"fee\",\"resourceId\":\"f1\"}");
        assertThat(received.get(2).text()).contains("\"type\":\"firm.updated\"");
    }

    @Test
    void carriesACursorThatReadsFilesFromThereOn() throws Exception {
        String matter = sandbox.collection("matters").add().id();
        SmokeballRecords files = sandbox.collection("files").under(matter);
        files.add();
        clock.advance(Duration.ofSeconds(1));
        subscribe("files.updated");
        String changed = files.add().id();
        settle();

        String cursor = SmokeballClient.json(received.get(0).text())
                .at("/payload/cursor")
                .textValue();
        String path = "/matters/" + matter + "/documents/files";
        assertThat(client.ids(path)).hasSize(2);
        assertThat(client.ids(path + "?Cursor=" + cursor)).containsExactly(changed);
        assertThat(client.status(path + "?Cursor=other")).isEqualTo(400);
    }

    @Test
    void delaysRepeatsLosesAndReversesDeliveries() throws Exception {
        subscribe("contact.created");
        sandbox.webhooks().faults().delay(Duration.ofMinutes(12));
        contacts.add();
        time.advance(Duration.ofMinutes(12).minusMillis(1));
        assertThat(received).isEmpty();
        time.advance(Duration.ofMillis(1));
        settle();
        assertThat(received).hasSize(1);

        sandbox.webhooks().faults().clear();
        sandbox.webhooks().faults().repeatEach(3);
        contacts.add();
        settle();
        assertThat(received).hasSize(4);
        assertThat(received.subList(1, 4).stream().map(this::sent)).containsOnly(sent(received.get(1)));

        sandbox.webhooks().faults().clear();
        sandbox.webhooks().faults().loseNext(1);
        contacts.add();
        settle();
        assertThat(received).hasSize(4);
        assertThat(sandbox.deliveries().all().get(2).lost()).isTrue();

        sandbox.webhooks().faults().reverseNext(3);
        List<String> ids = contacts.addAll(3);
        contacts.add();
        settle();
        assertThat(received.subList(4, 7).stream().map(this::payloadId))
                .containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(received).hasSize(8);
    }

    @Test
    void doesNotTryAgainUnlessToldTo() throws Exception {
        subscribe("contact.created");
        receiverFaults.answerNext(2, 503);
        contacts.add();
        settle();
        time.advance(Duration.ofDays(1));
        assertThat(onlyDelivery().answers()).containsExactly(503);

        sandbox.webhooks().faults().retry(2, Duration.ofMinutes(1));
        contacts.add();
        settle();
        time.advance(Duration.ofMinutes(5));
        assertThat(sandbox.deliveries().all().get(1).answers()).containsExactly(503, 200);
    }

    @Test
    void waitsForAnAnswerNoLongerThanItsTimeout() throws Exception {
        try (SmokeballSandbox impatient = SmokeballSandbox.builder()
                .time(time)
                .unlimited()
                .deliveryTimeout(Duration.ofMillis(100))
                .start()) {
            new SmokeballClient(impatient).call("POST", "/webhooks", form(KEY, "contact.created"));
            receiverFaults.latency(Duration.ofSeconds(20));
            impatient.collection("contacts").add();
            settle();

            assertThat(impatient.deliveries().all().get(0).answers()).containsExactly(Delivery.NO_ANSWER);
        }
    }

    @Test
    void removesASubscriptionWithItsRefreshTokenAndKeepsOthers() throws Exception {
        String token = SmokeballClient.json(client.token("grant_type=refresh_token&client_id=" + sandbox.clientId()
                        + "&refresh_token=" + sandbox.refreshToken()))
                .get("access_token")
                .textValue();
        String kept = subscribe("contact.created");
        new SmokeballClient(sandbox, token).call("POST", "/webhooks", form(KEY, "contact.created"));
        assertThat(client.ids("/webhooks")).hasSize(2);

        clock.advanceTo(sandbox.account().refreshTokenEnd());
        contacts.add();
        settle();

        assertThat(new SmokeballClient(sandbox).ids("/webhooks")).containsExactly(kept);
        assertThat(received).hasSize(1);
    }

    @Test
    void removesASubscriptionWhenItsAccessIsRevokedOrTheAppUninstalled() throws Exception {
        String token = SmokeballClient.json(client.token("grant_type=refresh_token&client_id=" + sandbox.clientId()
                        + "&refresh_token=" + sandbox.refreshToken()))
                .get("access_token")
                .textValue();
        new SmokeballClient(sandbox, token).call("POST", "/webhooks", form(KEY, "contact.created"));
        String other = subscribe("contact.created");

        sandbox.tokens().revokeRefreshToken(sandbox.refreshToken());
        assertThat(client.ids("/webhooks")).containsExactly(other);
        sandbox.webhooks().remove(other);
        assertThat(client.ids("/webhooks")).isEmpty();
    }

    @Test
    void letsAnIntruderReplayRetimeForgeAndExchangeBodies() throws Exception {
        subscribe("contact.created");
        contacts.add();
        settle();
        Delivery delivery = onlyDelivery();
        Request original = received.get(0);
        clock.advance(Duration.ofHours(1));
        var intruder = sandbox.webhooks().intruder();

        assertThat(intruder.replay(delivery)).isEqualTo(200);
        assertThat(intruder.retime(delivery, clock.instant())).isEqualTo(200);
        assertThat(intruder.exchangeBody(delivery, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(200);
        assertThat(intruder.forge(delivery, "guess", clock.instant())).isEqualTo(200);
        assertThat(intruder.signWithClientIdCutShort(delivery, KEY, clock.instant()))
                .isEqualTo(200);

        assertThat(sent(received.get(1))).isEqualTo(sent(original));
        assertThat(isTrue(received.get(1))).isTrue();
        assertThat(received.get(2).header("Timestamp")).hasValue(Long.toString(Ticks.of(clock.instant())));
        assertThat(received.get(2).header("Signature")).isEqualTo(original.header("Signature"));
        assertThat(received.get(3).text()).isEqualTo("{}");
        assertThat(isTrue(received.get(3))).as("the body is not signed").isTrue();
        assertThat(isTrue(received.get(4))).isFalse();
        assertThat(isTrue(received.get(5))).isFalse();
        assertThat(sandbox.deliveries().all()).hasSize(1);
    }

    @Test
    void deliversByTheMachinesTimerWithoutATestsTime() throws Exception {
        try (SmokeballSandbox running = SmokeballSandbox.builder().unlimited().start()) {
            new SmokeballClient(running).call("POST", "/webhooks", form(KEY, "contact.created"));
            running.webhooks().faults().delay(Duration.ofMillis(20));
            running.collection("contacts").add();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> running.deliveries().acknowledged() == 1);
        }
    }

    /** Waits until everything that has been emitted has been answered. */
    private void settle() {
        time.advance(Duration.ZERO);
    }

    private Delivery onlyDelivery() {
        assertThat(sandbox.deliveries().all()).hasSize(1);
        return sandbox.deliveries().all().get(0);
    }

    private String subscribe(String... types) throws Exception {
        HttpResponse<String> created = client.call("POST", "/webhooks", form(KEY, types));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        return SmokeballClient.json(created).get("id").textValue();
    }

    private String form(String key, String... types) {
        return "{\"name\":\"test\",\"eventTypes\":[\"" + String.join("\",\"", types)
                + "\"],\"eventNotificationUrl\":\"" + receiver.baseUri() + "/hook\""
                + (key == null ? "" : ",\"key\":\"" + key + "\"") + "}";
    }

    /** Whether the signature is the one of the headers around it. */
    private boolean isTrue(Request request) {
        String signature = Signature.of(
                KEY,
                request.header("Timestamp").orElseThrow(),
                request.header("RequestId").orElseThrow(),
                sandbox.clientId());
        return request.header("Signature").filter(signature::equals).isPresent();
    }

    private List<String> sent(Request request) {
        return List.of(
                request.header("Timestamp").orElse(""),
                request.header("RequestId").orElse(""),
                request.header("Signature").orElse(""),
                request.text());
    }

    private String payloadId(Request request) {
        try {
            return SmokeballClient.json(request.text()).at("/payload/id").textValue();
        } catch (Exception e) {
            throw new AssertionError("The receiver got something that is no JSON", e);
        }
    }
}
