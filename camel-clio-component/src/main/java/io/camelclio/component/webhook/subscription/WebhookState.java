package io.camelclio.component.webhook.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * How one webhook stands with Clio.
 *
 * @param id Clio's id of the webhook
 * @param model Clio's word for the kind of record, such as {@code matter}
 * @param status Clio's word: {@code pending}, {@code enabled} or {@code suspended}
 * @param expiresAt when Clio stops it; empty when it did not say
 */
public record WebhookState(long id, String model, String status, Optional<Instant> expiresAt) {}
