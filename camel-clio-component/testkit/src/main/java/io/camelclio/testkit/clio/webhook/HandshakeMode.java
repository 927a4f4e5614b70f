package io.camelclio.testkit.clio.webhook;

/** When Clio's handshake reaches the receiver. All three have been seen on live accounts. */
public enum HandshakeMode {
    /** The receiver has been asked, and has answered or timed out, before the create request is answered. */
    BEFORE_CREATE_RESPONSE,
    /** The receiver is asked once the answer to the create request has been written. */
    AFTER_CREATE_RESPONSE,
    /** No handshake comes; the webhook is enabled at once. */
    NEVER
}
