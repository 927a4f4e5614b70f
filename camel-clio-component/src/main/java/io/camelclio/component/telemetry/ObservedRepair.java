package io.camelclio.component.telemetry;

import io.camelclio.component.api.ClioException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** What is known of the repair of one webhook's gaps while it runs. */
final class ObservedRepair implements RepairObserver {

    private final Clock clock;
    private final Meters meters;
    private final String[] tags;
    private final Consumer<ObservedRepair> atClose;
    private final List<Runnable> shown = new ArrayList<>();
    private volatile RepairState state;

    ObservedRepair(String model, String path, Clock clock, Meters meters, Consumer<ObservedRepair> atClose) {
        this.clock = clock;
        this.meters = meters;
        this.tags = new String[] {ClioMeters.MODEL, model, ClioMeters.PATH, path};
        this.atClose = atClose;
        this.state = RepairState.of(model);
        show();
    }

    private void show() {
        show(
                ClioMeters.WEBHOOK_GAP,
                () -> state.gapSince().map(this::secondsSince).orElse(0.0));
        show(ClioMeters.RECONCILIATION_MISSING, () -> last(RepairState.Comparison::missing));
        show(ClioMeters.RECONCILIATION_DELETED, () -> last(RepairState.Comparison::deleted));
        show(ClioMeters.RECONCILIATION_CALLS, () -> last(RepairState.Comparison::calls));
        show(
                ClioMeters.RECONCILIATION_DURATION,
                () -> last(found -> found.took().toMillis() / 1000.0));
        show(ClioMeters.RECONCILIATION_AGE, () -> last(found -> secondsSince(found.ended())));
    }

    private void show(String gauge, DoubleSupplier value) {
        shown.add(meters.show(gauge, value, tags));
    }

    private double last(ToDoubleFunction<RepairState.Comparison> value) {
        return state.lastComparison().map(found -> value.applyAsDouble(found)).orElse(Double.NaN);
    }

    private double secondsSince(Instant time) {
        return Duration.between(time, clock.instant()).toMillis() / 1000.0;
    }

    RepairState state() {
        return state;
    }

    @Override
    public synchronized void opened(String cause) {
        Instant since = state.gapSince().orElseGet(clock::instant);
        state = new RepairState(
                state.model(),
                Optional.of(since),
                Optional.of(cause),
                state.lastCaughtUp(),
                state.lastComparison(),
                state.failure());
    }

    @Override
    public void handed(int records) {
        meters.count(ClioMeters.WEBHOOK_REPAIRED_RECORDS, records, tags);
    }

    @Override
    public synchronized void caughtUp() {
        state = new RepairState(
                state.model(),
                Optional.empty(),
                state.cause(),
                Optional.of(clock.instant()),
                state.lastComparison(),
                Optional.empty());
        repaired("ok");
    }

    @Override
    public synchronized void compared(int missing, int deleted, int calls, Duration took) {
        RepairState.Comparison comparison = new RepairState.Comparison(clock.instant(), missing, deleted, calls, took);
        state = new RepairState(
                state.model(),
                state.gapSince(),
                state.cause(),
                state.lastCaughtUp(),
                Optional.of(comparison),
                Optional.empty());
        found("missing", missing);
        found("deleted", deleted);
    }

    @Override
    public synchronized void failed(Throwable failure) {
        state = new RepairState(
                state.model(),
                state.gapSince(),
                state.cause(),
                state.lastCaughtUp(),
                state.lastComparison(),
                Optional.of(kind(failure)));
        repaired("failed");
    }

    private void repaired(String outcome) {
        meters.count(ClioMeters.WEBHOOK_REPAIRS, with(ClioMeters.OUTCOME, outcome));
    }

    private void found(String kind, int records) {
        meters.count(ClioMeters.RECONCILIATION_FOUND, records, with(ClioMeters.KIND, kind));
    }

    private String[] with(String tag, String value) {
        String[] all = Arrays.copyOf(tags, tags.length + 2);
        all[tags.length] = tag;
        all[tags.length + 1] = value;
        return all;
    }

    /** A failure's message may quote what it met, so only its kind is shown. */
    private static String kind(Throwable failure) {
        return failure instanceof ClioException e
                ? e.kind().name()
                : failure.getClass().getSimpleName();
    }

    @Override
    public void close() {
        shown.forEach(Runnable::run);
        atClose.accept(this);
    }
}
