package io.camelclio.component.webhook;

/** Carries the requests of one path from an HTTP engine to a {@link DeliveryHandler}, and its answers back. */
interface HttpAdapter {

    /** From now on requests are carried. */
    void start();

    /** From now on the path is unknown to the engine. */
    void stop();
}
