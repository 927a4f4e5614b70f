package io.camelclio.component.webhook.subscription;

/** How a new secret is confirmed to Clio, which delivers nothing before (Clio, "Webhooks"). Neither way makes it trusted. */
public enum Handshake {
    /** The handshake is answered with its own secret, at once. */
    immediate,
    /** The handshake is answered without it; an API call confirms the secret that Clio's API shows. */
    delayed
}
