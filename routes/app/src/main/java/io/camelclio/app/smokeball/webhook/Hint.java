package io.camelclio.app.smokeball.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.MalformedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a webhook is believed: that something may have happened to a record, and nothing of what. All of it is ids and words
 * of a bounded alphabet.
 *
 * @param connection the account's name here: one topic has the hints of all
 * @param type the type of the event, such as {@code fee.updated}
 * @param accountId the account it says it is of; empty where it says none
 * @param ids what leads to the record: ids of its parents, outermost first, and its own, unless its collection is meant
 */
record Hint(String connection, String type, Optional<String> accountId, List<String> ids) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The hint as the value of a record on Kafka. */
    byte[] toJson() {
        ObjectNode json = JSON.createObjectNode().put("connection", connection).put("type", type);
        accountId.ifPresent(account -> json.put("accountId", account));
        ids.forEach(json.putArray("ids")::add);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts can be written as JSON", e);
        }
    }

    /** @throws MalformedRecordException for what nobody here has written */
    static Hint parse(byte[] bytes) throws MalformedRecordException {
        JsonNode json;
        try {
            json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MalformedRecordException("A hint is not well-formed JSON");
        }
        if (!json.path("connection").isTextual()
                || !json.path("type").isTextual()
                || !json.path("ids").isArray()) {
            throw new MalformedRecordException("A hint lacks 'connection', 'type' or 'ids'");
        }
        List<String> ids = new ArrayList<>();
        json.path("ids").forEach(id -> ids.add(id.asText()));
        return new Hint(
                json.path("connection").textValue(),
                json.path("type").textValue(),
                Optional.ofNullable(json.path("accountId").textValue()),
                List.copyOf(ids));
    }

    /**
     * The hint as a change of its own kind: a webhook that comes twice is one.
     *
     * @param entity the entity of the record that is meant
     * @param vendorTime the time that the event states, in ticks, which tells it from the next of its record
     */
    ChangeEvent event(ChangeSource source, String entity, String vendorTime, Instant receivedAt) {
        return source.event(
                "hint",
                ids.isEmpty() ? entity : String.join("/", ids),
                new ChangeKind(type, "received"),
                vendorTime,
                receivedAt,
                receivedAt,
                type);
    }
}
