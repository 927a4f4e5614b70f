package io.camelclio.testkit.smokeball.oauth;

import io.camelclio.testkit.smokeball.records.Guids;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/**
 * Access and refresh tokens, and what a test may do to them. Bounded: the oldest access token goes when there are too many.
 * Thread-safe.
 */
public final class Tokens {

    private static final int MOST = 1_000;

    private final Clock clock;
    private final Duration life;
    private final Random random;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, RefreshToken> refreshTokens = new LinkedHashMap<>();
    private final Set<String> withheld = new HashSet<>();
    private OptionalInt usesLeft = OptionalInt.empty();
    private boolean rotates;

    /** @param life how long an access token is valid; {@code expires_in} tells it */
    public Tokens(Clock clock, Duration life, Random random) {
        this.clock = clock;
        this.life = life;
        this.random = random;
    }

    /** Makes every access token invalid; the next requests with them are refused. */
    public synchronized void revokeAll() {
        sessions.clear();
    }

    /**
     * Makes every access token invalid in the middle of things.
     *
     * @param requests how many more requests are answered before
     */
    public synchronized void revokeAfter(int requests) {
        usesLeft = OptionalInt.of(requests);
    }

    /**
     * Takes a scope from the client. Tokens already given keep it (seen: scopes are fixed inside a token).
     *
     * @param scope such as {@code fees/read}
     */
    public synchronized void withhold(String scope) {
        withheld.add(scope);
    }

    /**
     * Gives a scope back to the client; it needs a new token to use it.
     *
     * @param scope such as {@code fees/read}
     */
    public synchronized void grant(String scope) {
        withheld.remove(scope);
    }

    /** Ends a refresh token at once, as when the user revokes the access; its webhook subscriptions go as well. */
    public synchronized void revokeRefreshToken(String value) {
        refreshTokens.computeIfPresent(
                value, (same, token) -> new RefreshToken(value, token.accountId(), token.userId(), clock.instant()));
    }

    /** From now on each refresh gives a new refresh token and ends the old one: allowed by OAuth, and not done by the vendor. */
    public synchronized void rotateRefreshTokens() {
        rotates = true;
    }

    /** The refresh token that takes the place of one that was used; empty while it stays. Both end at the same time. */
    synchronized Optional<RefreshToken> successor(RefreshToken used) {
        if (!rotates) {
            return Optional.empty();
        }
        refreshTokens.remove(used.value());
        RefreshToken next =
                new RefreshToken("sandbox-refresh-" + Guids.next(random), used.accountId(), used.userId(), used.end());
        refreshTokens.put(next.value(), next);
        return Optional.of(next);
    }

    /** A user consents: a new refresh token. */
    public synchronized RefreshToken consent(String accountId, Duration refreshLife) {
        RefreshToken token = new RefreshToken(
                "sandbox-refresh-" + Guids.next(random),
                accountId,
                Guids.next(random),
                clock.instant().plus(refreshLife));
        refreshTokens.put(token.value(), token);
        return token;
    }

    /** A new access token. */
    public synchronized String open(Optional<RefreshToken> refreshToken) {
        if (sessions.size() == MOST) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        String token = "sandbox-token-" + Guids.next(random);
        sessions.put(token, new Session(clock.instant().plus(life), Set.copyOf(withheld), refreshToken));
        return token;
    }

    /** The session of a token that is valid now, for one request. */
    public synchronized Optional<Session> use(String token) {
        if (usesLeft.isPresent()) {
            if (usesLeft.getAsInt() == 0) {
                usesLeft = OptionalInt.empty();
                sessions.clear();
            } else {
                usesLeft = OptionalInt.of(usesLeft.getAsInt() - 1);
            }
        }
        return Optional.ofNullable(sessions.get(token))
                .filter(session -> clock.instant().isBefore(session.expiry()));
    }

    /** A refresh token that has not reached its end. */
    public synchronized Optional<RefreshToken> refreshToken(String value) {
        return Optional.ofNullable(refreshTokens.get(value)).filter(this::isAlive);
    }

    private boolean isAlive(RefreshToken token) {
        return clock.instant().isBefore(token.end());
    }

    long lifeInSeconds() {
        return life.toSeconds();
    }
}
