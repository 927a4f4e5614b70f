package io.camelclio.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands until it is moved, in UTC unless seen through {@link #withZone}. May be read and moved by any
 * thread; no move is lost.
 */
public final class TestClock extends Clock {

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /**
     * A clock that stands at the given time.
     *
     * @param now an instant as {@link Instant#parse} takes it: {@code 2026-03-01T12:00:00Z}
     * @throws java.time.format.DateTimeParseException if it is none
     */
    public TestClock(String now) {
        this(new AtomicReference<>(Instant.parse(now)), ZoneOffset.UTC);
    }

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** Moves the clock by a duration; by a negative one it goes back, as real clocks do when they are corrected. */
    public void advance(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }

    /** Moves the clock to a time, unless it is there or later already. */
    public void advanceTo(Instant time) {
        now.updateAndGet(before -> before.isBefore(time) ? time : before);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** This clock as seen in another zone: moving either moves both. */
    @Override
    public TestClock withZone(ZoneId other) {
        return new TestClock(now, other);
    }
}
