package io.camelclio.component.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.leadership.Leadership;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.time.HandDrivenScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A subscription that one process keeps, on a clock in the test's hands, and what it told while it did. */
final class KeptSubscription implements SubscriptionListener, AutoCloseable {

    private final HandDrivenScheduler scheduler;
    private final ClioAccount account;
    private final WantedSubscription wanted;
    private final Subscriptions subscriptions;
    private final SubscriptionKeeper keeper;
    private boolean running;
    private boolean stopped;
    private final List<Interruption> interruptions = new CopyOnWriteArrayList<>();
    private final List<Instant> seenLive = new CopyOnWriteArrayList<>();
    private final List<SubscriptionState> states = new CopyOnWriteArrayList<>();

    KeptSubscription(ClioSandbox clio, HandDrivenScheduler scheduler, WantedSubscription wanted, Leadership leadership)
            throws Exception {
        this.scheduler = scheduler;
        this.wanted = wanted;
        this.account = new ClioAccount(clio, scheduler.clock());
        this.subscriptions = new Subscriptions(account.connection());
        PlannedTasks planned = new PlannedTasks(scheduler);
        this.keeper = new SubscriptionKeeper(wanted, subscriptions, leadership, planned.scheduler(), List.of(this));
        scheduler.beforeMoving(() -> planned.await(1, () -> !running));
    }

    /** Starts, and lets the first look and the one after the making pass. */
    KeptSubscription started() {
        begin();
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(state().condition()).isEqualTo(SubscriptionState.Condition.LIVE);
        forget();
        return this;
    }

    void begin() {
        running = !stopped;
        keeper.start();
        scheduler.advance(Duration.ZERO);
    }

    void stop() {
        running = false;
        stopped = true;
        keeper.stop();
    }

    SubscriptionState state() {
        return keeper.state();
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    WantedSubscription wanted() {
        return wanted;
    }

    List<Interruption.Cause> causes() {
        return interruptions.stream().map(Interruption::cause).toList();
    }

    List<Interruption> interruptions() {
        return new ArrayList<>(interruptions);
    }

    List<Instant> seenLive() {
        return new ArrayList<>(seenLive);
    }

    /** The conditions that were told, each time one followed another. */
    List<SubscriptionState.Condition> conditions() {
        List<SubscriptionState.Condition> told = new ArrayList<>();
        for (SubscriptionState state : states) {
            if (told.isEmpty() || told.get(told.size() - 1) != state.condition()) {
                told.add(state.condition());
            }
        }
        return told;
    }

    void forget() {
        interruptions.clear();
        seenLive.clear();
        states.clear();
    }

    @Override
    public void seenLive(Subscription subscription, Instant checkedAt) {
        seenLive.add(checkedAt);
    }

    @Override
    public void interrupted(Interruption interruption) {
        interruptions.add(interruption);
    }

    @Override
    public void checked(SubscriptionState state) {
        states.add(state);
    }

    @Override
    public void close() {
        running = false;
        stopped = true;
        keeper.stop();
        account.close();
    }
}
