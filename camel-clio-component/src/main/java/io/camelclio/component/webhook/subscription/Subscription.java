package io.camelclio.component.webhook.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook as Clio's API shows it.
 *
 * @param fields without white space
 * @param status Clio's word: {@code pending}, {@code enabled} or {@code suspended}
 * @param expiresAt when Clio stops it without a word; null when the answer did not say
 * @param updatedAt when it was last changed; null when the answer did not say
 * @param secret what Clio signs deliveries with; null when the answer did not hold it
 */
public record Subscription(
        long id,
        String url,
        String model,
        String fields,
        Set<String> events,
        String status,
        Instant expiresAt,
        Instant updatedAt,
        SecretKeySpec secret) {

    /** What has to be asked for, since Clio gives only id and etag otherwise. */
    static final String FIELDS = "id,url,model,fields,events,status,expires_at,updated_at,shared_secret";

    static Subscription of(JsonNode webhook) {
        Set<String> events = new LinkedHashSet<>();
        webhook.path("events").forEach(event -> events.add(event.asText()));
        String secret = webhook.path("shared_secret").asText("");
        return new Subscription(
                webhook.path("id").asLong(),
                webhook.path("url").asText(),
                webhook.path("model").asText(),
                webhook.path("fields").asText().replaceAll("\\s", ""),
                events,
                webhook.path("status").asText(),
                time(webhook.path("expires_at").asText()),
                time(webhook.path("updated_at").asText()),
                secret.isEmpty() ? null : Signature.key(secret));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Given up by Clio after repeated failure: how it could come back is not documented (Clio, "Webhooks"). */
    boolean isSuspended() {
        return status.equals("suspended");
    }

    /** Not confirmed by a handshake yet: Clio delivers nothing. */
    boolean isPending() {
        return status.equals("pending");
    }

    /** Confirmed by a handshake; before that Clio delivers nothing. */
    boolean isEnabled() {
        return status.equals("enabled");
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** Whether Clio delivers what changes now. */
    boolean delivers(Instant now) {
        return isEnabled() && !hasExpired(now);
    }

    /** Whether deliveries of this and of the other are the same webhook's on one path, signed with one secret. */
    boolean hasSecretOf(Subscription other) {
        return id == other.id && url.equals(other.url) && model.equals(other.model) && secret.equals(other.secret);
    }

    /** The secret as Clio wrote it; null when the answer did not hold it. */
    String sharedSecret() {
        return secret == null ? null : new String(secret.getEncoded(), StandardCharsets.UTF_8);
    }

    boolean complete() {
        return described() && expiresAt != null && secret != null;
    }

    private boolean described() {
        return !url.isEmpty() && !model.isEmpty() && !fields.isEmpty() && !events.isEmpty() && !status.isEmpty();
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "webhook " + id + " for " + model + ", " + status + ", until " + expiresAt;
    }
}
