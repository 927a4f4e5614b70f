package io.camelclio.pull.progress;

/**
 * More records than may be known. Says how many that are and what to do. Without a trace of the stack: from then on each
 * further record meets it.
 */
public final class TooManyRecordsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TooManyRecordsException(String message) {
        super(message, null, false, false);
    }
}
