package io.camelclio.app.smokeball.webhook;

import io.camelclio.app.smokeball.collection.Events;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code smokeballSubscription}: keeps exactly one subscription that delivers what is wanted to our address, and
 * never fails because Smokeball is away. Only whoever leads asks it. It ends no subscription but further ones to the same
 * address, and leaves its own when the application stops: Smokeball goes on delivering to the other copies.
 */
public final class SubscriptionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionKeeper.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Whoever led before may have made one at the same time. */
    private static final Duration AFTER_MAKING = Duration.ofMinutes(1);

    private final String connection;
    private final WantedSubscription wanted;
    private final Events events;
    private final Predicate<String> isRead;
    private final SubscriptionCalls smokeball;
    private final StateRepository<String, String> states;
    private final WebhookMeters meters;
    private final Clock clock;
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;
    private boolean keyIsSet;
    private volatile Instant askedAt = Instant.MIN;
    private volatile SubscriptionState state = SubscriptionState.UNKNOWN;

    /**
     * @param connection the account's name
     * @param isRead whether records of an entity are read, so that webhooks about them are of use
     * @param states where the id of the subscription is remembered
     */
    SubscriptionKeeper(
            String connection,
            WantedSubscription wanted,
            Events events,
            Predicate<String> isRead,
            SubscriptionCalls smokeball,
            StateRepository<String, String> states,
            WebhookMeters meters,
            Clock clock) {
        this.connection = connection;
        this.wanted = wanted;
        this.events = events;
        this.isRead = isRead;
        this.smokeball = smokeball;
        this.states = states;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Looks after the subscription, if it is time to: at once at first, and again after the period, or sooner after a
     * failure.
     *
     * @param periodMillis time between two looks, in milliseconds
     */
    public synchronized void keep(long periodMillis) {
        Duration period = Duration.ofMillis(periodMillis);
        Instant now = clock.instant();
        askedAt = now;
        if (now.isBefore(next)) {
            return;
        }
        try {
            boolean made = look(now);
            meters.subscriptionCheck(connection, "ok");
            pause = FIRST_PAUSE;
            next = now.plus(made ? shorter(AFTER_MAKING, period) : period);
        } catch (IOException | RuntimeException e) {
            meters.subscriptionCheck(connection, "failed");
            next = now.plus(shorter(pause, period));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            failed(e.getMessage(), now);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void failed(String why, Instant now) {
        if (!state.failure().equals(Optional.ofNullable(why))) {
            LOG.warn(
                    "The webhook subscription of connection '{}' cannot be looked after; polls go on, and it is tried"
                            + " again: {}",
                    connection,
                    why);
        }
        state = state.failing(String.valueOf(why), now);
    }

    /** @return whether one was made */
    private boolean look(Instant now) throws IOException {
        Set<String> offered = smokeball.types();
        Set<String> types = new TreeSet<>(events.wanted(isRead));
        types.retainAll(offered);
        if (types.size() <= 1) {
            throw new IOException("Smokeball offers no type of event that is of use here; check smokeball.collections,"
                    + " and the types in smokeball/events.yaml");
        }
        List<Subscription> ours = wanted.ours(smokeball.all(), Optional.ofNullable(states.getState(remembered())));
        boolean made = ours.isEmpty();
        Subscription kept = made ? make(types) : asWanted(ours.get(0), types);
        keyIsSet = true;
        if (!kept.id().equals(states.getState(remembered()))) {
            states.setState(remembered(), kept.id());
        }
        for (Subscription duplicate : ours.subList(Math.min(1, ours.size()), ours.size())) {
            smokeball.remove(duplicate.id());
            LOG.info("Ended the webhook subscription {}, a second one to {}", duplicate.id(), wanted.url());
        }
        state = state.standing(kept, offered, now);
        return made;
    }

    private Subscription make(Set<String> types) throws IOException {
        Subscription made = smokeball.create(wanted, types);
        LOG.info(
                "Made the webhook subscription {} of connection '{}' to {} for {} types of events",
                made.id(),
                connection,
                wanted.url(),
                types.size());
        return made;
    }

    /** What key one has cannot be seen, so it is set once by whoever begins to look after it. */
    private Subscription asWanted(Subscription shown, Set<String> types) throws IOException {
        boolean same = shown.url().equals(wanted.url())
                && shown.name().equals(wanted.name())
                && shown.eventTypes().equals(types);
        if (same && keyIsSet) {
            return shown;
        }
        Subscription corrected = smokeball.correct(shown.id(), wanted, types);
        if (!same) {
            LOG.info(
                    "Corrected the webhook subscription {} of connection '{}' to {} with {} types of events",
                    shown.id(),
                    connection,
                    wanted.url(),
                    types.size());
        }
        return corrected;
    }

    private String remembered() {
        return "smokeball/" + connection + "/webhook";
    }

    /** How it stands, as far as this process knows. */
    SubscriptionState state() {
        return state;
    }

    /** When whoever leads here last had it looked after; long ago where another process leads. */
    Instant askedAt() {
        return askedAt;
    }

    /** The account that the subscription is of, as Smokeball says. */
    Optional<String> accountId() {
        return state.kept().flatMap(Subscription::accountId);
    }

    String url() {
        return wanted.url();
    }
}
