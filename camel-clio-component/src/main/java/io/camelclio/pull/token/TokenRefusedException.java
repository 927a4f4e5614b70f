package io.camelclio.pull.token;

import java.net.URI;

/** A token endpoint answered without a token. Holds OAuth's error word, never a credential. */
public class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_WORD = 60;
    private static final int UNAUTHORIZED = 401;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final String error;

    TokenRefusedException(URI address, int status, String error) {
        super("POST " + address.getPath() + " was answered " + status + " " + plain(error));
        this.status = status;
        this.error = plain(error);
    }

    /** The endpoint gave a token, but it is of no use. */
    TokenRefusedException(String what) {
        super(what);
        this.status = UNAUTHORIZED;
        this.error = "";
    }

    private static String plain(String error) {
        String word = error.replaceAll("[^A-Za-z0-9_.-]", "");
        return word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word;
    }

    /** The HTTP status: 4xx where the credentials are at fault, 5xx where the vendor is. */
    public int status() {
        return status;
    }

    /** OAuth's error word, such as {@code invalid_grant}; empty without one. */
    public String error() {
        return error;
    }

    /** Whether the credentials are at fault, so that the same request would be refused again. */
    public boolean isForGood() {
        return status >= 400 && status < 500 && status != TIMEOUT && status != TOO_MANY_REQUESTS;
    }
}
