package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.http.Query;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/**
 * Smokeball's grants of access tokens to one client (Smokeball, "Authentication"). Each fails as {@link TokenEndpoint#ask}
 * does, and in no failure is there a token, a code or a secret.
 */
public final class SmokeballTokens {

    private final TokenEndpoint endpoint;
    private final String clientId;
    private final String basic;

    public SmokeballTokens(TokenEndpoint endpoint, String clientId, String clientSecret) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.basic = "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    }

    /** For a firm's own application; gives no refresh token. */
    CompletableFuture<Issued> byClientCredentials() {
        return ask(form("client_credentials"));
    }

    /** Gives no new refresh token today. */
    public CompletableFuture<Issued> byRefreshToken(String refreshToken) {
        return ask(form("refresh_token").with("refresh_token", refreshToken));
    }

    /**
     * For the code that a user's consent gave, within five minutes and once; gives a refresh token.
     *
     * @param redirectUri the one that the code came to
     * @param verifier what the challenge was made of that was shown when the code was asked for
     */
    public CompletableFuture<Issued> byCode(String code, String redirectUri, String verifier) {
        return ask(form("authorization_code")
                .with("code", code)
                .with("redirect_uri", redirectUri)
                .with("code_verifier", verifier));
    }

    private Query form(String grant) {
        return new Query().with("client_id", clientId).with("grant_type", grant);
    }

    private CompletableFuture<Issued> ask(Query form) {
        return endpoint.ask(form, basic);
    }
}
