package io.camelclio.component.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is measured of one webhook path's subscription. Values are asked for when somebody reads the meters, so that an age
 * is one even while nothing happens.
 */
public final class SubscriptionMeters implements AutoCloseable {

    private final Meters meters;
    private final Clock clock;
    private final String[] tags;
    private final List<Runnable> shown = new ArrayList<>();

    SubscriptionMeters(Meters meters, Clock clock, String model, String path) {
        this.meters = meters;
        this.clock = clock;
        this.tags = new String[] {ClioMeters.MODEL, model, ClioMeters.PATH, path};
    }

    /** Shows in which of all its states the subscription is: 1 for that one, 0 for each other one. */
    public <S extends Enum<S>> void state(Class<S> states, Supplier<S> state) {
        for (S each : states.getEnumConstants()) {
            show(ClioMeters.WEBHOOK_STATE, () -> state.get() == each ? 1 : 0, ClioMeters.STATE, word(each));
        }
    }

    /** Shows how long Clio still delivers; no number while nobody knows. */
    public void expiry(Supplier<Optional<Instant>> expiry) {
        show(ClioMeters.WEBHOOK_EXPIRY, () -> seconds(expiry.get(), end -> Duration.between(clock.instant(), end)));
    }

    /** Shows how long ago Clio last answered how the subscription stands; no number before the first time. */
    public void lastCheck(Supplier<Optional<Instant>> lastCheck) {
        show(
                ClioMeters.WEBHOOK_CHECK_AGE,
                () -> seconds(lastCheck.get(), last -> Duration.between(last, clock.instant())));
    }

    /** Clio was asked how the subscription stands, and to change it where need be. */
    public void checked(boolean well) {
        meters.count(ClioMeters.WEBHOOK_CHECKS, with(ClioMeters.OUTCOME, well ? "ok" : "failed"));
    }

    /** The subscription was made, corrected or renewed. */
    public void renewed() {
        meters.count(ClioMeters.WEBHOOK_RENEWALS, tags);
    }

    /** Changes may have been missed. */
    public void interrupted(Enum<?> cause) {
        meters.count(ClioMeters.WEBHOOK_INTERRUPTIONS, with(ClioMeters.CAUSE, word(cause)));
    }

    private void show(String gauge, DoubleSupplier value, String... more) {
        shown.add(meters.show(gauge, value, with(more)));
    }

    private String[] with(String... more) {
        String[] all = new String[tags.length + more.length];
        System.arraycopy(tags, 0, all, 0, tags.length);
        System.arraycopy(more, 0, all, tags.length, more.length);
        return all;
    }

    private static double seconds(Optional<Instant> time, Function<Instant, Duration> span) {
        return time.map(span).map(duration -> duration.toMillis() / 1000.0).orElse(Double.NaN);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Takes the values away; what was counted stays until the connection stops. */
    @Override
    public void close() {
        shown.forEach(Runnable::run);
        shown.clear();
    }
}
