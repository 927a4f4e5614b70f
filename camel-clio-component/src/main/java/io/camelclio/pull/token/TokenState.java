package io.camelclio.pull.token;

import java.time.Instant;
import java.util.Optional;

/**
 * How a token session stands, for health and meters. Holds no token.
 *
 * @param goodUntil end of the token's life; empty without a token, or when the vendor named no end
 * @param since since when it is refused or failing; empty otherwise
 * @param reason why it is refused or failing, in words without a credential; empty otherwise
 */
public record TokenState(
        Condition condition, Optional<Instant> goodUntil, Optional<Instant> since, Optional<String> reason) {

    /** What to make of it. */
    public enum Condition {

        /** Nobody has asked for a token yet, or the credentials have just changed. */
        NEVER_ISSUED,

        /** There is a token to call with. */
        GOOD,

        /** The last refresh failed without a refusal. With {@code goodUntil}, calls go on with the old token. */
        FAILING,

        /** The vendor refuses the credentials, or a token it has just issued: they have to be changed. */
        REFUSED
    }
}
