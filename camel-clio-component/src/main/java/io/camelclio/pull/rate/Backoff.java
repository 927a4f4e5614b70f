package io.camelclio.pull.rate;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses that double from one failure to the next up to a longest one, each with jitter, so that many do not go on at once. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /**
     * @param first the first pause, at its longest
     * @param longest the bound that no pause exceeds
     * @param random numbers from 0 to 1: how much of the second half of a pause is waited
     */
    public Backoff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** @param failures how many failures in a row there were before this one */
    public Duration pause(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        Duration bounded = pause.compareTo(longest) > 0 ? longest : pause;
        return Duration.ofMillis((long) (bounded.toMillis() * (0.5 + random.getAsDouble() / 2)));
    }
}
