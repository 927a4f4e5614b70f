package io.camelclio.testkit.smokeball.oauth;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token stands for.
 *
 * @param withheld scopes that the client did not have when the token was given
 * @param refreshToken the refresh token behind it; empty for client credentials, which reach every account
 */
public record Session(Instant expiry, Set<String> withheld, Optional<RefreshToken> refreshToken) {

    /** Whether it may be used for an account. */
    public boolean reaches(String accountId) {
        return refreshToken.isEmpty() || refreshToken.get().accountId().equals(accountId);
    }

    /** Whether a scope is among its own. */
    public boolean has(String scope) {
        return !withheld.contains(scope);
    }

    @Override
    public String toString() {
        return "Session[until " + expiry + "]";
    }
}
