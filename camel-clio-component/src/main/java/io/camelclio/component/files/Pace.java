package io.camelclio.component.files;

import java.time.Duration;

/**
 * How slow a transfer may be before it is given up: it may not pause for longer than the stall, and beyond that first
 * pause it must move {@value #LEAST_BYTES_PER_SECOND} bytes a second on average. So every transfer ends.
 */
record Pace(Duration stall) {

    static final long LEAST_BYTES_PER_SECOND = 16 * 1024;

    Pace {
        if (stall.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Option storageTimeout is " + stall.toMillis() + "; allowed is 1 or more milliseconds");
        }
    }

    /** How long a transfer that has moved this many bytes may have waited in all. */
    Duration allowance(long bytes) {
        return stall.plusMillis(bytes * 1000 / LEAST_BYTES_PER_SECOND);
    }

    /** How long the next byte may take. */
    Duration left(Duration waited, long bytes) {
        Duration left = allowance(bytes).minus(waited);
        return left.compareTo(stall) < 0 ? left : stall;
    }
}
