package io.camelclio.testkit.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

/**
 * What each piece of bytes goes through on its way. Loss is what an application sees of it: TCP sends again what was lost,
 * after its shortest time-out on Linux, and now and then a connection does not survive.
 */
final class Weather {

    /** Nothing happens. */
    static final Weather FINE = new Weather(Duration.ZERO, 0, new Random(0));

    private static final Duration RETRANSMISSION = Duration.ofMillis(200);
    private static final double BROKEN_OF_LOST = 0.1;

    private final Duration latency;
    private final double lost;
    private final Random random;

    private Weather(Duration latency, double lost, Random random) {
        this.latency = latency;
        this.lost = lost;
        this.random = Objects.requireNonNull(random, "random");
    }

    static Weather slow(Duration latency) {
        if (latency.isNegative()) {
            throw new IllegalArgumentException("A network is late by zero or more, not by " + latency);
        }
        return new Weather(latency, 0, new Random(0));
    }

    static Weather lossy(double share, Random random) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of lost pieces must be from 0 to 1, not " + share);
        }
        return new Weather(Duration.ZERO, share, random);
    }

    /**
     * Returns when the next piece may be written.
     *
     * @throws IOException when its connection breaks instead
     */
    void bear() throws IOException, InterruptedException {
        Duration delay = latency;
        if (lost > 0) {
            double chance = chance();
            if (chance < lost * BROKEN_OF_LOST) {
                throw new IOException("lost for good");
            }
            delay = chance < lost ? RETRANSMISSION : Duration.ZERO;
        }
        if (!delay.isZero()) {
            Thread.sleep(delay.toMillis());
        }
    }

    private double chance() {
        synchronized (random) {
            return random.nextDouble();
        }
    }
}
