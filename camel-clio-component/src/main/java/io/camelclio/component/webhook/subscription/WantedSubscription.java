package io.camelclio.component.webhook.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The subscription an endpoint needs.
 *
 * @param life how long Clio is asked to keep it; renewed with a third of it left
 */
public record WantedSubscription(String url, String model, String fields, Set<String> events, Duration life) {

    boolean matches(Subscription subscription) {
        return subscription.url().equals(url) && subscription.model().equals(model);
    }

    /** Whether Clio has it as it should be, for long enough. */
    boolean satisfiedBy(Subscription subscription, Instant now) {
        return subscription.fields().equals(fields)
                && subscription.events().equals(events)
                && subscription.expiresAt() != null
                && subscription.expiresAt().isAfter(now.plus(life.dividedBy(3)));
    }
}
