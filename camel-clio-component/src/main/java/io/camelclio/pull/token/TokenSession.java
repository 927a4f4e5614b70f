package io.camelclio.pull.token;

import io.camelclio.pull.token.TokenState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One access token for all callers. However many find it missing, near its end or refused by the vendor, one refresh runs
 * and all of them wait for it, without holding a thread. A refresh that fails while the old token is still good changes
 * nothing for them. After a failure the vendor is left alone for a pause, or until the credentials are changed.
 */
public final class TokenSession {

    /** How long refused credentials fail their callers before the vendor is asked once more: twice as long each time. */
    static final Duration FIRST_REFUSED_PAUSE = Duration.ofSeconds(2);

    static final Duration LONGEST_REFUSED_PAUSE = Duration.ofSeconds(30);

    /** The same after any other failure. */
    static final Duration FIRST_FAILED_PAUSE = Duration.ofSeconds(1);

    static final Duration LONGEST_FAILED_PAUSE = Duration.ofSeconds(10);

    private final Supplier<? extends CompletionStage<AccessToken>> issuer;
    private final Clock clock;
    private AccessToken token;
    private CompletableFuture<AccessToken> refresh;
    private Trouble trouble;
    private int credentials;

    /**
     * @param issuer asks the vendor for a new token; called once per refresh
     * @param clock should be monotonic, so that a step of the system's clock changes nothing
     */
    public TokenSession(Supplier<? extends CompletionStage<AccessToken>> issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * A token that is good now; fails as the issuer fails, and then at once with the same failure until the pause is over.
     */
    public CompletionStage<String> current() {
        return token().thenApply(AccessToken::value);
    }

    private CompletableFuture<AccessToken> token() {
        CompletableFuture<AccessToken> mine;
        int asked;
        synchronized (this) {
            Instant now = clock.instant();
            boolean waits = trouble != null && now.isBefore(trouble.retryAt());
            if (token != null && now.isBefore(waits ? token.endsAt() : token.renewAt())) {
                return CompletableFuture.completedFuture(token);
            }
            if (refresh != null) {
                return refresh;
            }
            if (waits) {
                return CompletableFuture.failedFuture(trouble.failure());
            }
            mine = new CompletableFuture<>();
            refresh = mine;
            asked = credentials;
        }
        issue(mine, asked);
        return mine;
    }

    /** The vendor refused this token: unless another caller has replaced it already, it is never used again. */
    public synchronized void reject(String refused) {
        if (isCurrent(refused)) {
            token = null;
        }
    }

    /**
     * The vendor refused this token too, which replaced one that it had refused: no further token would be better, so
     * that this session is refused from now on.
     */
    public synchronized void rejectReplacement(String refused) {
        if (isCurrent(refused)) {
            token = null;
            TokenRefusedException why = new TokenRefusedException("The vendor refused a token that it had just issued");
            Instant now = clock.instant();
            Instant since = trouble != null && trouble.refused() ? trouble.since() : now;
            trouble = new Trouble(why, true, since, now, LONGEST_REFUSED_PAUSE);
        }
    }

    private boolean isCurrent(String value) {
        return token != null && token.value().equals(value);
    }

    /** The credentials have changed: what was issued or refused for the old ones is forgotten. */
    public synchronized void renew() {
        credentials++;
        token = null;
        refresh = null;
        trouble = null;
    }

    /** How this session stands now. */
    public synchronized TokenState state() {
        Optional<Instant> goodUntil = Optional.ofNullable(token)
                .map(AccessToken::endsAt)
                .filter(end -> end.isAfter(clock.instant()) && !end.equals(Instant.MAX));
        if (trouble != null) {
            Condition condition = trouble.refused() ? Condition.REFUSED : Condition.FAILING;
            return new TokenState(
                    condition, goodUntil, Optional.of(trouble.since()), Optional.of(reason(trouble.failure())));
        }
        Condition condition = token == null ? Condition.NEVER_ISSUED : Condition.GOOD;
        return new TokenState(condition, goodUntil, Optional.empty(), Optional.empty());
    }

    private void issue(CompletableFuture<AccessToken> mine, int asked) {
        CompletionStage<AccessToken> issued;
        try {
            issued = issuer.get();
        } catch (RuntimeException e) {
            issued = CompletableFuture.failedFuture(e);
        }
        issued.whenComplete((fresh, failure) -> {
            CompletionStage<AccessToken> outcome = settle(fresh, failure, asked);
            outcome.whenComplete((good, why) -> {
                if (why == null) {
                    mine.complete(good);
                } else {
                    mine.completeExceptionally(why);
                }
            });
        });
    }

    /** What the callers that waited for a refresh get. */
    private CompletionStage<AccessToken> settle(AccessToken fresh, Throwable failure, int asked) {
        synchronized (this) {
            if (asked == credentials) {
                refresh = null;
                return failure == null ? succeeded(fresh) : failed(failure);
            }
        }
        return token();
    }

    private CompletionStage<AccessToken> succeeded(AccessToken fresh) {
        token = fresh;
        trouble = null;
        return CompletableFuture.completedFuture(fresh);
    }

    private CompletionStage<AccessToken> failed(Throwable failure) {
        trouble = trouble(failure);
        boolean oldIsGood = token != null && clock.instant().isBefore(token.endsAt());
        return oldIsGood ? CompletableFuture.completedFuture(token) : CompletableFuture.failedFuture(failure);
    }

    private Trouble trouble(Throwable failure) {
        boolean refused =
                refusal(failure).filter(TokenRefusedException::isForGood).isPresent();
        Instant now = clock.instant();
        if (trouble == null || trouble.refused() != refused) {
            return new Trouble(failure, refused, now, now, refused ? FIRST_REFUSED_PAUSE : FIRST_FAILED_PAUSE);
        }
        Duration longest = refused ? LONGEST_REFUSED_PAUSE : LONGEST_FAILED_PAUSE;
        return new Trouble(failure, refused, trouble.since(), now, longer(trouble.pause(), longest));
    }

    private static Duration longer(Duration pause, Duration longest) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private static Optional<TokenRefusedException> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TokenRefusedException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** A refusal in its own words, which hold no credential; of anything else only the kind, for it may quote a request. */
    private static String reason(Throwable failure) {
        return refusal(failure).map(Throwable::getMessage).orElseGet(() -> {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getClass().getSimpleName();
        });
    }

    private record Trouble(Throwable failure, boolean refused, Instant since, Instant lastAt, Duration pause) {

        Instant retryAt() {
            return lastAt.plus(pause);
        }
    }

    /**
     * An access token and how long it lives.
     *
     * @param renewAt when to replace it
     * @param endsAt when the vendor stops to accept it; {@link Instant#MAX} when it named no end
     */
    public record AccessToken(String value, Instant renewAt, Instant endsAt) {

        private static final long MARGIN_SECONDS = 60;

        /** A token that lives so many seconds from now; it is replaced a minute before, or after half of a short life. */
        public static AccessToken livingFor(String value, long seconds, Clock clock) {
            Instant now = clock.instant();
            long renewAfter = Math.max(seconds - MARGIN_SECONDS, seconds / 2);
            return new AccessToken(value, now.plusSeconds(renewAfter), now.plusSeconds(seconds));
        }

        /** A token whose end the vendor did not name: it is used until it is refused. */
        public static AccessToken withoutEnd(String value) {
            return new AccessToken(value, Instant.MAX, Instant.MAX);
        }

        /** A token never shows itself. */
        @Override
        public String toString() {
            return "AccessToken[renewAt=" + renewAt + "]";
        }
    }
}
