package io.camelclio.app.smokeball.collection;

import java.time.Instant;

/**
 * Smokeball's measure of time: units of 100 nanoseconds since the year 1, in UTC. They do not fit a double, so they stay
 * whole 64-bit numbers everywhere (Smokeball, "Searching").
 */
public final class Ticks {

    private static final long AT_EPOCH = 621_355_968_000_000_000L;
    private static final long PER_SECOND = 10_000_000L;
    private static final int NANOS = 100;

    private Ticks() {}

    /** Rounds down to a whole tick. */
    public static long of(Instant time) {
        return AT_EPOCH + Math.addExact(time.getEpochSecond() * PER_SECOND, time.getNano() / NANOS);
    }

    public static Instant toInstant(long ticks) {
        long sinceEpoch = ticks - AT_EPOCH;
        return Instant.ofEpochSecond(
                Math.floorDiv(sinceEpoch, PER_SECOND), Math.floorMod(sinceEpoch, PER_SECOND) * NANOS);
    }
}
