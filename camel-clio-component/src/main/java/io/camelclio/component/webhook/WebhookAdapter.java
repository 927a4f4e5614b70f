package io.camelclio.component.webhook;

/** How requests reach a {@code clio-webhook} endpoint. */
public enum WebhookAdapter {
    /** The Vert.x router of platform-http or an {@code HttpEngine} where the application has one, else platform-http. */
    auto,
    /** Any engine of platform-http; each request holds one of the engine's threads until it is answered. */
    platformHttp,
    /** The Vert.x router of platform-http; no thread is held while the route works. */
    vertx
}
