package io.camelclio.testkit.clio.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.FieldSelection;
import io.camelclio.testkit.clio.catalogue.Catalogue;
import io.camelclio.testkit.clio.catalogue.RecordType;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.Times;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A webhook read from its record. Delivers only while {@code enabled} and not expired.
 *
 * @param version the version of the record it was read from
 * @param status {@code pending}, {@code enabled} or {@code suspended}
 */
record Subscription(
        long id,
        long version,
        URI url,
        String model,
        Set<String> events,
        FieldSelection fields,
        String secret,
        String status,
        Instant expiresAt) {

    static final String PENDING = "pending";
    static final String ENABLED = "enabled";
    static final String SUSPENDED = "suspended";

    static Subscription of(Catalogue catalogue, ClioRecord record) {
        ObjectNode fields = record.fields();
        String model = fields.get("model").asText();
        Set<String> events = new HashSet<>();
        fields.get("events").forEach(event -> events.add(event.asText()));
        RecordType type = catalogue.model(model).orElseThrow().type();
        return new Subscription(
                record.id(),
                record.version(),
                URI.create(fields.get("url").asText()),
                model,
                events,
                FieldSelection.parse(catalogue, type, fields.get("fields").asText()),
                fields.get("shared_secret").asText(),
                fields.get("status").asText(),
                Times.read(fields.get("expires_at").asText()).orElseThrow());
    }

    boolean delivers(Instant now) {
        return status.equals(ENABLED) && !expired(now);
    }

    boolean expired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
