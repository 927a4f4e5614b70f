package io.camelclio.component.webhook.subscription;

import io.camelclio.component.ClioConnection;
import io.camelclio.pull.http.HttpCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Clio's API says of one account's webhooks, and the changes that keep them as they are wanted. Changes run one after
 * the other, and those who need the list at about the same time share one.
 */
public final class Subscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final AccountWebhooks webhooks;
    private final ConfirmedSecrets secrets;
    private final Map<WantedSubscription, OptionalLong> kept = new ConcurrentHashMap<>();
    private final Map<Long, Subscription> known = new ConcurrentHashMap<>();
    private final Set<Long> shaken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger changing = new AtomicInteger();
    private CompletableFuture<?> lastInTurn = CompletableFuture.completedFuture(null);
    private volatile Instant listedAt = Instant.MIN;

    public Subscriptions(ClioConnection connection) {
        this(connection, ConfirmedSecrets.DEFAULT_OVERLAP);
    }

    /** @param overlap how long a secret that Clio does not show any more still counts */
    public Subscriptions(ClioConnection connection, Duration overlap) {
        this.webhooks = new AccountWebhooks(connection);
        this.secrets = new ConfirmedSecrets(
                connection.clock(),
                overlap,
                GivenSecrets.of(connection.getWebhookSecrets()),
                () -> inTurn(() -> listUnlessWithin(ConfirmedSecrets.INTERVAL)));
    }

    /** The secrets that prove deliveries. */
    public ConfirmedSecrets secrets() {
        return secrets;
    }

    /** The account's name. */
    String connection() {
        return webhooks.connection();
    }

    /**
     * Whether a handshake is to be expected: a webhook of the account is being made or changed just now, or one of this
     * path was not confirmed when Clio last showed it. What another replica does is not known here.
     */
    public boolean awaitsHandshake(WantedSubscription wanted) {
        return changing.get() > 0
                || known.values().stream().anyMatch(webhook -> webhook.isPending() && wanted.matches(webhook));
    }

    Clock clock() {
        return webhooks.clock();
    }

    /**
     * Looks for the wanted subscription, and sees to it that it stands as wanted: adopts, corrects, renews, makes or
     * replaces it, and ends what is dead or there twice.
     *
     * @param maxAge how old a list may be that is looked at instead of a new one
     * @param goAhead is told what Clio shows and what is to be done, and says whether to do it
     * @return how the subscription stands in the end; empty when Clio has none
     */
    CompletableFuture<Optional<Subscription>> ensure(
            WantedSubscription wanted, Duration maxAge, Function<Upkeep, CompletableFuture<Boolean>> goAhead) {
        kept.putIfAbsent(wanted, OptionalLong.empty());
        return inTurn(() -> listUnlessWithin(maxAge).thenCompose(listed -> {
                    Upkeep upkeep = Upkeep.of(wanted, kept.get(wanted), shaken, known.values(), clock().instant());
                    return goAhead.apply(upkeep)
                            .thenCompose(change -> change
                                    ? carryOut(upkeep, wanted).thenApply(Optional::of)
                                    : CompletableFuture.completedFuture(upkeep.kept()));
                }))
                .thenApply(standing -> {
                    standing.ifPresent(webhook -> kept.put(wanted, OptionalLong.of(webhook.id())));
                    return standing;
                });
    }

    /** What is dead ends last, so that a failure leaves no more of a gap than there is. */
    private CompletableFuture<Subscription> carryOut(Upkeep upkeep, WantedSubscription wanted) {
        return standing(upkeep, wanted)
                .thenCompose(standing -> confirmed(standing, wanted))
                .thenCompose(standing -> {
                    // One that is not confirmed yet takes over from none that delivers.
                    List<Subscription> surplus = standing.delivers(clock().instant())
                            ? Stream.concat(upkeep.dead().stream(), upkeep.duplicates().stream())
                                    .toList()
                            : upkeep.dead();
                    return removeOrLeave(surplus).thenApply(removed -> standing);
                });
    }

    private CompletableFuture<Subscription> standing(Upkeep upkeep, WantedSubscription wanted) {
        return switch (upkeep.step()) {
            case NOTHING -> CompletableFuture.completedFuture(upkeep.kept().orElseThrow());
            case CREATE -> shaken(saved(() -> webhooks.create(wanted)));
            case MOVE ->
                shaken(saved(() -> webhooks.move(upkeep.kept().orElseThrow().id(), wanted)));
            case CORRECT, RENEW ->
                saved(() -> webhooks.correct(upkeep.kept().orElseThrow().id(), wanted));
        };
    }

    private CompletableFuture<Subscription> shaken(CompletableFuture<Subscription> change) {
        return change.thenApply(webhook -> {
            shaken.add(webhook.id());
            return webhook;
        });
    }

    /** Confirms what Clio's API shows, where the handshake itself is not to be the answer. */
    private CompletableFuture<Subscription> confirmed(Subscription standing, WantedSubscription wanted) {
        return wanted.handshake() == Handshake.delayed && standing.isPending()
                ? saved(() -> webhooks.activate(standing))
                : CompletableFuture.completedFuture(standing);
    }

    private CompletableFuture<Subscription> saved(Supplier<CompletableFuture<Subscription>> change) {
        changing.incrementAndGet();
        return change.get().whenComplete((subscription, failure) -> {
            changing.decrementAndGet();
            if (failure == null) {
                know(subscription);
            } else {
                // Clio may have done what it did not answer: without a new list, the next try would do it again.
                listedAt = Instant.MIN;
            }
        });
    }

    private void know(Subscription subscription) {
        known.put(subscription.id(), subscription);
        secrets.shown(known.values());
    }

    /** What cannot be ended now is shown again by the next list. */
    private CompletableFuture<Void> removeOrLeave(List<Subscription> surplus) {
        CompletableFuture<Void> removed = CompletableFuture.completedFuture(null);
        for (Subscription webhook : surplus) {
            removed = removed.thenCompose(previous -> remove(webhook)).exceptionally(failure -> {
                LOG.warn(
                        "Clio connection '{}' could not end {}, which is left over; it is tried again with the next"
                                + " check. {}",
                        connection(),
                        webhook,
                        HttpCall.cause(failure).getMessage());
                return null;
            });
        }
        return removed;
    }

    /**
     * Ends every webhook of the wanted address and model, and of its previous address.
     *
     * @return how many there were
     */
    public CompletableFuture<Integer> remove(WantedSubscription wanted) {
        return inTurn(() -> listUnlessWithin(Duration.ZERO).thenCompose(listed -> {
            CompletableFuture<Integer> removed = CompletableFuture.completedFuture(0);
            for (Subscription webhook : List.copyOf(known.values())) {
                if (wanted.isOurs(webhook)) {
                    removed = removed.thenCompose(before -> remove(webhook).thenApply(done -> before + 1));
                }
            }
            return removed;
        }));
    }

    private CompletableFuture<Void> remove(Subscription webhook) {
        return webhooks.remove(webhook.id()).thenAccept(gone -> {
            known.remove(webhook.id());
            secrets.shown(known.values());
        });
    }

    /** The place in the row is taken under the lock, and the work, which may need other locks, begins outside it. */
    private <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<?> before;
        synchronized (this) {
            before = lastInTurn;
            lastInTurn = mine;
        }
        before.handle((done, failure) -> null)
                .thenCompose(previous -> work.get())
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        mine.complete(result);
                    } else {
                        mine.completeExceptionally(failure);
                    }
                });
        return mine;
    }

    private CompletableFuture<Void> listUnlessWithin(Duration age) {
        Instant now = clock().instant();
        if (now.isBefore(listedAt.plus(age))) {
            return CompletableFuture.completedFuture(null);
        }
        return webhooks.list().thenCompose(this::withThoseMissing).thenAccept(listed -> {
            Set<Long> ids = listed.stream().map(Subscription::id).collect(Collectors.toSet());
            known.keySet().retainAll(ids);
            shaken.retainAll(ids);
            listed.forEach(webhook -> known.put(webhook.id(), webhook));
            secrets.listed(known.values(), now);
            listedAt = now;
        });
    }

    /** A list may lag behind: a webhook of ours is gone only when Clio does not show it on its own either. */
    private CompletableFuture<Collection<Subscription>> withThoseMissing(List<Subscription> listed) {
        CompletableFuture<Collection<Subscription>> whole = CompletableFuture.completedFuture(new ArrayList<>(listed));
        for (Subscription mine : known.values()) {
            boolean missing = listed.stream().noneMatch(webhook -> webhook.id() == mine.id());
            if (missing && kept.containsValue(OptionalLong.of(mine.id()))) {
                whole = whole.thenCombine(webhooks.read(mine.id()), (found, read) -> {
                    read.ifPresent(found::add);
                    return found;
                });
            }
        }
        return whole;
    }
}
