package io.camelclio.testkit.smokeball.webhook;

import java.time.Duration;
import java.util.Objects;

/** What a test may do to deliveries on their way. Each choice applies to events emitted from then on. Thread-safe. */
public final class DeliveryFaults {

    private static final int MOST_AT_ONCE = 100;

    private Duration delay = Duration.ZERO;
    private int copies = 1;
    private int atOnce = 1;
    private int toLose;
    private int toReverse;
    private int retries;
    private Duration retryWait = Duration.ZERO;

    /**
     * Holds deliveries back, as an echo that took about 12 minutes (seen).
     *
     * @param echo how long, from the change and by the sandbox's timer; zero switches it off
     */
    public synchronized void delay(Duration echo) {
        delay = Objects.requireNonNull(echo, "echo");
    }

    /**
     * Sends every delivery several times, with equal headers and body.
     *
     * @param times how often in all, at least 1
     */
    public synchronized void repeatEach(int times) {
        copies = atLeastOne(times);
    }

    /**
     * Sends several deliveries of a subscription at once, instead of one after the other.
     *
     * @param deliveries how many, from 1 to 100
     */
    public synchronized void sendAtOnce(int deliveries) {
        atOnce = Math.min(MOST_AT_ONCE, atLeastOne(deliveries));
    }

    /**
     * Never sends the next deliveries.
     *
     * @param deliveries how many
     */
    public synchronized void loseNext(int deliveries) {
        toLose = deliveries;
    }

    /**
     * Holds the next deliveries until all of them have been emitted, and sends them in reverse order.
     *
     * @param deliveries how many
     */
    public synchronized void reverseNext(int deliveries) {
        toReverse = deliveries;
    }

    /**
     * Sends a delivery again that was not answered with 2xx; by default it is not, as no retries are documented.
     *
     * @param times how often at most
     * @param wait the time before each
     */
    public synchronized void retry(int times, Duration wait) {
        retries = times;
        retryWait = Objects.requireNonNull(wait, "wait");
    }

    /** Switches everything off. */
    public synchronized void clear() {
        delay = Duration.ZERO;
        copies = 1;
        atOnce = 1;
        toLose = 0;
        toReverse = 0;
        retries = 0;
    }

    synchronized Duration delay() {
        return delay;
    }

    synchronized int copies() {
        return copies;
    }

    synchronized int atOnce() {
        return atOnce;
    }

    synchronized boolean takeLoss() {
        boolean lost = toLose > 0;
        toLose -= lost ? 1 : 0;
        return lost;
    }

    /** How many deliveries, this one included, still belong to those that are reversed; 0 if it does not. */
    synchronized int takeReversed() {
        return toReverse > 0 ? toReverse-- : 0;
    }

    synchronized int retries() {
        return retries;
    }

    synchronized Duration retryWait() {
        return retryWait;
    }

    private static int atLeastOne(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("A delivery is sent at least once, not " + number + " times");
        }
        return number;
    }
}
