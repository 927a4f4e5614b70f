package io.camelclio.testkit.clio.webhook;

/**
 * What the API shows of a webhook whose {@code expires_at} has passed. That it emits nothing any more is documented
 * (Clio, "Webhooks"); how it looks is not, so all three are our guesses.
 */
public enum ExpiredWebhook {
    /** It stays as it is, with {@code expires_at} in the past; a later {@code expires_at} revives it. */
    LISTED,
    /** It is deleted: missing in the list, and 404 on its own. */
    GONE,
    /** It is listed as {@code suspended}; only a confirmed handshake or activation brings it back. */
    SUSPENDED
}
