package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.records.Times;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookLifeCycleTest {

    private final TestClock clock = new TestClock("2026-03-01T12:00:00Z");
    private final Receiver receiver = new Receiver();
    private ClioSandbox clio = sandbox(HandshakeMode.BEFORE_CREATE_RESPONSE);
    private ApiClient api = new ApiClient(clio);

    @AfterEach
    void stop() {
        clio.close();
        receiver.close();
    }

    @Test
    void answersACreateWithIdAndEtagOnlyUnlessFieldsAreNamed() throws Exception {
        ApiClient.Answer bare = api.post("webhooks.json", webhook("activity", "id"));
        ApiClient.Answer full = api.post(
                "webhooks.json", webhook("activity", "id,etag"), "fields", "id,status,shared_secret,model,events,url");

        assertThat(bare.status()).isEqualTo(201);
        assertThat(bare.data().fieldNames()).toIterable().containsExactly("id", "etag");
        assertThat(full.data().get("shared_secret").asText()).matches("[0-9a-f]{32}");
        assertThat(full.data().get("events")).hasToString("[\"created\",\"updated\",\"deleted\"]");
        assertThat(api.get("webhooks").data()).hasSize(2);
    }

    @Test
    void shakesHandsBeforeTheCreateIsAnswered() throws Exception {
        JsonNode created = create("activity", "status,shared_secret,id");

        assertThat(created.get("status").asText()).isEqualTo("enabled");
        assertThat(receiver.handshakes).hasSize(1);
        assertThat(receiver.handshakes.get(0).header("X-Hook-Secret"))
                .contains(created.get("shared_secret").asText());
        assertThat(receiver.handshakes.get(0).header("X-Hook-Signature")).isEmpty();
        assertThat(receiver.handshakes.get(0).text())
                .isEqualTo("{\"data\":{\"webhook_id\":" + created.get("id").asLong() + "}}");
    }

    @Test
    void shakesHandsAfterTheCreateIsAnswered() throws Exception {
        restart(HandshakeMode.AFTER_CREATE_RESPONSE);

        JsonNode created = create("activity", "status,id");

        assertThat(created.get("status").asText()).isEqualTo("pending");
        await().until(() -> status(created).equals("enabled"));
        assertThat(receiver.handshakes).hasSize(1);
    }

    @Test
    void enablesWithoutAHandshakeWhenNoneIsToCome() throws Exception {
        restart(HandshakeMode.NEVER);

        assertThat(create("activity", "status").get("status").asText()).isEqualTo("enabled");
        clio.records("activities").create("{\"note\":\"x\"}");
        await().until(() -> clio.ledger().acknowledged() == 1);
        assertThat(receiver.handshakes).isEmpty();
    }

    @Test
    void staysPendingAndSilentUntilTheSecretIsConfirmed() throws Exception {
        receiver.confirming = false;
        JsonNode created = create("activity", "id,status,shared_secret");
        clio.records("activities").create("{\"note\":\"nobody hears\"}");
        String activate = "webhooks/" + created.get("id").asLong() + "/activate";

        ApiClient.Answer wrong = api.putWith("X-Hook-Secret", "wrong", activate);
        String before = status(created);
        ApiClient.Answer right =
                api.putWith("X-Hook-Secret", created.get("shared_secret").asText(), activate);

        assertThat(created.get("status").asText()).isEqualTo("pending");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(before).isEqualTo("pending");
        assertThat(right.status()).isEqualTo(200);
        assertThat(status(created)).isEqualTo("enabled");
        assertThat(clio.ledger().emitted()).isZero();
    }

    @Test
    void takesHttpsUrlsAndNoOthers() throws Exception {
        try (ClioSandbox strict = ClioSandbox.builder()
                .handshake(HandshakeMode.NEVER)
                .admitLoopbackUrls(false)
                .start()) {
            ApiClient client = new ApiClient(strict);

            assertThat(createAt(client, receiver.url())).isEqualTo(422);
            assertThat(createAt(client, "https://hooks.example/clio")).isEqualTo(201);
        }
        for (String url : List.of("http://hooks.example/clio", "http://127.0.0.1.example/", "ftp://localhost/", "x")) {
            assertThat(createAt(api, url)).as(url).isEqualTo(422);
        }
    }

    @Test
    void takesAModelByNameOrNumberAndRefusesOthersInTheVendorsWords() throws Exception {
        assertThat(api.post("webhooks", webhook("2", "id"), "fields", "model")
                        .data()
                        .get("model")
                        .asText())
                .isEqualTo("activity");

        ApiClient.Answer refused = api.post("webhooks", webhook("CalendarEntry", "id"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.errorMessage()).isEqualTo("'CalendarEntry' is not a valid model");
    }

    @Test
    void refusesUnknownFieldsAndMoreThanAThousandCharactersOfThem() throws Exception {
        ApiClient.Answer unknown = api.post("webhooks", webhook("activity", "id,nonsense"));
        String thousand = "id," + "note,".repeat(199) + "id";

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errorMessage()).isEqualTo("nonsense is not a valid field");
        assertThat(thousand).hasSize(1_000);
        assertThat(api.post("webhooks", webhook("activity", thousand)).status()).isEqualTo(201);
        assertThat(api.post("webhooks", webhook("activity", thousand + ",")).status())
                .isEqualTo(422);
    }

    @Test
    void refusesEventsTheModelDoesNotHave() throws Exception {
        assertThat(createWith("clio_payments_payment", "\"events\":[\"deleted\"]"))
                .isEqualTo(422);
        assertThat(createWith("activity", "\"events\":[\"matter_closed\"]")).isEqualTo(422);
        assertThat(createWith("matter", "\"events\":[\"matter_closed\"]")).isEqualTo(201);
        assertThat(createWith("clio_payments_payment", "\"events\":[\"updated\"]"))
                .isEqualTo(201);
    }

    @Test
    void refusesToMissRequiredAttributes() throws Exception {
        assertThat(api.post("webhooks", "{\"data\":{\"url\":\"" + receiver.url() + "\",\"model\":\"task\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(createWith("activity", "\"shared_secret\":\"mine\"")).isEqualTo(422);
    }

    @Test
    void expiresAfterThreeDaysUnlessToldOtherwise() throws Exception {
        assertThat(create("activity", "expires_at").get("expires_at").asText()).isEqualTo("2026-03-04T07:00:00-05:00");
        assertThat(createWith("activity", "\"expires_at\":\"2026-04-01T12:00:00Z\""))
                .isEqualTo(201);
        assertThat(createWith("activity", "\"expires_at\":\"2026-04-01T12:00:01Z\""))
                .isEqualTo(422);
        assertThat(createWith("activity", "\"expires_at\":\"2026-03-01T12:00:00Z\""))
                .isEqualTo(422);
        assertThat(createWith("activity", "\"expires_at\":\"soon\"")).isEqualTo(422);
    }

    @Test
    void deliversNothingOnceItHasExpiredAndAgainAfterItIsExtended() throws Exception {
        JsonNode created = create("activity", "id");
        String path = "webhooks/" + created.get("id").asLong() + ".json";
        clock.advance(Duration.ofDays(3));
        clio.records("activities").create("{\"note\":\"unheard\"}");
        assertThat(clio.ledger().emitted()).isZero();

        assertThat(new ApiClient(clio)
                        .patch(path, "{\"data\":{\"expires_at\":\"2026-03-20T00:00:00Z\"}}")
                        .status())
                .isEqualTo(200);
        clio.records("activities").create("{\"note\":\"heard\"}");

        assertThat(clio.ledger().emitted()).isEqualTo(1);
        assertThat(receiver.handshakes).hasSize(1);
    }

    @Test
    void shakesHandsAgainWithANewSecretWhenTheUrlChanges() throws Exception {
        JsonNode created = create("activity", "id,shared_secret");
        String path = "webhooks/" + created.get("id").asLong();

        JsonNode same = api.patch(path, data("url", receiver.url()), "fields", "shared_secret")
                .data();
        JsonNode moved = api.patch(path, data("url", receiver.url() + "/moved"), "fields", "shared_secret,status")
                .data();

        assertThat(same.get("shared_secret")).isEqualTo(created.get("shared_secret"));
        assertThat(moved.get("shared_secret")).isNotEqualTo(created.get("shared_secret"));
        assertThat(moved.get("status").asText()).isEqualTo("enabled");
        assertThat(receiver.handshakes).hasSize(2);
    }

    @Test
    void aLateConfirmationOfAFormerSecretDoesNotEnableIt() throws Exception {
        receiver.confirming = false;
        JsonNode created = create("activity", "id,shared_secret");
        long id = created.get("id").asLong();
        String moved = api.patch("webhooks/" + id, data("url", receiver.url() + "/moved"), "fields", "shared_secret")
                .data()
                .get("shared_secret")
                .asText();
        Subscriptions webhooks = new Subscriptions(Catalogue.load(), new Times(clock), clio.records("webhooks"));

        webhooks.confirm(id, created.get("shared_secret").asText());
        assertThat(status(created)).isEqualTo("pending");

        webhooks.confirm(id, moved);
        assertThat(status(created)).isEqualTo("enabled");
    }

    @Test
    void changesOnlyWhatIsSentAndRefusesWhatDoesNotFit() throws Exception {
        JsonNode created = create("matter", "id");
        String path = "webhooks/" + created.get("id").asLong();

        JsonNode changed = api.patch(path, data("fields", "id,status"), "fields", "fields,events,model")
                .data();

        assertThat(changed.get("fields").asText()).isEqualTo("id,status");
        assertThat(changed.get("model").asText()).isEqualTo("matter");
        assertThat(changed.get("events")).hasSize(6);
        assertThat(api.patch(path, data("model", "activity")).errorMessage()).isEqualTo("status is not a valid field");
        api.patch(path, data("fields", "id"));
        assertThat(api.patch(path, data("model", "activity")).errorMessage())
                .isEqualTo("'matter_opened' is not a valid event");
        assertThat(api.patch(path, data("fields", "nonsense")).status()).isEqualTo(400);
        assertThat(api.patch("webhooks/1", data("fields", "id")).status()).isEqualTo(404);
    }

    @Test
    void deliversNothingOnceItIsDeleted() throws Exception {
        JsonNode created = create("activity", "id");

        assertThat(api.delete("webhooks/" + created.get("id").asLong()).status())
                .isEqualTo(204);
        clio.records("activities").create("{\"note\":\"x\"}");

        assertThat(clio.ledger().emitted()).isZero();
        assertThat(api.get("webhooks/" + created.get("id").asLong()).status()).isEqualTo(404);
    }

    private void restart(HandshakeMode mode) {
        clio.close();
        clio = sandbox(mode);
        api = new ApiClient(clio);
    }

    private ClioSandbox sandbox(HandshakeMode mode) {
        return ClioSandbox.builder().clock(clock).unlimited().handshake(mode).start();
    }

    private String status(JsonNode webhook) throws Exception {
        return api.get("webhooks/" + webhook.get("id").asLong(), "fields", "status")
                .data()
                .get("status")
                .asText();
    }

    private JsonNode create(String model, String readFields) throws Exception {
        ApiClient.Answer answer = api.post("webhooks.json", webhook(model, "id,etag"), "fields", readFields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data();
    }

    private int createWith(String model, String more) throws Exception {
        String body = webhook(model, "id");
        return api.post("webhooks", body.substring(0, body.length() - 2) + "," + more + "}}")
                .status();
    }

    private static int createAt(ApiClient client, String url) throws Exception {
        return client.post("webhooks", "{\"data\":{\"url\":\"" + url + "\",\"model\":\"activity\",\"fields\":\"id\"}}")
                .status();
    }

    private String webhook(String model, String fields) throws Exception {
        return new ObjectMapper()
                .writeValueAsString(Map.of("data", Map.of("url", receiver.url(), "model", model, "fields", fields)));
    }

    private static String data(String name, String value) throws Exception {
        return new ObjectMapper().writeValueAsString(Map.of("data", Map.of(name, value)));
    }
}
