package io.camelclio.component;

/** A read ends before its end because its consumer stops or is suspended, which is no failure. */
final class PollStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PollStoppedException() {
        super("The poll is stopped", null, false, false);
    }
}
