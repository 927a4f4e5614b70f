package io.camelclio.app.smokeball.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the subscription.
 *
 * @param kept as it was last seen, or made, as wanted
 * @param seenAt when that was
 * @param offered the types of events that Smokeball had then
 * @param failure why the last look failed; empty if it did not
 * @param failingSince since when looks fail
 */
record SubscriptionState(
        Optional<Subscription> kept,
        Optional<Instant> seenAt,
        Set<String> offered,
        Optional<String> failure,
        Optional<Instant> failingSince) {

    static final SubscriptionState UNKNOWN =
            new SubscriptionState(Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

    SubscriptionState standing(Subscription subscription, Set<String> types, Instant now) {
        return new SubscriptionState(
                Optional.of(subscription), Optional.of(now), types, Optional.empty(), Optional.empty());
    }

    SubscriptionState failing(String why, Instant now) {
        return new SubscriptionState(kept, seenAt, offered, Optional.of(why), failingSince.or(() -> Optional.of(now)));
    }
}
