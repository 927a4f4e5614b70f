package io.camelclio.testkit.smokeball.records;

import java.time.Instant;

/**
 * .NET ticks: units of 100 ns since 0001-01-01T00:00:00Z, as {@code UpdatedSince} takes them (Smokeball's API reference).
 * Today's values exceed 2^53, so they must never pass through a double.
 */
public final class Ticks {

    /** The highest value that .NET allows, the end of the year 9999. */
    public static final long MAX = 3_155_378_975_999_999_999L;

    private static final long UNIX_EPOCH = 621_355_968_000_000_000L;
    private static final long PER_SECOND = 10_000_000L;
    private static final int NANOS = 100;

    private Ticks() {}

    /** The ticks of an instant; what is finer than 100 ns is cut off. */
    public static long of(Instant instant) {
        return UNIX_EPOCH + instant.getEpochSecond() * PER_SECOND + instant.getNano() / NANOS;
    }

    /** The instant of a number of ticks. */
    public static Instant toInstant(long ticks) {
        long sinceEpoch = ticks - UNIX_EPOCH;
        return Instant.ofEpochSecond(
                Math.floorDiv(sinceEpoch, PER_SECOND), Math.floorMod(sinceEpoch, PER_SECOND) * NANOS);
    }
}
