package io.camelclio.testkit.clio.webhook;

import java.time.Duration;
import java.util.Random;

/** What a test may do to webhook deliveries on their way. Thread-safe. */
public final class DeliveryFaults {

    private final Random random;
    private double duplicateShare;
    private Duration latency = Duration.ZERO;
    private int toLose;

    DeliveryFaults(Random random) {
        this.random = random;
    }

    /**
     * Sends some deliveries twice, as Clio does now and then.
     *
     * @param share how many of those emitted from now on, from 0 (none) to 1 (all)
     */
    public synchronized void duplicates(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of duplicates must be from 0 to 1, not " + share);
        }
        duplicateShare = share;
    }

    /**
     * Holds each first attempt back.
     *
     * @param latency how long, from emission; zero switches it off
     */
    public synchronized void latency(Duration latency) {
        this.latency = latency;
    }

    /**
     * Never sends the next deliveries: an outage longer than Clio's retries. The ledger shows them as given up.
     *
     * @param times how many deliveries
     */
    public synchronized void loseNext(int times) {
        toLose += times;
    }

    /** Switches everything off. */
    public synchronized void clear() {
        duplicateShare = 0;
        latency = Duration.ZERO;
        toLose = 0;
    }

    synchronized boolean takeDuplicate() {
        return duplicateShare > 0 && random.nextDouble() < duplicateShare;
    }

    synchronized boolean takeLoss() {
        boolean lost = toLose > 0;
        if (lost) {
            toLose--;
        }
        return lost;
    }

    synchronized Duration latency() {
        return latency;
    }
}
