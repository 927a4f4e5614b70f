package io.camelclio.pull.progress;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a read goes with changes that are delivered too. One that changed later is left alone for now: its delivery may be
 * under way, or that of an older change of its record, which would then come behind it.
 */
@FunctionalInterface
public interface Settled {

    /** Nothing is left to deliveries. */
    Settled ALL = now -> Instant.MAX;

    /**
     * Until when changes are taken.
     *
     * @param now the vendor's time as the read begins
     * @return {@link Instant#MAX} where all are
     */
    Instant until(Instant now);

    /** Leaves whatever changed so lately. */
    static Settled before(Duration underWay) {
        return now -> now.minus(underWay);
    }
}
