package io.camelclio.pull;

import java.net.URI;

/** A token endpoint answered without a token. Holds OAuth's error word, never a credential. */
public class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int MAX_WORD = 60;

    private final int status;

    TokenRefusedException(URI address, int status, String error) {
        super("POST " + address.getPath() + " was answered " + status + " " + plain(error));
        this.status = status;
    }

    private static String plain(String error) {
        String word = error.replaceAll("[^A-Za-z0-9_.-]", "");
        return word.length() > MAX_WORD ? word.substring(0, MAX_WORD) : word;
    }

    /** The HTTP status: 4xx where the credentials are at fault, 5xx where the vendor is. */
    public int status() {
        return status;
    }
}
