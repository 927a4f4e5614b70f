package io.camelclio.component.api;

import java.time.Duration;

/** Is told of every attempt to call Clio, on whatever thread learns of its end: it must neither block nor throw. */
public interface CallObserver {

    /** Nobody looks. */
    CallObserver NONE = (call, status, took, waited) -> {};

    /**
     * An attempt ended.
     *
     * @param status the HTTP status, 0 when there was no answer
     * @param took from sending to the end of the answer
     * @param waited for a place in the rate budget, before it was sent
     */
    void ended(ClioCall call, int status, Duration took, Duration waited);
}
