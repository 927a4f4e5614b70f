package io.camelclio.component.webhook.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The secrets that Clio's API has shown for one account's webhooks: the only ones that prove a delivery, whatever a
 * handshake claims. However many deliveries ask at the same time, Clio is asked for its list at most once per
 * {@link #INTERVAL}: a flood of forged ones costs nothing.
 */
public final class ConfirmedSecrets {

    /** The time in which Clio is asked once at most. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Clock clock;
    private final Supplier<CompletableFuture<Void>> askClio;
    private volatile List<Subscription> shown = List.of();
    private CompletableFuture<Void> refreshing = CompletableFuture.completedFuture(null);
    private Instant refreshedAt = Instant.MIN;

    /** @param askClio asks Clio's API for its webhooks and tells {@link #shown} what it answers */
    ConfirmedSecrets(Clock clock, Supplier<CompletableFuture<Void>> askClio) {
        this.clock = clock;
        this.askClio = askClio;
    }

    /** These are all the webhooks that Clio's API shows. */
    void shown(Collection<Subscription> webhooks) {
        shown = List.copyOf(webhooks);
    }

    /** Whose secret signed this body: a confirmed subscription of exactly this URL and model. */
    public Optional<Subscription> signerOf(byte[] body, Signature signature, WantedSubscription path) {
        return of(path).stream()
                .filter(subscription -> signature.isOf(body, subscription.secret()))
                .findFirst();
    }

    /** Whether nothing sent to this path can be proven, because Clio's API has shown no secret for it yet. */
    public boolean isEmpty(WantedSubscription path) {
        return of(path).isEmpty();
    }

    /** The subscriptions of this URL and model whose secrets are confirmed. */
    List<Subscription> of(WantedSubscription path) {
        return shown.stream()
                .filter(path::matches)
                .filter(subscription -> subscription.secret() != null)
                .toList();
    }

    /** Asks Clio for its list, shared by all who wait; not again within the interval, even if it failed. */
    public synchronized CompletableFuture<Void> refresh() {
        Instant now = clock.instant();
        if (refreshing.isDone() && !now.isBefore(refreshedAt.plus(INTERVAL))) {
            refreshedAt = now;
            refreshing = askClio.get();
        }
        return refreshing;
    }
}
