package io.camelclio.component.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is known of the deliveries of one model while the connection is started. Reasons are few, so this is bounded. */
final class ObservedDeliveries implements DeliveryObserver {

    private final String model;
    private final Clock clock;
    private final Meters meters;
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final LongAdder unexpectedHandshakes = new LongAdder();
    private volatile Instant lastTaken;

    ObservedDeliveries(String model, Clock clock, Meters meters) {
        this.model = model;
        this.clock = clock;
        this.meters = meters;
    }

    DeliveryState state() {
        Map<String, Long> counts = new TreeMap<>();
        refused.forEach((reason, count) -> counts.put(reason, count.sum()));
        return new DeliveryState(model, Optional.ofNullable(lastTaken), counts, unexpectedHandshakes.sum());
    }

    /** Seconds since the last delivery was taken; not a number before the first. */
    double age() {
        Instant last = lastTaken;
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    @Override
    public void answered(int status) {
        meters.answered(model, status);
    }

    @Override
    public void taken() {
        lastTaken = clock.instant();
    }

    @Override
    public void refused(String reason) {
        refused.computeIfAbsent(reason, first -> new LongAdder()).increment();
        meters.count(ClioMeters.WEBHOOK_REFUSED, ClioMeters.MODEL, model, ClioMeters.REASON, reason);
    }

    @Override
    public void handshake(boolean awaited) {
        if (!awaited) {
            unexpectedHandshakes.increment();
        }
        meters.count(
                ClioMeters.WEBHOOK_HANDSHAKES, ClioMeters.MODEL, model, ClioMeters.AWAITED, String.valueOf(awaited));
    }
}
