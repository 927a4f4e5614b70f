package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookDeliveryTest {

    private final ClioSandbox clio =
            ClioSandbox.builder().unlimited().retryBase(Duration.ofMillis(20)).start();
    private final ApiClient api = new ApiClient(clio);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void stop() {
        clio.close();
        receiver.close();
    }

    @Test
    void signsTheExactBodyWithTheSecretInLowerCaseHex() throws Exception {
        JsonNode webhook = subscribe("activity", "id,etag,note");

        clio.records("activities").create("{\"note\":\"Gespräch über 契約\"}");

        Request delivery = next();
        assertThat(delivery.header("X-Hook-Signature"))
                .contains(hmac(webhook.get("shared_secret").asText(), delivery.body()));
        assertThat(delivery.header("Content-Type")).contains("application/json");
        assertThat(delivery.header("Date")).isPresent();
        assertThat(delivery.path()).isEqualTo("/hooks");
    }

    @Test
    void carriesTheRequestedFieldsTheEventAndTheWebhookId() throws Exception {
        JsonNode webhook = subscribe("activity", "id,price,matter{id,display_number}");

        ClioRecord activity = clio.records("activities")
                .create("{\"price\":250.00,\"note\":\"x\",\"matter\":{\"id\":7,\"display_number\":\"00007\"}}");

        assertThat(next().text())
                .isEqualTo("{\"data\":{\"id\":" + activity.id()
                        + ",\"price\":250.00,\"matter\":{\"id\":7,\"display_number\":\"00007\"}},"
                        + "\"meta\":{\"event\":\"created\",\"webhook_id\":"
                        + webhook.get("id").asLong() + "}}");
    }

    @Test
    void tellsOfAnUpdateOnlyWhenAWatchedFieldChangedButAlwaysTheFirstTime() throws Exception {
        ClioRecord activity = clio.records("activities").create("{\"price\":1}");
        subscribe("activity", "id,price");

        clio.records("activities").update(activity.id(), Map.of("note", "first change ever seen"));
        clio.records("activities").update(activity.id(), Map.of("note", "not watched"));
        clio.records("activities").update(activity.id(), Map.of("price", 2));

        assertThat(clio.ledger().deliveries())
                .extracting(delivery -> new String(delivery.data(), StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"id\":" + activity.id() + ",\"price\":1}", "{\"id\":" + activity.id() + ",\"price\":2}");
    }

    @Test
    void deletedCarriesIdAndEtagOnly() throws Exception {
        ClioRecord task = clio.records("tasks").create("{\"name\":\"File motion\"}");
        subscribe("task", "id,name");

        clio.records("tasks").delete(task.id());

        JsonNode data = new ObjectMapper().readTree(next().text()).get("data");
        assertThat(data.fieldNames()).toIterable().containsExactly("id", "etag");
        assertThat(data.get("id").asLong()).isEqualTo(task.id());
        assertThat(data.get("etag").asText()).matches("\"[0-9a-f]{32}\"").isNotEqualTo(task.etag());
    }

    @Test
    void aClosedMatterFiresUpdatedAndMatterClosed() throws Exception {
        ClioRecord matter = clio.records("matters").create("{\"status\":\"Open\"}");
        subscribe("matter", "id,status");

        clio.records("matters").update(matter.id(), Map.of("status", "Closed"));

        assertThat(clio.ledger().deliveries()).extracting(Delivery::event).containsExactly("updated", "matter_closed");
    }

    @Test
    void deliversNothingOfEventsNotSubscribedTo() throws Exception {
        subscribe("contact", "id", "deleted");

        ClioRecord contact = clio.records("contacts").create("{\"name\":\"A\"}");
        clio.records("contacts").update(contact.id(), Map.of("name", "B"));
        clio.records("contacts").delete(contact.id());

        assertThat(clio.ledger().deliveries()).extracting(Delivery::event).containsExactly("deleted");
    }

    @Test
    void sendsOneRecordsDeliveriesInTheOrderOfTheChanges() throws Exception {
        subscribe("activity", "id,price");

        ClioRecord activity = clio.records("activities").create("{\"price\":0}");
        for (int price = 1; price <= 50; price++) {
            clio.records("activities").update(activity.id(), Map.of("price", price));
        }

        await().until(() -> clio.ledger().pending() == 0);
        List<String> emitted = clio.ledger().deliveries().stream()
                .map(delivery -> new String(delivery.body(), StandardCharsets.UTF_8))
                .toList();
        assertThat(emitted).hasSize(51);
        assertThat(receiver.bodies()).isEqualTo(emitted);
    }

    @Test
    void repeatsTheSameBodyUntilItIsAcknowledged() throws Exception {
        subscribe("bill", "id,etag");
        receiver.faults.answerNext(1, 503);
        receiver.faults.dropNext(1);

        clio.records("bills").create("{\"number\":\"1\"}");

        await().until(() -> clio.ledger().acknowledged() == 1);
        Delivery delivery = clio.ledger().deliveries().get(0);
        assertThat(delivery.answers()).containsExactly(503, Delivery.NO_ANSWER, 200);
        assertThat(receiver.deliveries.get(0).body()).isEqualTo(delivery.body());
    }

    @Test
    void givesUpAfterFiveFurtherTries() throws Exception {
        subscribe("bill", "id,etag");
        receiver.faults.answerNext(20, 401);

        clio.records("bills").create("{\"number\":\"1\"}");

        await().until(() -> clio.ledger().givenUp() == 1);
        assertThat(clio.ledger().deliveries().get(0).answers()).hasSize(6).containsOnly(401);
        assertThat(receiver.faults.outstanding()).isEqualTo(14);
    }

    @Test
    void tellsWhichDeliveryWasAcknowledgedBeforeAnotherWasSent() throws Exception {
        subscribe("bill", "id,etag");
        receiver.faults.answerNext(1, 503);
        clio.records("bills").create("{\"number\":\"1\"}");
        await().until(() -> clio.ledger().acknowledged() == 1);
        clio.records("bills").create("{\"number\":\"2\"}");
        await().until(() -> clio.ledger().acknowledged() == 2);

        Delivery first = clio.ledger().deliveries().get(0);
        Delivery second = clio.ledger().deliveries().get(1);
        assertThat(first.acknowledgedBefore(second)).isTrue();
        assertThat(second.acknowledgedBefore(first)).isFalse();
        assertThat(first.acknowledgedBefore(first)).isFalse();
    }

    @Test
    void takesARedirectForAnAcknowledgement() throws Exception {
        subscribe("bill", "id,etag");
        receiver.faults.answerNext(1, 302);

        clio.records("bills").create("{\"number\":\"1\"}");

        await().until(() -> clio.ledger().acknowledged() == 1);
        assertThat(receiver.deliveries).isEmpty();
    }

    @Test
    void anAnswer410AcknowledgesAndSuspendsTheWebhook() throws Exception {
        JsonNode webhook = subscribe("bill", "id,etag");
        receiver.faults.answerNext(1, 410);

        clio.records("bills").create("{\"number\":\"1\"}");
        await().until(() -> "suspended".equals(status(webhook)));
        clio.records("bills").create("{\"number\":\"2\"}");

        assertThat(clio.ledger().emitted()).isEqualTo(1);
        assertThat(clio.ledger().acknowledged()).isEqualTo(1);
    }

    private String status(JsonNode webhook) throws Exception {
        return api.get("webhooks/" + webhook.get("id").asLong(), "fields", "status")
                .data()
                .get("status")
                .asText();
    }

    private JsonNode subscribe(String model, String fields, String... events) throws Exception {
        String chosen = events.length == 0 ? "" : ",\"events\":[\"" + String.join("\",\"", events) + "\"]";
        ApiClient.Answer answer = api.post(
                "webhooks.json",
                "{\"data\":{\"url\":\"" + receiver.url() + "\",\"model\":\"" + model + "\",\"fields\":\"" + fields
                        + "\"" + chosen + "}}",
                "fields",
                "id,shared_secret,status");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.data().get("status").asText()).isEqualTo("enabled");
        return answer.data();
    }

    private Request next() {
        await().until(() -> !receiver.deliveries.isEmpty());
        return receiver.deliveries.get(0);
    }

    private static String hmac(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
