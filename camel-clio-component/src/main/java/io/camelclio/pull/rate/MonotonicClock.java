package io.camelclio.pull.rate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for measuring: it begins with the system's time and then moves with elapsed time alone, so that setting the
 * system's clock never shortens or stretches a wait. Over weeks it may drift from the time of day.
 */
public final class MonotonicClock extends Clock {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** @throws UnsupportedOperationException always: instants are all this clock is for */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A monotonic clock tells instants, not local times");
    }
}
