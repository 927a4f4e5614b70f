package io.camelclio.testkit.clio.webhook;

/**
 * When Clio's handshake reaches the receiver, after a webhook was created and after each change of its URL (documented:
 * Clio, "Webhooks"). The first three have been seen on live accounts; for a handshake without the answer to the
 * creation, combine {@link #BEFORE_CREATE_RESPONSE} with a fault that drops the answer.
 */
public enum HandshakeMode {
    /** The receiver has been asked, and has answered or timed out, before the create request is answered. */
    BEFORE_CREATE_RESPONSE,
    /** The receiver is asked once the answer to the create request has been written. */
    AFTER_CREATE_RESPONSE,
    /** No handshake comes; the webhook is enabled at once. */
    NEVER,
    /**
     * No handshake comes, and the webhook stays pending until {@link WebhookActions#shake} sends one or the client
     * activates it (our choice).
     */
    WITHHELD
}
