package io.camelclio.testkit.clio.webhook;

/**
 * Whether the API shows {@code shared_secret} to those who ask for it. It is a readable field of webhooks (documented:
 * Clio's OpenAPI document; seen). How it looks where a token may not read it is not documented: both forms are guesses.
 */
public enum SharedSecret {
    /** With its value. */
    SHOWN,
    /** As null. */
    NULL,
    /** Not at all. */
    ABSENT
}
