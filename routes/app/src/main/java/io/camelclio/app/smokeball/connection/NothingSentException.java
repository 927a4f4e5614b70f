package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.token.TokenRefusedException;
import java.io.IOException;

/** A request was not sent, for want of a token or of a place in the rate limit. Holds no credential. */
public final class NothingSentException extends IOException {

    private static final long serialVersionUID = 1L;

    NothingSentException(String connection, Throwable why) {
        super("Nothing was sent to Smokeball for connection '" + connection + "': " + words(why) + remedy(why), why);
    }

    /** Some failures of the network have no words of their own. */
    private static String words(Throwable why) {
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    private static String remedy(Throwable why) {
        return why instanceof TokenRefusedException refused && refused.isForGood()
                ? "; check client id, client secret, region and environment, and whether the refresh token has ended"
                : "";
    }
}
