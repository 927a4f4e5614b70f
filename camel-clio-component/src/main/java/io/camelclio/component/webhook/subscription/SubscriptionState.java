package io.camelclio.component.webhook.subscription;

import java.time.Instant;
import java.util.Optional;

/**
 * How the subscription of one endpoint stands, as far as this process knows.
 *
 * @param model Clio's word for the kind of record, such as {@code matter}
 * @param url where Clio delivers
 * @param reason why it stands so, in words for a person; holds no secret
 * @param since since when it stands so, on our clock
 * @param id Clio's id of the webhook; empty while Clio shows none
 * @param expiresAt when Clio stops it; empty while Clio shows none
 * @param lastRenewal when this process last made or renewed it
 * @param lastCheck when Clio last answered how it stands
 * @param failure why the last look at it, or the last change of it, failed; empty when it went well
 * @param leading whether it is this process that makes, corrects and renews it
 */
public record SubscriptionState(
        String model,
        String url,
        Condition condition,
        String reason,
        Instant since,
        Optional<Long> id,
        Optional<Instant> expiresAt,
        Optional<Instant> lastRenewal,
        Optional<Instant> lastCheck,
        Optional<String> failure,
        boolean leading) {

    /** Where in its life a subscription is. */
    public enum Condition {
        /** Not looked after since this process has begun, because Clio has not answered yet. */
        STARTING,
        /** Clio has none, and it is another replica's turn to make it. */
        ABSENT,
        /** Made, and not confirmed by a handshake yet: nothing is delivered. */
        PENDING,
        /** Clio delivers. */
        LIVE,
        /** Clio still delivers, but the time to renew has come and renewal fails, or half of that time has passed. */
        EXPIRING,
        /** Its time is over and it could not be made anew. */
        EXPIRED,
        /** Clio gave it up after repeated failure, and it could not be made anew. */
        SUSPENDED,
        /** Clio forbids the account this model; asked again each day. */
        NOT_PERMITTED,
        /** Clio's API cannot be used for it, and what was seen last did not deliver. */
        UNREACHABLE,
        /** Not looked after any more; what is in Clio stays. */
        STOPPED
    }
}
