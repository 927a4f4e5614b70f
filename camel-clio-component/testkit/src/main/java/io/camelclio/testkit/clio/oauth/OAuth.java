package io.camelclio.testkit.clio.oauth;

import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * The one registered app's way into the account: its credentials, the endpoints under {@code /oauth}, and the tokens in
 * force, each of which belongs to one user.
 */
public final class OAuth {

    private final RegisteredApp app;
    private final String refreshToken;
    private final long firstUser;
    private final Sessions sessions;
    private final Authorization authorization;
    private final AuthorizeEndpoint authorizeEndpoint;
    private final TokenEndpoint tokenEndpoint;

    /**
     * An app that the first user has given access already.
     *
     * @param accessTokenLife how long an access token is good
     * @param redirectUris the addresses users may be sent back to
     * @param firstUser whose refresh token is in force from the beginning
     */
    public OAuth(Clock clock, Duration accessTokenLife, List<String> redirectUris, long firstUser, Random random) {
        this.firstUser = firstUser;
        app = new RegisteredApp(word(random, "client"), word(random, "secret"), redirectUris);
        sessions = new Sessions(clock, accessTokenLife, new Random(random.nextLong()));
        RefreshTokens refreshTokens = new RefreshTokens(new Random(random.nextLong()));
        refreshToken = refreshTokens.issue(firstUser);
        AuthorizationCodes codes = new AuthorizationCodes(clock, new Random(random.nextLong()));
        authorization = new Authorization(sessions, refreshTokens, firstUser);
        authorizeEndpoint = new AuthorizeEndpoint(app, authorization, codes);
        tokenEndpoint = new TokenEndpoint(app, sessions, refreshTokens, codes, authorization);
    }

    public String clientId() {
        return app.clientId();
    }

    public String clientSecret() {
        return app.clientSecret();
    }

    /** The first user's refresh token. */
    public String refreshToken() {
        return refreshToken;
    }

    /** A new access token of the first user. */
    public String accessToken() {
        return sessions.open(firstUser);
    }

    /** Who consents or declines, and the tokens of further users. */
    public Authorization authorization() {
        return authorization;
    }

    /** Makes every access token invalid. */
    public void revokeTokens() {
        sessions.revokeAll();
    }

    /** The user an access token belongs to, or empty if it is unknown, expired or revoked. */
    public OptionalLong user(String accessToken) {
        return sessions.user(accessToken);
    }

    /** Answers {@code /oauth/authorize}. */
    public Response authorize(Request request) {
        return authorizeEndpoint.authorize(request);
    }

    /** Answers {@code /oauth/token}. */
    public Response token(Request request) {
        return tokenEndpoint.token(request);
    }

    /** Answers {@code /oauth/deauthorize} for a request with this access token, which is in force. */
    public Response deauthorize(Request request, String accessToken) {
        return tokenEndpoint.deauthorize(request, accessToken);
    }

    /** The answer to a request without an access token in force. */
    public Response unauthorized() {
        return TokenEndpoint.unauthorized();
    }

    private static String word(Random random, String kind) {
        return "sandbox-" + kind + "-" + Long.toHexString(random.nextLong());
    }
}
