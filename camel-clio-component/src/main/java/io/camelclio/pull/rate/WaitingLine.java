package io.camelclio.pull.rate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Who waits for a turn. Interactive calls go before backfill, each in the order of arrival; but of {@link #ONE_IN} turns
 * in a row for which both waited, backfill has one, so that it never starves. Guarded by its owner's lock.
 */
final class WaitingLine {

    /** Backfill's share where interactive calls always wait. */
    static final int ONE_IN = 10;

    private final Map<Priority, Deque<Waiter>> queues = new EnumMap<>(Priority.class);
    private int passedBy;

    WaitingLine() {
        for (Priority priority : Priority.values()) {
            queues.put(priority, new ArrayDeque<>());
        }
    }

    void add(Priority priority, Waiter waiter) {
        queues.get(priority).add(waiter);
    }

    /** Who is next; empty when nobody waits. */
    Optional<Waiter> next() {
        dropGivenUp();
        Deque<Waiter> interactive = queues.get(Priority.INTERACTIVE);
        Deque<Waiter> backfill = queues.get(Priority.BACKFILL);
        if (interactive.isEmpty() || (!backfill.isEmpty() && passedBy == ONE_IN - 1)) {
            passedBy = 0;
            return Optional.ofNullable(backfill.poll());
        }
        passedBy = backfill.isEmpty() ? 0 : passedBy + 1;
        return Optional.of(interactive.remove());
    }

    /** Removes those whose patience has ended, and silently those that gave up. */
    List<Waiter> impatient(Instant now) {
        List<Waiter> impatient = new ArrayList<>();
        for (Deque<Waiter> queue : queues.values()) {
            queue.removeIf(waiter -> {
                boolean ended = !waiter.until().isAfter(now);
                if (ended) {
                    impatient.add(waiter);
                }
                return ended || waiter.turn().isDone();
            });
        }
        return impatient;
    }

    /** When the first patience ends; empty when nobody waits. */
    Optional<Instant> firstEnd() {
        return waiting().map(Waiter::until).min(Instant::compareTo);
    }

    int size(Priority priority) {
        dropGivenUp();
        return queues.get(priority).size();
    }

    List<Waiter> clear() {
        List<Waiter> left = new ArrayList<>(waiting().toList());
        queues.values().forEach(Deque::clear);
        return left;
    }

    private Stream<Waiter> waiting() {
        return queues.values().stream().flatMap(Deque::stream);
    }

    private void dropGivenUp() {
        queues.values().forEach(queue -> queue.removeIf(waiter -> waiter.turn().isDone()));
    }

    /** A call that waits since then and until then. */
    record Waiter(CompletableFuture<Turn> turn, Instant since, Instant until) {

        Duration waited(Instant now) {
            return Duration.between(since, now);
        }
    }
}
