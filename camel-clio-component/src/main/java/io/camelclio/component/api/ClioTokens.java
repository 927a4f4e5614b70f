package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.http.Query;
import io.camelclio.pull.token.TokenEndpoint;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.pull.token.TokenRefusedException;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenStore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clio's authorization-code and refresh-token grants. A refresh token is used again and again; a new one that Clio may
 * give replaces it (Clio, "Authorization") and is in the store before its access token is used. The store is read at each
 * refresh, so that whoever saves another token there is heard without a restart. A stored token wins over the configured
 * one, which it may have replaced; where the stored one is refused, the configured one is tried.
 */
public final class ClioTokens {

    private static final Logger LOG = LoggerFactory.getLogger(ClioTokens.class);
    private static final int TOO_MANY_REQUESTS = 429;

    private final String connection;
    private final TokenEndpoint endpoint;
    private final ClioCredentials credentials;
    private final TokenStore store;
    private volatile String unkept;
    private boolean retired;

    /** @param connection the connection's name, for the log */
    public ClioTokens(String connection, TokenEndpoint endpoint, ClioCredentials credentials, TokenStore store) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.store = store;
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
        return ask(form).thenApplyAsync(issued -> {
            if (issued.refreshToken() == null) {
                throw new CompletionException(new ClioException(
                        Kind.UNEXPECTED_ANSWER, 0, "POST /oauth/token exchanged a code without a refresh token"));
            }
            try {
                keep(issued.refreshToken());
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
        return CompletableFuture.supplyAsync(this::known).thenCompose(known -> firstAccepted(known, false));
    }

    /** The refresh tokens there are, best first: one that the store did not take, the stored one, the configured one. */
    private Deque<String> known() {
        Set<String> known = new LinkedHashSet<>();
        String trouble = "";
        if (unkept != null) {
            known.add(unkept);
        }
        try {
            store.load().ifPresent(known::add);
        } catch (IOException e) {
            trouble = ", which cannot be read (" + e.getMessage() + ")";
        }
        if (credentials.refreshToken() != null) {
            known.add(credentials.refreshToken());
        }
        if (known.isEmpty()) {
            throw new CompletionException(new ClioException(
                    Kind.CREDENTIALS, 0, "There is no refresh token, neither configured nor in " + store + trouble));
        }
        return new ArrayDeque<>(known);
    }

    private CompletableFuture<AccessToken> firstAccepted(Deque<String> known, boolean othersRefused) {
        String used = known.remove();
        return refresh(used, othersRefused)
                .exceptionallyCompose(failure -> !known.isEmpty() && isRefusedGrant(failure)
                        ? firstAccepted(known, true)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<AccessToken> refresh(String used, boolean othersRefused) {
        return ask(form("refresh_token").with("refresh_token", used)).thenCompose(issued -> {
            String next = issued.refreshToken() == null ? used : issued.refreshToken();
            return next.equals(used) && !othersRefused && !used.equals(unkept)
                    ? CompletableFuture.completedFuture(issued.access())
                    : CompletableFuture.supplyAsync(() -> keptIfPossible(next, issued.access()));
        });
    }

    private AccessToken keptIfPossible(String next, AccessToken access) {
        try {
            keep(next);
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "Clio's new refresh token for connection '{}' could not be kept in {}; after a restart the application may have to be"
                            + " authorised again: {}",
                    connection,
                    store,
                    e.getMessage());
        }
        return access;
    }

    /**
     * The tokens of other credentials, which take the place of these: nothing of these is stored any more.
     *
     * @throws IOException when the store cannot be written or read; these then stay as they are
     */
    synchronized ClioTokens replacedBy(ClioCredentials other) throws IOException {
        if (other.accessToken() == null) {
            if (other.refreshToken() != null) {
                store.save(other.refreshToken());
            } else {
                store.load();
            }
        }
        retired = true;
        return new ClioTokens(connection, endpoint, other, store);
    }

    private synchronized void keep(String next) throws IOException {
        if (!retired) {
            unkept = next;
            store.save(next);
            unkept = null;
        }
    }

    private Query form(String grant) {
        return new Query()
                .with("client_id", credentials.clientId())
                .with("client_secret", credentials.clientSecret())
                .with("grant_type", grant);
    }

    private CompletableFuture<Issued> ask(Query form) {
        return endpoint.ask(form, null).exceptionally(failure -> {
            throw new CompletionException(classed(failure));
        });
    }

    private static boolean isRefusedGrant(Throwable failure) {
        Throwable classed = HttpCall.cause(failure);
        return classed.getCause() instanceof TokenRefusedException refusal
                && refusal.error().equals("invalid_grant");
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
