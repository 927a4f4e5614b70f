package io.camelclio.app.smokeball.connection;

import io.camelclio.pull.http.HttpCall;
import io.camelclio.pull.token.RefreshTokens;
import io.camelclio.pull.token.TokenEndpoint.Issued;
import io.camelclio.pull.token.TokenRefusedException;
import io.camelclio.pull.token.TokenSession;
import io.camelclio.pull.token.TokenSession.AccessToken;
import io.camelclio.pull.token.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who a connection is at Smokeball: one token session for all its calls, by client credentials for a firm's own application
 * and by refresh token for a marketplace one (Smokeball, "Authentication"). The vendor gives no new refresh token today;
 * one that comes all the same is kept in the store.
 */
final class SmokeballLogin {

    private static final Logger LOG = LoggerFactory.getLogger(SmokeballLogin.class);

    /** A younger token would only be replaced by its like. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final SmokeballTokens tokens;
    private final Optional<RefreshTokens> refreshTokens;
    private final Clock clock;
    private final Consumer<String> outcomes;
    private final TokenSession session;
    private volatile Given last;

    /**
     * @param tokens the client's grants
     * @param store where the refresh token is kept; empty for client credentials
     * @param refreshToken the configured one, null where the store holds it
     * @param clock should be monotonic
     * @param outcomes is told of each refresh: ok, refused, failed
     */
    SmokeballLogin(
            String connection,
            SmokeballTokens tokens,
            Optional<TokenStore> store,
            String refreshToken,
            Clock clock,
            Consumer<String> outcomes) {
        this.tokens = tokens;
        this.clock = clock;
        this.outcomes = outcomes;
        this.refreshTokens = store.map(kept -> new RefreshTokens(
                kept,
                refreshToken,
                tokens::byRefreshToken,
                why -> LOG.error(
                        "Smokeball's new refresh token for connection '{}' could not be kept in {}; after a restart a user"
                                + " may have to consent again: {}",
                        connection,
                        kept,
                        why.getMessage())));
        this.session = new TokenSession(this::issue, clock);
    }

    /** The one session of all calls. */
    TokenSession session() {
        return session;
    }

    /** When the last token came, on the session's clock. */
    Optional<Instant> issuedAt() {
        return Optional.ofNullable(last).map(Given::at);
    }

    /**
     * A token was refused: whether another one is worth a try. One that is fresh is replaced only after 401, which says
     * that it is the token which is bad.
     */
    boolean replace(String refused, int status) {
        Given now = last;
        boolean isReplaced = now != null && !now.token().equals(refused);
        boolean isFresh = now != null && now.at().plus(FRESH).isAfter(clock.instant());
        if (isReplaced || !isFresh || status == Refusal.UNAUTHORIZED) {
            session.reject(refused);
            return true;
        }
        return false;
    }

    private CompletableFuture<AccessToken> issue() {
        CompletableFuture<AccessToken> issued = refreshTokens
                .map(RefreshTokens::refresh)
                .orElseGet(() -> tokens.byClientCredentials().thenApply(Issued::access));
        return issued.whenComplete((token, failure) -> {
            if (failure == null) {
                last = new Given(token.value(), clock.instant());
            }
            outcomes.accept(outcome(failure));
        });
    }

    private static String outcome(Throwable failure) {
        if (failure == null) {
            return "ok";
        }
        return HttpCall.cause(failure) instanceof TokenRefusedException refused && refused.isForGood()
                ? "refused"
                : "failed";
    }

    private record Given(String token, Instant at) {

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "Given[" + at + "]";
        }
    }
}
