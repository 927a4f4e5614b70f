package io.camelclio.testkit.smokeball.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import io.camelclio.testkit.smokeball.records.RecordKey;
import io.camelclio.testkit.smokeball.records.RecordVersion;
import io.camelclio.testkit.smokeball.records.Ticks;
import io.camelclio.testkit.smokeball.records.Times;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One webhook subscription; never changes.
 *
 * @param number counts up in the order of creation
 * @param key what deliveries are signed with; never shown
 * @param refreshToken the refresh token it goes with; empty if it was made with client credentials
 */
record Subscription(
        String id,
        long number,
        String accountId,
        String name,
        List<String> eventTypes,
        URI url,
        Optional<String> key,
        Optional<String> refreshToken,
        Instant createdAt,
        Instant updatedAt) {

    RecordVersion shown(Resource webhooks) {
        ObjectNode fields =
                Json.object().put("id", id).put("accountId", accountId).put("name", name);
        eventTypes.forEach(fields.putArray("eventTypes")::add);
        fields.put("eventNotificationUrl", url.toString())
                .put("createdDateUtc", Times.iso(createdAt))
                .put("updatedDateUtc", Times.iso(updatedAt))
                .put("lastUpdated", Ticks.of(updatedAt));
        return new RecordVersion(
                webhooks, new RecordKey(List.of(), id), number, fields, Ticks.of(updatedAt), updatedAt, false);
    }

    @Override
    public String toString() {
        return "Subscription[" + id + " for " + eventTypes + "]";
    }
}
