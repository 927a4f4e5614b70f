package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.Query;
import io.camelclio.pull.TokenEndpoint;
import io.camelclio.pull.TokenRefusedException;
import io.camelclio.pull.TokenSession.AccessToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Clio's refresh-token grant. The refresh token is used again and again; a new one that Clio may give replaces it (Clio,
 * "Authorization").
 */
public final class ClioTokens {

    private final TokenEndpoint endpoint;
    private final String clientId;
    private final String clientSecret;
    private volatile String refreshToken;

    public ClioTokens(TokenEndpoint endpoint, String clientId, String clientSecret, String refreshToken) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.refreshToken = refreshToken;
    }

    /** A fresh access token; fails with a {@link ClioException} that tells refused credentials from an outage. */
    public CompletableFuture<AccessToken> refresh() {
        Query form = new Query()
                .with("client_id", clientId)
                .with("client_secret", clientSecret)
                .with("grant_type", "refresh_token")
                .with("refresh_token", refreshToken);
        return endpoint.ask(form, null)
                .thenApply(issued -> {
                    if (issued.refreshToken() != null) {
                        refreshToken = issued.refreshToken();
                    }
                    return issued.access();
                })
                .exceptionally(failure -> {
                    throw new CompletionException(classed(failure));
                });
    }

    private static ClioException classed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof TokenRefusedException refused)) {
            return new ClioException(Kind.UNREACHABLE, "POST /oauth/token got no answer", cause);
        }
        return new ClioException(kind(refused.status()), refused.getMessage(), refused);
    }

    /** An answer below 400 without a token is no refusal: whoever gave it is not Clio's token endpoint. */
    private static Kind kind(int status) {
        if (status == 429) {
            return Kind.RATE_LIMITED;
        }
        if (status >= 500) {
            return Kind.VENDOR_FAILURE;
        }
        return status >= 400 ? Kind.CREDENTIALS : Kind.UNEXPECTED_ANSWER;
    }
}
