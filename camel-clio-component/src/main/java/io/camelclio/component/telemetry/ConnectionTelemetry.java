package io.camelclio.component.telemetry;

import io.camelclio.component.api.CallObserver;
import io.camelclio.component.api.RefreshObserver;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.token.TokenState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/**
 * Who is told what happens on one connection: meters and a health check where the application has a place for them. Lives
 * from the connection's start to its stop, and leaves nothing behind.
 */
public final class ConnectionTelemetry implements AutoCloseable {

    private final CamelContext context;
    private final String connection;
    private final Clock clock;
    private final Meters meters;
    private final Set<ObservedPoll> polls = ConcurrentHashMap.newKeySet();
    private final Map<String, Runnable> lags = new HashMap<>();
    private final Map<String, ObservedDeliveries> deliveries = new ConcurrentHashMap<>();
    private final Set<ObservedRepair> repairs = ConcurrentHashMap.newKeySet();
    private ConnectionHealthCheck health;

    /** @param clock the time of day, which lags are measured on */
    public ConnectionTelemetry(CamelContext context, String connection, Clock clock) {
        this.context = context;
        this.connection = connection;
        this.clock = clock;
        this.meters = Meters.of(context, connection);
    }

    /**
     * From now on budget and token are shown.
     *
     * @param steadyClock the clock of the token session
     */
    public void show(Supplier<RateBudget.State> budget, Supplier<TokenState> token, Clock steadyClock) {
        meters.budget(budget);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            health = new ConnectionHealthCheck(connection, token, steadyClock);
            checks.register(health);
        }
    }

    public CallObserver calls() {
        return meters;
    }

    public RefreshObserver refreshes() {
        return meters;
    }

    /** Who is told what becomes of the requests on a webhook's path; endpoints of one model share it. */
    public DeliveryObserver deliveries(String model) {
        return deliveries.computeIfAbsent(model, this::observed);
    }

    private ObservedDeliveries observed(String model) {
        ObservedDeliveries observed = new ObservedDeliveries(model, clock, meters);
        meters.show(ClioMeters.WEBHOOK_DELIVERY_AGE, observed::age, ClioMeters.MODEL, model);
        return observed;
    }

    /** What became of the requests on each webhook's path. */
    public List<DeliveryState> deliveries() {
        return deliveries.values().stream().map(ObservedDeliveries::state).toList();
    }

    /**
     * A webhook path is served.
     *
     * @param model Clio's word for the kind of record
     * @param path the path on the HTTP server
     * @return who is told how its subscription stands, and is closed when the path is served no more
     */
    public SubscriptionMeters subscription(String model, String path) {
        return new SubscriptionMeters(meters, clock, model, path);
    }

    /**
     * A poll starts. Two polls of one resource share its meters: the lag is that of the one that is further behind.
     *
     * @param resource the resource's path in the catalogue
     * @param upTo whatever Clio changed before is known already; null when nothing is, and the lag counts from now
     * @return who is told how it goes, and is closed when it stops
     */
    public synchronized PollObserver poll(String resource, Instant upTo) {
        ObservedPoll poll =
                new ObservedPoll(resource, upTo == null ? clock.instant() : upTo, clock, meters, this::ended);
        polls.add(poll);
        lags.computeIfAbsent(
                resource,
                first -> meters.show(
                        ClioMeters.POLL_LAG, () -> lag(resource).toMillis() / 1000.0, ClioMeters.RESOURCE, resource));
        return poll;
    }

    private synchronized void ended(ObservedPoll poll) {
        polls.remove(poll);
        String resource = poll.state().resource();
        if (polls.stream().noneMatch(other -> other.state().resource().equals(resource))) {
            lags.remove(resource).run();
        }
    }

    private Duration lag(String resource) {
        return polls().stream()
                .filter(poll -> poll.resource().equals(resource))
                .map(poll -> poll.lag(clock.instant()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Who is told how gaps of a webhook are repaired, and is closed when that ends.
     *
     * @param model Clio's word for the kind of record
     * @param path the webhook's path on the HTTP server
     */
    public RepairObserver repair(String model, String path) {
        ObservedRepair repair = new ObservedRepair(model, path, clock, meters, repairs::remove);
        repairs.add(repair);
        return repair;
    }

    /** How the gaps of webhooks are repaired now. */
    public List<RepairState> repairs() {
        return repairs.stream().map(ObservedRepair::state).toList();
    }

    /** The polls that run now. */
    public List<PollState> polls() {
        return polls.stream().map(ObservedPoll::state).toList();
    }

    @Override
    public void close() {
        meters.close();
        if (health != null) {
            HealthCheckRegistry.get(context).unregister(health);
        }
    }
}
