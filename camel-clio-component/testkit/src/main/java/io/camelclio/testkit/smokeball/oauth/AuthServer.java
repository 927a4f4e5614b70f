package io.camelclio.testkit.smokeball.oauth;

import io.camelclio.testkit.http.Handler;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** What answers under the auth host's address: the page that asks a user, and the token endpoint. */
public final class AuthServer implements Handler {

    private final AuthorizeEndpoint authorize;
    private final TokenEndpoint token;

    /**
     * @param redirectUris those that are registered for the client
     * @param consent gives the refresh token of a user who consents
     */
    public AuthServer(
            Credentials credentials,
            Tokens tokens,
            Set<String> redirectUris,
            Supplier<RefreshToken> consent,
            Clock clock,
            Random random) {
        AuthorizationCodes codes = new AuthorizationCodes(clock, random);
        authorize = new AuthorizeEndpoint(credentials.clientId(), redirectUris, codes);
        token = new TokenEndpoint(credentials, tokens, codes, consent);
    }

    @Override
    public Response handle(Request request) {
        return request.path().equals(AuthorizeEndpoint.PATH) ? authorize.handle(request) : token.handle(request);
    }
}
