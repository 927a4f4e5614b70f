package io.camelclio.app.consent;

/** The user's consent was not had. Says why and what to do; never holds a code, a token or what a request held. */
public final class ConsentException extends Exception {

    private static final long serialVersionUID = 1L;

    ConsentException(String message) {
        super(message);
    }
}
