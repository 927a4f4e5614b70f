package io.camelclio.component.telemetry;

/** Is told what Clio got from us for each request on a webhook's path, often on an event loop: never blocks. */
public interface DeliveryObserver {

    /** Nobody looks. */
    DeliveryObserver NONE = status -> {};

    /** A request was answered with this HTTP status. */
    void answered(int status);
}
