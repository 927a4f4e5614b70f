package io.camelclio.pull.token;

import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.pull.token.TokenSession.AccessToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The refresh tokens that one connection knows. One is used again and again; a new one that the vendor may give replaces
 * it and is in the store before its access token is used. The store is read at each refresh, so that whoever saves another
 * token there is heard without a restart. A stored token wins over the configured one, which it may have replaced; where
 * the stored one is refused, the configured one is tried.
 */
public final class RefreshTokens {

    private static final String REFUSED_GRANT = "invalid_grant";

    private final TokenStore store;
    private final String configured;
    private final Function<String, CompletableFuture<Issued>> endpoint;
    private final Consumer<Exception> couldNotBeKept;
    private volatile String unkept;
    private boolean retired;

    /**
     * @param configured null where there is none
     * @param endpoint asks the vendor for an access token with a refresh token
     * @param couldNotBeKept is told why a new token is not in the store; it is used all the same
     */
    public RefreshTokens(
            TokenStore store,
            String configured,
            Function<String, CompletableFuture<Issued>> endpoint,
            Consumer<Exception> couldNotBeKept) {
        this.store = store;
        this.configured = configured;
        this.endpoint = endpoint;
        this.couldNotBeKept = couldNotBeKept;
    }

    /** A fresh access token; fails as the endpoint fails, or with {@link TokenRefusedException} where no token is known. */
    public CompletableFuture<AccessToken> refresh() {
        return CompletableFuture.supplyAsync(this::known).thenCompose(known -> firstAccepted(known, false));
    }

    /** Best first: one that the store did not take, the stored one, the configured one. */
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
        if (configured != null) {
            known.add(configured);
        }
        if (known.isEmpty()) {
            throw new CompletionException(new TokenRefusedException(
                    "There is no refresh token, neither configured nor in " + store + trouble));
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
        return endpoint.apply(used).thenCompose(issued -> {
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
            couldNotBeKept.accept(e);
        }
        return access;
    }

    private static boolean isRefusedGrant(Throwable failure) {
        return HttpCall.cause(failure) instanceof TokenRefusedException refusal
                && refusal.error().equals(REFUSED_GRANT);
    }

    /**
     * Keeps a token, unless these have been replaced by others. Writes to the store, so not for an event-loop thread.
     *
     * @throws IOException when the store does not take it; it is used all the same as long as this lives
     */
    public synchronized void keep(String refreshToken) throws IOException {
        if (!retired) {
            unkept = refreshToken;
            store.save(refreshToken);
            unkept = null;
        }
    }

    /**
     * Those of other credentials take the place of these: nothing of these is stored any more.
     *
     * @param other the refresh token to store instead; null where the store holds it already
     * @throws IOException when the store cannot be written or read; these then stay as they are
     */
    public synchronized void giveWayTo(String other) throws IOException {
        if (other != null) {
            store.save(other);
        } else {
            store.load();
        }
        retired = true;
    }

    /** Nothing of these is stored any more. */
    public synchronized void retire() {
        retired = true;
    }
}
