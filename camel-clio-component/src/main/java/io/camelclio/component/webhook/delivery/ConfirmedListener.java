package io.camelclio.component.webhook.delivery;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeKind;

/** Is told which changes are safe where the route took them, on the thread that ends the route: never waits or throws. */
@FunctionalInterface
public interface ConfirmedListener {

    /** Nobody listens. */
    ConfirmedListener NONE = (recordId, kind, change) -> {};

    /** A change of a record has been confirmed. */
    void confirmed(String recordId, ChangeKind kind, ChangeEvent change);
}
