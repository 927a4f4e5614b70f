package io.camelclio.app.smokeball.connection;

import io.camelclio.app.smokeball.connection.SmokeballCalls.CallListener;
import io.camelclio.pull.rate.Priority;
import io.camelclio.pull.rate.RateBudget;
import io.camelclio.pull.rate.Turn;
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
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What is measured of one connection, see {@link SmokeballMeters}; nothing where the application has no registry. */
final class ConnectionMeters implements CallListener, AutoCloseable {

    private final Optional<MeterRegistry> registry;
    private final String connection;
    private final Set<Meter> mine = new HashSet<>();
    private boolean closed;

    private ConnectionMeters(Optional<MeterRegistry> registry, String connection) {
        this.registry = registry;
        this.connection = connection;
    }

    static ConnectionMeters of(CamelContext context, String connection) {
        return new ConnectionMeters(
                context.getRegistry().findByType(MeterRegistry.class).stream().findFirst(), connection);
    }

    @Override
    public void called(ResourceName resource, int status, Duration took, Priority priority, Turn turn) {
        record(
                Timer.builder(SmokeballMeters.CALLS)
                        .description("Requests to Smokeball, from sending to the end of the answer")
                        .tag(SmokeballMeters.RESOURCE, resource.text())
                        .tag(SmokeballMeters.STATUS, status == 0 ? "none" : String.valueOf(status)),
                took);
        record(
                Timer.builder(SmokeballMeters.BUDGET_WAIT)
                        .description("How long the calls that were made had waited for their turn")
                        .tag(SmokeballMeters.PRIORITY, word(priority)),
                turn.waited());
    }

    private synchronized void record(Timer.Builder timer, Duration duration) {
        into(registry -> timer.tag(SmokeballMeters.CONNECTION, connection).register(registry))
                .ifPresent(registered -> registered.record(duration));
    }

    synchronized void refreshed(String outcome) {
        into(registry -> Counter.builder(SmokeballMeters.TOKEN_REFRESHES)
                        .description("Tries to get a new access token")
                        .tag(SmokeballMeters.CONNECTION, connection)
                        .tag(SmokeballMeters.OUTCOME, outcome)
                        .register(registry))
                .ifPresent(Counter::increment);
    }

    void show(Supplier<RateBudget.State> budget) {
        String remaining = "Calls that may start now, apart from a pause";
        String waiting = "Calls that wait for their turn";
        show(SmokeballMeters.BUDGET_REMAINING, remaining, null, () -> budget.get()
                .remaining());
        show(SmokeballMeters.BUDGET_WAITING, waiting, null, () -> budget.get().backfill(), tag(Priority.BACKFILL));
        show(
                SmokeballMeters.BUDGET_WAITING,
                waiting,
                null,
                () -> budget.get().interactive(),
                tag(Priority.INTERACTIVE));
    }

    private static String[] tag(Priority priority) {
        return new String[] {SmokeballMeters.PRIORITY, word(priority)};
    }

    /** @param unit null for a number of something */
    synchronized void show(String gauge, String description, String unit, DoubleSupplier value, String... tags) {
        into(registry -> Gauge.builder(gauge, value::getAsDouble)
                .description(description)
                .baseUnit(unit)
                .tag(SmokeballMeters.CONNECTION, connection)
                .tags(tags)
                .register(registry));
    }

    /** What ends only after the connection has stopped would bring its meters back. */
    private <M extends Meter> Optional<M> into(Function<MeterRegistry, M> meter) {
        Optional<M> registered = closed ? Optional.empty() : registry.map(meter);
        registered.ifPresent(mine::add);
        return registered;
    }

    @Override
    public synchronized void close() {
        closed = true;
        registry.ifPresent(registry -> mine.forEach(registry::remove));
    }

    private static String word(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT);
    }
}
