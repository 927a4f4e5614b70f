package io.camelclio.ordeal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's time, but wrong. It may jump ahead, and never goes back. */
final class SkewedClock extends Clock {

    private volatile Duration skew;

    SkewedClock(Duration skew) {
        this.skew = skew;
    }

    synchronized void jumpAhead(Duration by) {
        skew = skew.plus(by);
    }

    Duration skew() {
        return skew;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(skew);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The vendors know UTC only");
    }
}
