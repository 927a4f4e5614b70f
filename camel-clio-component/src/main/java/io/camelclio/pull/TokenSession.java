package io.camelclio.pull;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One access token for all callers. However many find it missing, near its end or refused by the vendor, one refresh runs
 * and all of them wait for it, without holding a thread.
 */
public final class TokenSession {

    private final Supplier<CompletionStage<AccessToken>> issuer;
    private final Clock clock;
    private AccessToken token;
    private CompletableFuture<AccessToken> refresh;

    /** @param issuer asks the vendor for a new token; called once per refresh */
    public TokenSession(Supplier<CompletionStage<AccessToken>> issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token that is good now; fails as the issuer fails. The next call after a failure asks the issuer again. */
    public CompletionStage<String> current() {
        CompletableFuture<AccessToken> mine;
        synchronized (this) {
            if (token != null && clock.instant().isBefore(token.renewAt())) {
                return CompletableFuture.completedFuture(token.value());
            }
            if (refresh != null) {
                return refresh.thenApply(AccessToken::value);
            }
            mine = new CompletableFuture<>();
            refresh = mine;
        }
        issue(mine);
        return mine.thenApply(AccessToken::value);
    }

    /** The vendor refused this token: unless another caller has replaced it already, it is never used again. */
    public synchronized void reject(String refused) {
        if (token != null && token.value().equals(refused)) {
            token = null;
        }
    }

    private void issue(CompletableFuture<AccessToken> mine) {
        CompletionStage<AccessToken> issued;
        try {
            issued = issuer.get();
        } catch (RuntimeException e) {
            issued = CompletableFuture.failedFuture(e);
        }
        issued.whenComplete((fresh, failure) -> {
            synchronized (this) {
                token = fresh;
                refresh = null;
            }
            if (failure == null) {
                mine.complete(fresh);
            } else {
                mine.completeExceptionally(failure);
            }
        });
    }

    /**
     * An access token and when to replace it.
     *
     * @param renewAt {@link Instant#MAX} when the vendor named no end of its life
     */
    public record AccessToken(String value, Instant renewAt) {

        private static final long MARGIN_SECONDS = 60;

        /** A token that lives so many seconds from now; it is replaced a minute before, or after half of a short life. */
        public static AccessToken livingFor(String value, long seconds, Clock clock) {
            return new AccessToken(value, clock.instant().plusSeconds(Math.max(seconds - MARGIN_SECONDS, seconds / 2)));
        }

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "AccessToken[renewAt=" + renewAt + "]";
        }
    }
}
