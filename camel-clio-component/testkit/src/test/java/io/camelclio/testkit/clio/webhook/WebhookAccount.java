package io.camelclio.testkit.clio.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.testkit.clio.ApiClient;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.HandDrivenScheduler;
import io.camelclio.testkit.time.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sandbox in simulated time, a client of its API, and a receiver that confirms and acknowledges. */
final class WebhookAccount implements AutoCloseable {

    static final String ALL_FIELDS = "id,url,model,status,fields,events,expires_at,shared_secret";

    final HandDrivenScheduler time = new HandDrivenScheduler(new TestClock("2026-03-01T12:00:00Z"));
    final ClioSandbox clio = ClioSandbox.builder()
            .time(time)
            .unlimited()
            .deliveryTimeout(Duration.ofSeconds(2))
            .start();
    final ApiClient api = new ApiClient(clio);
    final Receiver receiver = new Receiver();

    /** The id of a new webhook for all events of a model. */
    long subscribe(String model, String fields, String... events) throws Exception {
        ApiClient.Answer answer = create(model, fields, events);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data().get("id").asLong();
    }

    ApiClient.Answer create(String model, String fields, String... events) throws Exception {
        Map<String, Object> required = Map.of("url", receiver.url(), "model", model, "fields", fields);
        Map<String, Object> data = new HashMap<>(required);
        if (events.length > 0) {
            data.put("events", List.of(events));
        }
        return api.post("webhooks", new ObjectMapper().writeValueAsString(Map.of("data", data)), "fields", ALL_FIELDS);
    }

    ApiClient.Answer read(long id) throws Exception {
        return api.get("webhooks/" + id, "fields", ALL_FIELDS);
    }

    JsonNode list() throws Exception {
        return api.get("webhooks", "fields", ALL_FIELDS, "order", "id(asc)").data();
    }

    List<Long> listedIds() throws Exception {
        return list().findValues("id").stream().map(JsonNode::asLong).toList();
    }

    ApiClient.Answer patch(long id, String attribute, String value) throws Exception {
        return api.patch(
                "webhooks/" + id, "{\"data\":{\"" + attribute + "\":\"" + value + "\"}}", "fields", ALL_FIELDS);
    }

    /** What has been emitted, once every answer is there. */
    List<String> events() {
        time.advance(Duration.ZERO);
        return clio.ledger().deliveries().stream().map(Delivery::event).toList();
    }

    @Override
    public void close() {
        clio.close();
        receiver.close();
    }
}
