package io.camelclio.testkit.clio.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every delivery the sandbox emitted since its start, in the order of the changes: the truth that a receiver's output
 * is compared with. Forged and raw requests are not in it. Thread-safe; holds at most {@value #CAPACITY} deliveries.
 */
public final class Ledger {

    /** The greatest number of deliveries; one more is an {@link IllegalStateException}, never silently dropped. */
    public static final int CAPACITY = 1_000_000;

    private final List<Delivery> deliveries = new ArrayList<>();

    Ledger() {}

    /** All deliveries, in the order of emission. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** The deliveries of one model, in the order of emission. */
    public List<Delivery> deliveries(String model) {
        return deliveries().stream()
                .filter(delivery -> delivery.model().equals(model))
                .toList();
    }

    /** The number of deliveries emitted. */
    public synchronized int emitted() {
        return deliveries.size();
    }

    /** The number of deliveries that are neither acknowledged nor given up. */
    public long pending() {
        return count(Delivery::pending);
    }

    /** The number of deliveries a receiver acknowledged. */
    public long acknowledged() {
        return count(Delivery::acknowledged);
    }

    /** The number of deliveries that no receiver acknowledged and that will not be tried again. */
    public long givenUp() {
        return count(Delivery::givenUp);
    }

    synchronized void add(Delivery delivery) {
        if (deliveries.size() == CAPACITY) {
            throw new IllegalStateException(
                    "The sandbox's ledger is full at " + CAPACITY + " deliveries; start a new sandbox");
        }
        deliveries.add(delivery);
    }

    private synchronized long count(Predicate<Delivery> kind) {
        return deliveries.stream().filter(kind).count();
    }
}
