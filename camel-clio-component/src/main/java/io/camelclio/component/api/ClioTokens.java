package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.token.RefreshTokens;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.pull.token.TokenRefusedException;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clio's authorization-code and refresh-token grants. A refresh token is used again and again; a new one that Clio may
 * give replaces it (Clio, "Authorization").
 */
public final class ClioTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ClioTokens.class);
    private static final int TOO_MANY_REQUESTS = 429;

    private final String connection;
    private final TokenEndpoint endpoint;
    private final ClioCredentials credentials;
    private final TokenStore store;
    private final RefreshTokens refreshTokens;

    /** @param connection the connection's name, for the log */
    public ClioTokens(String connection, TokenEndpoint endpoint, ClioCredentials credentials, TokenStore store) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.store = store;
        this.refreshTokens = new RefreshTokens(store, credentials.refreshToken(), this::askWith, this::couldNotBeKept);
    }

    /**
     * Where a browser goes to let a user authorise the application. Clio sends it back to the redirect address with
     * {@code code} and {@code state}, or with {@code error=access_denied} and {@code state} (Clio, "Authorization").
     *
     * @param installation base address of the region the application is registered in
     * @param redirectUri one that is registered for the application
     * @param state unguessable and new each time; what comes back without it did not begin here
     */
    public static URI authorizeUrl(URI installation, String clientId, String redirectUri, String state) {
        Query query = new Query()
                .with("client_id", clientId)
                .with("response_type", "code")
                .with("redirect_uri", redirectUri)
                .with("state", state)
                .with("redirect_on_decline", true);
        return URI.create(installation + "/oauth/authorize" + query.asQuery());
    }

    /**
     * Exchanges the code that a user's consent gave; Clio takes it for ten minutes (Clio, "Authorization"). The refresh
     * token is in the store when this completes. Fails with a {@link ClioException}, or with an {@link IOException} when
     * the store cannot keep the token.
     *
     * @param redirectUri the same as in {@link #authorizeUrl}
     */
    public CompletableFuture<AccessToken> exchange(String code, String redirectUri) {
        Query form = form("authorization_code").with("code", code).with("redirect_uri", redirectUri);
        return classed(endpoint.ask(form, null)).thenApplyAsync(issued -> {
            if (issued.refreshToken() == null) {
                throw new CompletionException(new ClioException(
                        Kind.UNEXPECTED_ANSWER, 0, "POST /oauth/token exchanged a code without a refresh token"));
            }
            try {
                refreshTokens.keep(issued.refreshToken());
            } catch (IOException e) {
                throw new CompletionException(e);
            }
            return issued.access();
        });
    }

    /** Whether Clio is asked for new access tokens; not where one was given ready-made. */
    boolean areRenewable() {
        return credentials.accessToken() == null;
    }

    /** A fresh access token; fails with a {@link ClioException} that tells refused credentials from an outage. */
    public CompletableFuture<AccessToken> refresh() {
        if (credentials.accessToken() != null) {
            return CompletableFuture.completedFuture(AccessToken.withoutEnd(credentials.accessToken()));
        }
        return classed(refreshTokens.refresh());
    }

    /**
     * The tokens of other credentials, which take the place of these: nothing of these is stored any more.
     *
     * @throws IOException when the store cannot be written or read; these then stay as they are
     */
    ClioTokens replacedBy(ClioCredentials other) throws IOException {
        if (other.accessToken() == null) {
            refreshTokens.giveWayTo(other.refreshToken());
        } else {
            refreshTokens.retire();
        }
        return new ClioTokens(connection, endpoint, other, store);
    }

    private Query form(String grant) {
        return new Query()
                .with("client_id", credentials.clientId())
                .with("client_secret", credentials.clientSecret())
                .with("grant_type", grant);
    }

    private CompletableFuture<Issued> askWith(String refreshToken) {
        return endpoint.ask(form("refresh_token").with("refresh_token", refreshToken), null);
    }

    private void couldNotBeKept(Exception why) {
        LOG.error(
                "Clio's new refresh token for connection '{}' could not be kept in {}; after a restart the application may"
                        + " have to be authorised again: {}",
                connection,
                store,
                why.getMessage());
    }

    private static <T> CompletableFuture<T> classed(CompletableFuture<T> asked) {
        return asked.exceptionally(failure -> {
            throw new CompletionException(classed(failure));
        });
    }

    private static ClioException classed(Throwable failure) {
        Throwable cause = HttpCall.cause(failure);
        if (!(cause instanceof TokenRefusedException refused)) {
            return new ClioException(Kind.UNREACHABLE, "POST /oauth/token got no answer", cause);
        }
        return new ClioException(kind(refused.status()), refused.getMessage(), refused);
    }

    /**
     * An answer below 400 without a token is no refusal: whoever gave it is not Clio's token endpoint. Nor is 429, after
     * which no rate budget waits, for the API's budget does not count the token endpoint.
     */
    private static Kind kind(int status) {
        if (status >= 500 || status == TOO_MANY_REQUESTS) {
            return Kind.VENDOR_FAILURE;
        }
        return status >= 400 ? Kind.CREDENTIALS : Kind.UNEXPECTED_ANSWER;
    }
}
