package io.camelclio.component.webhook.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The secrets that Clio's API has shown for one account's webhooks, or that were given by configuration: the only ones that
 * prove a delivery, whatever a handshake claims. One that Clio does not show any more, because it was changed or its
 * webhook is gone, counts for an overlap: Clio may still repeat what was signed with it. However many deliveries ask at
 * the same time, Clio is asked at most once per {@link #INTERVAL}: a flood of forged ones costs nothing.
 */
public final class ConfirmedSecrets {

    /** The time in which Clio is asked once at most. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    /** Clio repeats a failed delivery for about 62 minutes (Clio, "Webhooks"). */
    public static final Duration DEFAULT_OVERLAP = Duration.ofMinutes(65);

    /** Each of them costs every delivery that cannot be proven one more digest; the oldest goes first. */
    static final int MOST_RETIRING = 32;

    private final Clock clock;
    private final Duration overlap;
    private final GivenSecrets given;
    private final Supplier<CompletableFuture<Void>> askClio;
    private volatile Counting counting = new Counting(List.of());
    private CompletableFuture<Void> refreshing = CompletableFuture.completedFuture(null);
    private Instant askedAt = Instant.MIN;

    /**
     * Knows what was given and nothing else yet.
     *
     * @param overlap how long a secret counts after Clio was first seen without it
     * @param askClio asks Clio's API for its webhooks and tells {@link #listed} what it answers
     */
    ConfirmedSecrets(Clock clock, Duration overlap, GivenSecrets given, Supplier<CompletableFuture<Void>> askClio) {
        this.clock = clock;
        this.overlap = overlap;
        this.given = given;
        this.askClio = askClio;
    }

    /**
     * Clio's API has listed its webhooks, whoever asked: the interval counts from then, and an earlier failure is over.
     *
     * @param at when it was asked
     */
    synchronized void listed(Collection<Subscription> webhooks, Instant at) {
        shown(webhooks);
        askedAt = at;
        if (refreshing.isCompletedExceptionally()) {
            refreshing = CompletableFuture.completedFuture(null);
        }
    }

    /** These are all the webhooks that Clio's API shows. */
    synchronized void shown(Collection<Subscription> webhooks) {
        List<Subscription> shown =
                webhooks.stream().filter(webhook -> webhook.secret() != null).toList();
        Instant now = clock.instant();
        List<Confirmed> retiring = new ArrayList<>();
        for (Confirmed before : counting.secrets()) {
            if (before.isCurrent() && shown.stream().noneMatch(before.webhook()::hasSecretOf)) {
                retiring.add(new Confirmed(before.webhook(), now.plus(overlap)));
            } else if (!before.isCurrent() && before.counts(now)) {
                retiring.add(before);
            }
        }
        retiring.sort(Comparator.comparing(Confirmed::until));
        List<Confirmed> next =
                new ArrayList<>(retiring.subList(Math.max(0, retiring.size() - MOST_RETIRING), retiring.size()));
        shown.forEach(webhook -> next.add(new Confirmed(webhook, Instant.MAX)));
        counting = new Counting(List.copyOf(next));
    }

    /** Who signed this body, if a secret proves it that counts for exactly this address and model, or the address before. */
    public Optional<Signer> signerOf(byte[] body, Signature signature, WantedSubscription path) {
        Set<Long> webhooks = counting(path).stream()
                .filter(webhook -> signature.isOf(body, webhook.secret()))
                .map(Subscription::id)
                .collect(Collectors.toUnmodifiableSet());
        if (!webhooks.isEmpty()) {
            return Optional.of(new Signer(webhooks));
        }
        return given.of(path.model()).stream()
                .filter(secret -> signature.isOf(body, secret))
                .findFirst()
                .map(secret -> new Signer(Set.of()));
    }

    /** Whether nothing sent to this path can be proven, because no secret is known for it yet. */
    public boolean isEmpty(WantedSubscription path) {
        return counting(path).isEmpty() && given.of(path.model()).isEmpty();
    }

    /** The subscriptions of this path as they were when Clio confirmed the secrets that count now. */
    List<Subscription> counting(WantedSubscription path) {
        Instant now = clock.instant();
        return counting.of(path).stream()
                .filter(secret -> secret.counts(now))
                .map(Confirmed::webhook)
                .toList();
    }

    /**
     * Asks Clio for its list, shared by all who wait; not again within the interval, even if it failed: then it fails
     * until Clio answers.
     */
    public CompletableFuture<Void> refresh() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        synchronized (this) {
            Instant now = clock.instant();
            if (!refreshing.isDone() || now.isBefore(askedAt.plus(INTERVAL))) {
                return refreshing;
            }
            askedAt = now;
            refreshing = mine;
        }
        // Asked outside the lock, which whoever lists needs to tell what Clio shows.
        askClio.get().whenComplete((listed, failure) -> {
            if (failure == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /**
     * A secret that Clio has shown.
     *
     * @param until when it counts no more; {@link Instant#MAX} as long as Clio shows it
     */
    private record Confirmed(Subscription webhook, Instant until) {

        boolean isCurrent() {
            return until.equals(Instant.MAX);
        }

        boolean counts(Instant now) {
            return now.isBefore(until);
        }
    }

    /** The secrets that count, sorted once by path: each delivery asks. There are as many paths as endpoints. */
    private record Counting(List<Confirmed> secrets, Map<WantedSubscription, List<Confirmed>> byPath) {

        Counting(List<Confirmed> secrets) {
            this(secrets, new ConcurrentHashMap<>());
        }

        List<Confirmed> of(WantedSubscription path) {
            return byPath.computeIfAbsent(path, unknown -> secrets.stream()
                    .filter(secret -> path.isOurs(secret.webhook()))
                    .toList());
        }
    }
}
