package io.camelclio.component.http;

import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param body its bytes, none for an answer without a body
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    /** Our fault, or that of something we need: the same request may succeed later. */
    public static final Answer LATER = new Answer(503, Map.of("Retry-After", "30"));

    /** An answer without a body. */
    public Answer(int status, Map<String, String> headers) {
        this(status, headers, NOTHING);
    }

    /** Shows neither headers nor body: they may hold a secret. */
    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
