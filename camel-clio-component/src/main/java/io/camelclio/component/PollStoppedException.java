package io.camelclio.component;

import java.util.concurrent.CancellationException;

/** A read ends before its end because its consumer stops or is suspended, which is no failure. */
final class PollStoppedException extends CancellationException {

    private static final long serialVersionUID = 1L;

    PollStoppedException() {
        super("The read is stopped");
    }

    /** Nobody looks where a stop came from. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
