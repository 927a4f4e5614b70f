package io.camelclio.pull.record;

/**
 * What a vendor sent is not the JSON it promised. The message says what is wrong and where, and never quotes the data:
 * records hold what clients told their lawyers.
 */
public class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean broken;

    /** JSON, but not what was promised. */
    public MalformedRecordException(String message) {
        this(message, false);
    }

    private MalformedRecordException(String message, boolean broken) {
        super(message);
        this.broken = broken;
    }

    /** No well-formed JSON at all. */
    static MalformedRecordException broken(String message) {
        return new MalformedRecordException(message, true);
    }

    /** Whether the JSON is cut or otherwise not well-formed, as it is when an answer was not transferred whole. */
    public boolean isBroken() {
        return broken;
    }
}
