package io.camelclio.ordeal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Runs a schedule: each course on a thread of its own, a fault that takes longer to end puts off those after it. */
final class Storm {

    private final Schedule schedule;
    private final Duration length;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    Storm(Schedule schedule, Duration length) {
        this.schedule = schedule;
        this.length = length;
    }

    /** Returns when its time is over; what it has begun may still have to be ended. */
    void rage() throws InterruptedException {
        long start = System.nanoTime();
        schedule.courses().forEach((course, events) -> {
            Thread thread = new Thread(() -> run(start, events), "storm-" + course);
            thread.start();
            threads.add(thread);
        });
        sleepUntil(start, length);
    }

    /** Returns when everything that it began has been ended. */
    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** What could not be made to happen, or put right: faults of the ordeal itself. */
    Collection<String> failures() {
        return List.copyOf(failures);
    }

    private void run(long start, List<Schedule.Event> events) {
        try {
            for (Schedule.Event event : events) {
                sleepUntil(start, event.at());
                if (System.nanoTime() - start < length.toNanos()) {
                    run(event.fault(), event.fault().begin());
                    TimeUnit.MILLISECONDS.sleep(event.length().toMillis());
                    run(event.fault(), event.fault().end());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Fault fault, Fault.Action action) throws InterruptedException {
        try {
            action.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failures.add(fault.name() + ": " + e);
        }
    }

    private static void sleepUntil(long start, Duration at) throws InterruptedException {
        long left = start + at.toNanos() - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
