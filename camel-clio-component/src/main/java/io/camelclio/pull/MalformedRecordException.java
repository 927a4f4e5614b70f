package io.camelclio.pull;

/**
 * What a vendor sent is not the JSON it promised. The message says what is wrong and where, and never quotes the data:
 * records hold what clients told their lawyers.
 */
public class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }
}
