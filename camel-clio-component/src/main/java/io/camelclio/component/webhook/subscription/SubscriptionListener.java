package io.camelclio.component.webhook.subscription;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Is told what the keeping of one subscription sees, in the order it happens and never by two threads at once. Of one look
 * at Clio interruptions are told first: the {@link #seenLive} that follows them ends the gap. Never blocks, never throws.
 */
public interface SubscriptionListener {

    /**
     * Clio showed the subscription as it should be, confirmed and delivering.
     *
     * @param checkedAt when Clio was asked, on our clock: it delivers what changed from then on
     */
    void seenLive(Subscription subscription, Instant checkedAt);

    /** Since the subscription was last seen live there was, or may have been, a time in which changes were not delivered. */
    void interrupted(Interruption interruption);

    /**
     * This process is about to change the subscription in Clio, which then shows no more why.
     *
     * @return completed when what has to outlive this process is kept; until then, and if it fails, nothing is changed
     */
    default CompletableFuture<Void> beforeChange(Set<Interruption.Cause> causes) {
        return CompletableFuture.completedFuture(null);
    }

    /** Clio was asked, or could not be: the subscription now stands so. Told last of each look. */
    default void checked(SubscriptionState state) {}
}
