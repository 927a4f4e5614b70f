package io.camelclio.component.webhook.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What Clio shows of a wanted subscription, and what has to be done so that exactly one live webhook stands as wanted.
 * Decides only. Of several live ones the lowest id stays, whoever decides and whenever, so that replicas that race never
 * end each other's.
 *
 * @param kept the live webhook to adopt, correct or renew; empty where one has to be made
 * @param dead what Clio delivers nothing to any more, of ours
 * @param duplicates further live webhooks of our address and model
 * @param causes why changes may be missing, or would be in another shape
 */
record Upkeep(
        Step step,
        Optional<Subscription> kept,
        List<Subscription> dead,
        List<Subscription> duplicates,
        Set<Interruption.Cause> causes) {

    /** Clio sends a handshake within seconds; where nobody could answer it, only a webhook made anew brings another one. */
    static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

    /** The same of a webhook that another process made: as long as that one lives, it makes it anew itself before this. */
    static final Duration LONGEST_FOREIGN_HANDSHAKE = Duration.ofMinutes(2);

    /** What is to be done about the webhook that stays. */
    enum Step {
        NOTHING,
        CREATE,
        MOVE,
        CORRECT,
        RENEW
    }

    /**
     * What is to be done.
     *
     * @param remembered the id of the webhook that was kept before: ours too if somebody led it to another address
     * @param shaken ids of the webhooks whose handshake this process brought about
     * @param shown all of the account's webhooks
     */
    static Upkeep of(
            WantedSubscription wanted,
            OptionalLong remembered,
            Set<Long> shaken,
            Collection<Subscription> shown,
            Instant now) {
        Upkeep upkeep = of(wanted, shaken, ours(wanted::isOurs, wanted, shown), now);
        Optional<Subscription> ledAway = shown.stream()
                .filter(webhook -> remembered.isPresent() && webhook.id() == remembered.getAsLong())
                .filter(webhook -> !wanted.isOurs(webhook))
                .findFirst();
        return upkeep.kept().isPresent() || ledAway.isEmpty()
                ? upkeep
                : of(
                        wanted,
                        shaken,
                        ours(webhook -> wanted.isOurs(webhook) || webhook == ledAway.get(), wanted, shown),
                        now);
    }

    private static List<Subscription> ours(
            Predicate<Subscription> isOurs, WantedSubscription wanted, Collection<Subscription> shown) {
        return shown.stream()
                .filter(isOurs)
                .sorted(Comparator.comparing((Subscription webhook) -> !wanted.matches(webhook))
                        .thenComparingLong(Subscription::id))
                .toList();
    }

    private static Upkeep of(WantedSubscription wanted, Set<Long> shaken, List<Subscription> ours, Instant now) {
        List<Subscription> dead =
                ours.stream().filter(webhook -> isDead(webhook, shaken, now)).toList();
        List<Subscription> live =
                ours.stream().filter(webhook -> !dead.contains(webhook)).toList();
        if (live.isEmpty()) {
            return new Upkeep(Step.CREATE, Optional.empty(), dead, List.of(), causes(dead, now));
        }
        Subscription kept = live.get(0);
        Set<Interruption.Cause> differences = wanted.differencesOf(kept);
        Step step = step(differences, wanted.needsOtherExpiry(kept, now));
        if (!kept.isEnabled()) {
            differences.add(Interruption.Cause.UNCONFIRMED);
        }
        return new Upkeep(step, Optional.of(kept), dead, live.subList(1, live.size()), differences);
    }

    private static boolean isDead(Subscription webhook, Set<Long> shaken, Instant now) {
        Duration longest = shaken.contains(webhook.id()) ? LONGEST_HANDSHAKE : LONGEST_FOREIGN_HANDSHAKE;
        return webhook.isSuspended() || webhook.hasExpired(now) || isStuck(webhook, longest, now);
    }

    private static boolean isStuck(Subscription webhook, Duration longest, Instant now) {
        return !webhook.isEnabled()
                && webhook.updatedAt() != null
                && !webhook.updatedAt().plus(longest).isAfter(now);
    }

    private static Set<Interruption.Cause> causes(List<Subscription> dead, Instant now) {
        Set<Interruption.Cause> causes = EnumSet.noneOf(Interruption.Cause.class);
        for (Subscription webhook : dead) {
            causes.add(
                    webhook.hasExpired(now)
                            ? Interruption.Cause.EXPIRED
                            : webhook.isSuspended() ? Interruption.Cause.SUSPENDED : Interruption.Cause.UNCONFIRMED);
        }
        if (causes.isEmpty()) {
            causes.add(Interruption.Cause.ABSENT);
        }
        return causes;
    }

    private static Step step(Set<Interruption.Cause> differences, boolean otherExpiry) {
        if (differences.contains(Interruption.Cause.URL_CHANGED)) {
            return Step.MOVE;
        }
        if (!differences.isEmpty()) {
            return Step.CORRECT;
        }
        return otherExpiry ? Step.RENEW : Step.NOTHING;
    }

    /** Whether Clio still shows a webhook of ours by this id. */
    boolean shows(long id) {
        return kept.filter(webhook -> webhook.id() == id).isPresent()
                || dead.stream().anyMatch(webhook -> webhook.id() == id)
                || duplicates.stream().anyMatch(webhook -> webhook.id() == id);
    }
}
