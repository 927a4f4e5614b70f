package io.camelclio.component.api;

/** Is told of every try to get a new access token from Clio, on whatever thread learns of its end: never blocks. */
public interface RefreshObserver {

    /** Nobody looks. */
    RefreshObserver NONE = outcome -> {};

    /** How a refresh ended. */
    enum Outcome {
        /** There is a new access token. */
        OK,
        /** Clio refuses the credentials: they have to be changed. */
        REFUSED,
        /** There was no answer, or none to go by; it is tried again. */
        FAILED
    }

    /** A refresh ended. */
    void refreshed(Outcome outcome);
}
