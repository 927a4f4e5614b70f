package io.camelclio.component.telemetry;

import io.camelclio.component.api.ClioCall;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Meters in a Micrometer registry; the only class that needs Micrometer. It removes at close what it has put there. */
final class MicrometerMeters implements Meters {

    /** Where Camel's own Micrometer support keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private static final String NO_ANSWER = "none";

    private final MeterRegistry registry;
    private final String connection;
    private final Set<Meter> mine = new HashSet<>();
    private boolean closed;

    private MicrometerMeters(MeterRegistry registry, String connection) {
        this.registry = registry;
        this.connection = connection;
    }

    /** In the registry that Camel uses, or else in the only one there is. */
    static Optional<Meters> find(CamelContext context, String connection) {
        MeterRegistry camels = context.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        MeterRegistry found = camels != null ? camels : context.getRegistry().findSingleByType(MeterRegistry.class);
        return Optional.ofNullable(found).map(registry -> new MicrometerMeters(registry, connection));
    }

    @Override
    public void ended(ClioCall call, int status, Duration took, Duration waited) {
        record(
                timer(ClioMeters.CALLS)
                        .tag(ClioMeters.RESOURCE, call.resource())
                        .tag(ClioMeters.OPERATION, call.operation())
                        .tag(ClioMeters.STATUS, status == 0 ? NO_ANSWER : String.valueOf(status)),
                took);
        record(timer(ClioMeters.BUDGET_WAIT).tag(ClioMeters.PRIORITY, word(call.priority())), waited);
    }

    private Timer.Builder timer(String name) {
        return Timer.builder(name).description(ClioMeters.description(name)).tag(ClioMeters.CONNECTION, connection);
    }

    private void record(Timer.Builder timer, Duration duration) {
        use(() -> timer.register(registry), registered -> registered.record(duration));
    }

    @Override
    public void refreshed(Outcome outcome) {
        count(ClioMeters.TOKEN_REFRESHES, 1, ClioMeters.OUTCOME, word(outcome));
    }

    @Override
    public void polled(String resource, String outcome) {
        count(ClioMeters.POLL_POLLS, 1, ClioMeters.RESOURCE, resource, ClioMeters.OUTCOME, outcome);
    }

    @Override
    public void records(String resource, int records) {
        count(ClioMeters.POLL_RECORDS, records, ClioMeters.RESOURCE, resource);
    }

    @Override
    public void answered(String model, int status) {
        count(ClioMeters.WEBHOOK_DELIVERIES, 1, ClioMeters.MODEL, model, ClioMeters.ANSWER, String.valueOf(status));
    }

    @Override
    public void count(String name, int howMany, String... tags) {
        use(
                () -> Counter.builder(name)
                        .description(ClioMeters.description(name))
                        .tag(ClioMeters.CONNECTION, connection)
                        .tags(tags)
                        .register(registry),
                counter -> counter.increment(howMany));
    }

    @Override
    public void budget(Supplier<RateBudget.State> budget) {
        show(ClioMeters.BUDGET_LIMIT, () -> budget.get().limit());
        show(ClioMeters.BUDGET_REMAINING, () -> budget.get().remaining());
        show(
                ClioMeters.BUDGET_WAITING,
                () -> budget.get().interactive(),
                ClioMeters.PRIORITY,
                word(Priority.INTERACTIVE));
        show(ClioMeters.BUDGET_WAITING, () -> budget.get().backfill(), ClioMeters.PRIORITY, word(Priority.BACKFILL));
    }

    @Override
    public synchronized Runnable show(String gauge, DoubleSupplier value, String... tags) {
        if (closed) {
            return () -> {};
        }
        Gauge shown = Gauge.builder(gauge, value::getAsDouble)
                .description(ClioMeters.description(gauge))
                .baseUnit(ClioMeters.unit(gauge))
                .tag(ClioMeters.CONNECTION, connection)
                .tags(tags)
                .register(registry);
        mine.add(shown);
        return () -> withdraw(shown);
    }

    private synchronized void withdraw(Meter meter) {
        if (mine.remove(meter)) {
            registry.remove(meter);
        }
    }

    /** What ends only after the connection has stopped would bring its meters back. */
    private synchronized <M extends Meter> void use(Supplier<M> meter, Consumer<M> use) {
        if (!closed) {
            M registered = meter.get();
            mine.add(registered);
            use.accept(registered);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        mine.forEach(registry::remove);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
