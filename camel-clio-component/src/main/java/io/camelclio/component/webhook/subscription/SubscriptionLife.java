package io.camelclio.component.webhook.subscription;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.webhook.subscription.Interruption.Cause;
import io.camelclio.component.webhook.subscription.SubscriptionState.Condition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of one subscription from look to look: how it stands, what was told of it, and one line of the log for
 * each change. Its condition follows from what was last seen and from the time, so it ages without anybody looking.
 */
final class SubscriptionLife {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionLife.class);

    /** Clio repeats a delivery for about an hour (Clio, "Webhook retries"). */
    private static final Duration REPEATED_FOR = Duration.ofHours(1);

    private final String connection;
    private final WantedSubscription wanted;
    private final Clock clock;
    private final List<SubscriptionListener> listeners;
    private final Set<Cause> told = EnumSet.noneOf(Cause.class);

    private Optional<Subscription> last = Optional.empty();
    private Optional<Instant> lastSeenLive = Optional.empty();
    private Optional<Instant> lastCheck = Optional.empty();
    private Optional<Instant> lastRenewal = Optional.empty();
    private Optional<Throwable> failure = Optional.empty();
    private String done = "";
    private boolean leading;
    private boolean stopped;
    private Line line;
    private Instant since;

    SubscriptionLife(String connection, WantedSubscription wanted, Clock clock, List<SubscriptionListener> listeners) {
        this.connection = connection;
        this.wanted = wanted;
        this.clock = clock;
        this.listeners = listeners;
        this.since = clock.instant();
        this.line = new Line(Condition.STARTING, Optional.empty(), Optional.empty(), false);
    }

    /** What Clio shows, before anything is done about it. */
    synchronized void found(Upkeep upkeep) {
        Instant now = clock.instant();
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        causes.addAll(upkeep.causes());
        last.filter(before -> isGone(before, upkeep)).ifPresent(gone -> {
            causes.remove(Cause.ABSENT);
            causes.add(gone.hasExpired(now) ? Cause.EXPIRED : Cause.DELETED);
        });
        done = words(upkeep.step(), causes);
        if (lastCheck.isEmpty() && causes.isEmpty()) {
            causes.add(Cause.STARTED);
        }
        if (lastCheck
                .filter(check -> now.isAfter(check.plus(wanted.checkInterval()).plus(REPEATED_FOR)))
                .isPresent()) {
            causes.add(Cause.UNSEEN);
        }
        causes.forEach(cause -> interrupted(cause, now));
        last = shown(upkeep);
        lastCheck = Optional.of(now);
    }

    /** One that was there twice goes without a gap when the other one is kept. */
    private static boolean isGone(Subscription before, Upkeep upkeep) {
        boolean lowerIsKept =
                upkeep.kept().filter(kept -> kept.id() < before.id()).isPresent();
        return !upkeep.shows(before.id()) && !lowerIsKept;
    }

    private static Optional<Subscription> shown(Upkeep upkeep) {
        return upkeep.kept().or(() -> upkeep.dead().stream().findFirst());
    }

    private static String words(Upkeep.Step step, Set<Cause> causes) {
        String because = causes.stream()
                .filter(cause -> step == Upkeep.Step.CREATE || cause != Cause.UNCONFIRMED)
                .map(Cause::words)
                .collect(Collectors.joining(" and "));
        return switch (step) {
            case NOTHING -> "";
            case CREATE -> ", made because " + because;
            case MOVE, CORRECT -> ", corrected because " + because;
            case RENEW -> ", renewed";
        };
    }

    private void interrupted(Cause cause, Instant now) {
        if (told.add(cause)) {
            Interruption interruption = new Interruption(cause, lastSeenLive, now);
            listeners.forEach(listener -> listener.interrupted(interruption));
        }
    }

    /** Completed when Clio may be changed as planned. */
    CompletableFuture<Void> beforeChange(Upkeep upkeep) {
        return CompletableFuture.allOf(listeners.stream()
                .map(listener -> listener.beforeChange(upkeep.causes()))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * How the subscription stands after a look.
     *
     * @param askedAt when the look began
     * @param changed whether this process made or changed it
     */
    synchronized void stands(Optional<Subscription> subscription, Instant askedAt, boolean changed) {
        Instant now = clock.instant();
        if (subscription.isPresent()) {
            last = subscription;
        }
        if (changed) {
            lastRenewal = Optional.of(now);
        } else {
            done = "";
        }
        failure = Optional.empty();
        if (subscription.filter(standing -> isAsWanted(standing, now)).isPresent()) {
            told.clear();
            lastSeenLive = Optional.of(askedAt);
            listeners.forEach(listener -> listener.seenLive(subscription.get(), askedAt));
        }
        tell(now);
    }

    private boolean isAsWanted(Subscription standing, Instant now) {
        return standing.delivers(now) && wanted.differencesOf(standing).isEmpty();
    }

    /** A look, or a change, failed. */
    synchronized void failed(Throwable why) {
        Instant now = clock.instant();
        failure = Optional.of(why);
        done = "";
        if (isForbidden() && !delivers(now)) {
            interrupted(Cause.NOT_PERMITTED, now);
        }
        tell(now);
    }

    /** Whether Clio forbids what was last tried. */
    synchronized boolean isForbidden() {
        return failure.filter(why -> why instanceof ClioException e && e.kind() == ClioException.Kind.FORBIDDEN)
                .isPresent();
    }

    /** Whether this process is the one that makes and changes the subscription. */
    synchronized void leading(boolean leads) {
        leading = leads;
    }

    synchronized void stopped() {
        stopped = true;
        since = clock.instant();
    }

    private boolean delivers(Instant now) {
        return last.filter(webhook -> webhook.delivers(now)).isPresent();
    }

    private Condition condition(Instant now) {
        if (stopped) {
            return Condition.STOPPED;
        }
        if (delivers(now)) {
            Subscription webhook = last.get();
            boolean renewalFails = failure.isPresent() && wanted.isDue(webhook, now);
            return renewalFails || wanted.isOverdue(webhook, now) ? Condition.EXPIRING : Condition.LIVE;
        }
        if (isForbidden()) {
            return Condition.NOT_PERMITTED;
        }
        if (last.isEmpty()) {
            return failure.isPresent()
                    ? Condition.UNREACHABLE
                    : lastCheck.isPresent() ? Condition.ABSENT : Condition.STARTING;
        }
        Subscription webhook = last.get();
        return webhook.hasExpired(now)
                ? Condition.EXPIRED
                : webhook.isSuspended() ? Condition.SUSPENDED : Condition.PENDING;
    }

    /** How it stands now, whenever it was last looked at. */
    synchronized SubscriptionState state() {
        Instant now = clock.instant();
        Condition condition = condition(now);
        return new SubscriptionState(
                wanted.model(),
                wanted.url(),
                condition,
                reason(condition),
                since(condition),
                last.map(Subscription::id),
                last.map(Subscription::expiresAt),
                lastRenewal,
                lastCheck,
                failure.map(Throwable::getMessage),
                leading);
    }

    /** A condition that came with the time alone began when the subscription's time was over, or lately. */
    private Instant since(Condition condition) {
        return condition == line.condition() || condition == Condition.STOPPED
                ? since
                : condition == Condition.EXPIRED ? last.get().expiresAt() : clock.instant();
    }

    private String reason(Condition condition) {
        String why = failure.map(cause -> ". The last try failed: " + cause.getMessage())
                .orElse("");
        String webhook = last.map(shown -> "webhook " + shown.id() + " until " + shown.expiresAt())
                .orElse("none");
        return switch (condition) {
            case STARTING -> "Clio has not been asked yet";
            case ABSENT -> "Clio has none; the replica that leads is to make it";
            case PENDING -> webhook + done + ", waits for its handshake: Clio has to reach the address" + why;
            case LIVE -> webhook + done + why;
            case EXPIRING ->
                webhook + (leading ? ", has to be renewed" : ", has to be renewed by the replica that leads") + why;
            case EXPIRED -> webhook + ", is over" + why;
            case SUSPENDED -> webhook + ", was suspended by Clio after repeated failure" + why;
            case NOT_PERMITTED -> "Clio forbids it" + why;
            case UNREACHABLE -> "Clio's API cannot be used" + why;
            case STOPPED -> "it is not looked after any more; what is in Clio stays";
        };
    }

    /** Tells once what has changed: a person reads these lines. */
    private void tell(Instant now) {
        Condition condition = condition(now);
        Line current =
                new Line(condition, last.map(Subscription::id), last.map(Subscription::expiresAt), failure.isPresent());
        if (!current.equals(line)) {
            if (condition != line.condition()) {
                since = now;
            }
            line = current;
            log(condition);
        }
        SubscriptionState state = state();
        listeners.forEach(listener -> listener.checked(state));
    }

    private void log(Condition condition) {
        boolean good = condition == Condition.LIVE || condition == Condition.PENDING || condition == Condition.ABSENT;
        String message = "Clio {} {} to {} for connection '{}' ({}): {}";
        Object[] values = {verb(condition), wanted.model(), wanted.url(), connection, condition, reason(condition)};
        if (good && failure.isEmpty()) {
            LOG.info(message, values);
        } else {
            LOG.warn(message, values);
        }
    }

    private static String verb(Condition condition) {
        return switch (condition) {
            case LIVE, EXPIRING -> "delivers";
            case STARTING, PENDING, ABSENT -> "does not yet deliver";
            default -> "does not deliver";
        };
    }

    /** What a line of the log depends on. */
    private record Line(Condition condition, Optional<Long> id, Optional<Instant> expiresAt, boolean failing) {}
}
