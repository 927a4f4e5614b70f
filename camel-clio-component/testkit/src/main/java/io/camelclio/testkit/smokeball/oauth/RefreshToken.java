package io.camelclio.testkit.smokeball.oauth;

import java.time.Instant;

/**
 * A refresh token. Its end is fixed when it is given; use does not move it (documented by the answer to a refresh, which
 * holds no new one).
 *
 * @param value the secret itself
 * @param accountId the only account it reaches
 * @param userId the user who consented
 * @param end when it expires
 */
public record RefreshToken(String value, String accountId, String userId, Instant end) {

    @Override
    public String toString() {
        return "RefreshToken[of account " + accountId + " until " + end + "]";
    }
}
