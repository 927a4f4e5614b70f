package io.camelclio.testkit.smokeball.webhook;

import java.util.ArrayList;
import java.util.List;

/** Every delivery the sandbox emitted since its start, in the order of the changes. Thread-safe. */
public final class Deliveries {

    /** The greatest number of deliveries; one more is an {@link IllegalStateException}, never silently dropped. */
    public static final int CAPACITY = 1_000_000;

    private final List<Delivery> deliveries = new ArrayList<>();

    Deliveries() {}

    /** All deliveries, in the order of emission. */
    public synchronized List<Delivery> all() {
        return List.copyOf(deliveries);
    }

    /**
     * The deliveries of one type of event, in the order of emission.
     *
     * @param type such as {@code fee.updated}
     */
    public List<Delivery> of(String type) {
        return all().stream()
                .filter(delivery -> delivery.event().type().equals(type))
                .toList();
    }

    /** How many were acknowledged. */
    public long acknowledged() {
        return all().stream().filter(Delivery::acknowledged).count();
    }

    synchronized long nextNumber() {
        return deliveries.size() + 1L;
    }

    synchronized void add(Delivery delivery) {
        if (deliveries.size() == CAPACITY) {
            throw new IllegalStateException(
                    "The sandbox holds " + CAPACITY + " deliveries at most; start a new sandbox");
        }
        deliveries.add(delivery);
    }
}
