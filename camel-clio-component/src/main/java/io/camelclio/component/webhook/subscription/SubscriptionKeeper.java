package io.camelclio.component.webhook.subscription;

import io.camelclio.pull.http.HttpCall;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription alive in the background: looks after it at once and then every day (a short-lived one more
 * often), and after a failure again and again with growing pauses. A start never fails because Clio cannot be reached.
 */
public final class SubscriptionKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionKeeper.class);
    private static final Duration LONGEST_CHECK_INTERVAL = Duration.ofDays(1);
    /** A subscription whose handshake is still to come is looked at again soon. */
    private static final Duration UNCONFIRMED_INTERVAL = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final WantedSubscription wanted;
    private final Subscriptions subscriptions;
    private final ScheduledExecutorService scheduler;
    private boolean running;
    private ScheduledFuture<?> next;
    private Duration pause = FIRST_PAUSE;
    private String lastSeen;

    public SubscriptionKeeper(
            WantedSubscription wanted, Subscriptions subscriptions, ScheduledExecutorService scheduler) {
        this.wanted = wanted;
        this.subscriptions = subscriptions;
        this.scheduler = scheduler;
    }

    public synchronized void start() {
        running = true;
        checkIn(Duration.ZERO);
    }

    /** Stops looking after the subscription; Clio keeps it, so that nothing is missed until the next start. */
    public synchronized void stop() {
        running = false;
        if (next != null) {
            next.cancel(false);
        }
    }

    private synchronized void checkIn(Duration delay) {
        if (!running) {
            return;
        }
        try {
            next = scheduler.schedule(this::check, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "Clio connection '{}' is stopped; its subscription for {} is not looked after any more",
                    subscriptions.connection(),
                    wanted.model());
        }
    }

    private void check() {
        subscriptions.ensure(wanted).whenComplete((subscription, failure) -> {
            if (failure == null) {
                kept(subscription);
            } else {
                failed(HttpCall.cause(failure));
            }
        });
    }

    private synchronized void kept(Subscription subscription) {
        pause = FIRST_PAUSE;
        if (!subscription.toString().equals(lastSeen)) {
            String what = subscription.isEnabled() ? "delivers" : "does not yet deliver";
            LOG.info(
                    "Clio {} {} to {} for connection '{}': {}",
                    what,
                    wanted.model(),
                    wanted.url(),
                    subscriptions.connection(),
                    subscription);
            lastSeen = subscription.toString();
        }
        checkIn(subscription.isEnabled() ? checkInterval() : UNCONFIRMED_INTERVAL);
    }

    /** The last third of a life, in which it is renewed, has room for two checks at least. */
    private Duration checkInterval() {
        Duration sixth = wanted.life().dividedBy(6);
        return sixth.compareTo(LONGEST_CHECK_INTERVAL) < 0 ? sixth : LONGEST_CHECK_INTERVAL;
    }

    private synchronized void failed(Throwable failure) {
        LOG.warn(
                "Clio connection '{}' has no confirmed subscription for {} at {} yet, next try in {} s. {}",
                subscriptions.connection(),
                wanted.model(),
                wanted.url(),
                pause.toSeconds(),
                failure.getMessage());
        checkIn(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
