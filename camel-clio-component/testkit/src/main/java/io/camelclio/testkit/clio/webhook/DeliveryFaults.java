package io.camelclio.testkit.clio.webhook;

import java.time.Duration;
import java.util.Random;

/** What a test may do to webhook deliveries on their way. Thread-safe. */
public final class DeliveryFaults {

    private static final int MOST_AT_ONCE = 100;

    /**
     * How often a delivery is sent.
     *
     * @param number the first one included
     * @param atOnce whether side by side instead of one after the other
     */
    record Copies(int number, boolean atOnce) {
        private static final Copies NONE = new Copies(1, false);
    }

    private final Random random;
    private double duplicateShare;
    private Copies copies = Copies.NONE;
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
     * Sends every delivery emitted from now on several times, each time once the one before is answered.
     *
     * @param times how many times in all, at least 1
     */
    public void repeatEach(int times) {
        repeat(times, false);
    }

    /**
     * Sends every delivery emitted from now on several times at once, so that none is answered before the others come.
     *
     * @param times how many times in all, from 1 to 100
     */
    public void repeatEachAtOnce(int times) {
        if (times > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "At most " + MOST_AT_ONCE + " copies are sent at once, not " + times + "; use repeatEach");
        }
        repeat(times, true);
    }

    private synchronized void repeat(int times, boolean atOnce) {
        if (times < 1) {
            throw new IllegalArgumentException("A delivery is sent at least once, not " + times + " times");
        }
        copies = new Copies(times, atOnce);
    }

    /**
     * Holds each first attempt back.
     *
     * @param latency how long, from emission and by the sandbox's timer; zero switches it off
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
        copies = Copies.NONE;
        latency = Duration.ZERO;
        toLose = 0;
    }

    synchronized Copies takeCopies() {
        boolean duplicate = duplicateShare > 0 && random.nextDouble() < duplicateShare;
        return duplicate ? new Copies(copies.number() + 1, copies.atOnce()) : copies;
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
