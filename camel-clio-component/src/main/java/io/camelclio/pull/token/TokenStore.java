package io.camelclio.pull.token;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the refresh token of one connection is kept, so that one which the vendor replaced survives a restart. Read at each
 * refresh: a token that somebody else saved meanwhile is used from then on. One connection uses it, which calls
 * {@link #save} for one token after the other and neither method from an event-loop thread.
 */
public interface TokenStore {

    /**
     * The token that was saved last; empty when none ever was.
     *
     * @throws IOException when there is something that cannot or must not be read; the message says what to do and holds
     *     no token
     */
    Optional<String> load() throws IOException;

    /**
     * Keeps a token instead of the one before. When this returns, the token is safe.
     *
     * @throws IOException when it could not be kept; the one before is then still there
     */
    void save(String refreshToken) throws IOException;
}
