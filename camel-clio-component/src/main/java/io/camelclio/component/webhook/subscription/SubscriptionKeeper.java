package io.camelclio.component.webhook.subscription;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.pull.http.HttpCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription alive in the background: looks after it at once and then every day (a short-lived one more
 * often), soon again while it does not deliver yet and once after it was made or moved, and after a failure with growing
 * pauses. Where this process does not
 * lead, it looks and changes nothing. A start never fails because Clio cannot be reached.
 */
public final class SubscriptionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionKeeper.class);

    /** Keepers that look at about the same time share one list. */
    private static final Duration LIST_AGE = Duration.ofSeconds(30);

    /** Where something is expected to have changed, a list may be hardly older than the question. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /**
     * Another replica may have made one at the same time, or may lead the webhook back to the address it knows: a list
     * that lags no longer than this shows it.
     */
    static final Duration AFTER_MAKING = Duration.ofMinutes(1);

    private static final Duration FIRST_PENDING_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PENDING_PAUSE = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE_WHILE_LIVE = Duration.ofHours(1);

    private final WantedSubscription wanted;
    private final Subscriptions subscriptions;
    private final Leadership leadership;
    private final ScheduledExecutorService scheduler;
    private final SubscriptionLife life;
    private final Runnable atTakingTheLead = this::lookNow;
    private boolean running;
    private boolean stopped;
    private boolean looking;
    private boolean lookAgain;
    private ScheduledFuture<?> next;
    private Duration pause = FIRST_PAUSE;
    private Duration pendingPause = FIRST_PENDING_PAUSE;
    private Duration listAge = LIST_AGE;
    private boolean mayBeContested;

    /** @param listeners are told what is seen */
    public SubscriptionKeeper(
            WantedSubscription wanted,
            Subscriptions subscriptions,
            Leadership leadership,
            ScheduledExecutorService scheduler,
            List<SubscriptionListener> listeners) {
        this.wanted = wanted;
        this.subscriptions = subscriptions;
        this.leadership = leadership;
        this.scheduler = scheduler;
        this.life =
                new SubscriptionLife(subscriptions.connection(), wanted, subscriptions.clock(), List.copyOf(listeners));
    }

    /** Begins to look after the subscription, unless it was stopped before. */
    public void start() {
        leadership.whenTaken(atTakingTheLead);
        synchronized (this) {
            running = !stopped;
            lookIn(Duration.ZERO);
        }
    }

    /** Stops looking after the subscription; Clio keeps it, so that nothing is missed until the next start. */
    public void stop() {
        leadership.forget(atTakingTheLead);
        synchronized (this) {
            running = false;
            stopped = true;
            cancelNext();
        }
        life.stopped();
    }

    /** How the subscription stands now. */
    public SubscriptionState state() {
        return life.state();
    }

    private synchronized void lookNow() {
        listAge = FRESH;
        lookAgain = looking;
        if (!looking) {
            lookIn(Duration.ZERO);
        }
    }

    private synchronized void lookIn(Duration delay) {
        if (!running) {
            return;
        }
        cancelNext();
        try {
            next = scheduler.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "Clio connection '{}' is stopped; its subscription for {} is not looked after any more",
                    subscriptions.connection(),
                    wanted.model());
        }
    }

    private void cancelNext() {
        if (next != null) {
            next.cancel(false);
        }
    }

    private void look() {
        Look look = new Look(subscriptions.clock().instant());
        subscriptions.ensure(wanted, begin(), look::found).whenComplete((subscription, failure) -> {
            Duration delay = failure == null ? look.ended(subscription) : failed(HttpCall.cause(failure));
            planAfter(delay);
        });
    }

    /** How old a list this look may take. */
    private synchronized Duration begin() {
        looking = true;
        lookAgain = false;
        Duration age = listAge;
        listAge = LIST_AGE;
        return age;
    }

    private synchronized void planAfter(Duration delay) {
        looking = false;
        lookIn(lookAgain ? Duration.ZERO : delay);
    }

    private synchronized Duration failed(Throwable failure) {
        life.failed(failure);
        if (life.isForbidden()) {
            return wanted.checkInterval();
        }
        SubscriptionState.Condition condition = life.state().condition();
        boolean live =
                condition == SubscriptionState.Condition.LIVE || condition == SubscriptionState.Condition.EXPIRING;
        Duration now = shorter(pause, live ? LONGEST_PAUSE_WHILE_LIVE : LONGEST_PAUSE);
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE_WHILE_LIVE);
        return now;
    }

    private synchronized boolean mayChange() {
        boolean leads = leadership.isMine();
        life.leading(leads);
        return running && leads;
    }

    private synchronized void begins(Upkeep.Step step) {
        mayBeContested |= step == Upkeep.Step.CREATE || step == Upkeep.Step.MOVE;
    }

    private synchronized Duration pauseAfterSuccess(boolean live) {
        pause = FIRST_PAUSE;
        if (live) {
            pendingPause = FIRST_PENDING_PAUSE;
            boolean soon = mayBeContested;
            mayBeContested = false;
            return soon ? AFTER_MAKING : wanted.checkInterval();
        }
        listAge = FRESH;
        Duration now = pendingPause;
        pendingPause = shorter(pendingPause.multipliedBy(2), LONGEST_PENDING_PAUSE);
        return now;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One look, from the question to what is known after it. */
    private final class Look {

        private final Instant askedAt;
        private volatile Upkeep.Step step = Upkeep.Step.NOTHING;

        Look(Instant askedAt) {
            this.askedAt = askedAt;
        }

        CompletableFuture<Boolean> found(Upkeep upkeep) {
            life.found(upkeep);
            return mayChange()
                    ? life.beforeChange(upkeep).thenApply(kept -> goesAhead(upkeep))
                    : CompletableFuture.completedFuture(false);
        }

        /** The lead may have been lost while it was waited. */
        private boolean goesAhead(Upkeep upkeep) {
            boolean change = mayChange();
            if (change) {
                step = upkeep.step();
                begins(step);
            }
            return change;
        }

        Duration ended(Optional<Subscription> standing) {
            life.stands(standing, askedAt, step != Upkeep.Step.NOTHING);
            boolean live = standing.filter(
                            webhook -> webhook.delivers(subscriptions.clock().instant()))
                    .isPresent();
            return pauseAfterSuccess(live);
        }
    }
}
