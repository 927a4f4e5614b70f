package io.camelclio.component.webhook;

import io.camelclio.component.telemetry.SubscriptionMeters;
import io.camelclio.component.webhook.subscription.Interruption;
import io.camelclio.component.webhook.subscription.Subscription;
import io.camelclio.component.webhook.subscription.SubscriptionListener;
import io.camelclio.component.webhook.subscription.SubscriptionState;
import java.time.Instant;
import java.util.Optional;

/** Counts what the keeping of one subscription tells. */
final class SubscriptionTelemetry implements SubscriptionListener {

    private final SubscriptionMeters meters;
    private Optional<Instant> lastRenewal = Optional.empty();

    SubscriptionTelemetry(SubscriptionMeters meters) {
        this.meters = meters;
    }

    @Override
    public void seenLive(Subscription subscription, Instant checkedAt) {
        // Its state says so.
    }

    @Override
    public void interrupted(Interruption interruption) {
        meters.interrupted(interruption.cause());
    }

    @Override
    public void checked(SubscriptionState state) {
        meters.checked(state.failure().isEmpty());
        if (!state.lastRenewal().equals(lastRenewal)) {
            meters.renewed();
            lastRenewal = state.lastRenewal();
        }
    }
}
