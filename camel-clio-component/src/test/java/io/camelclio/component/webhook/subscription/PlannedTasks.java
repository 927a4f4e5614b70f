package io.camelclio.component.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What one of those who share a scheduler has planned there. Whoever does one thing after the other is at rest while the
 * next one is planned, so a test can wait for that; there are thousands of such moments in one, and none lasts longer than
 * it takes.
 */
public final class PlannedTasks {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Set<Future<?>> tasks = new HashSet<>();
    private final ScheduledExecutorService scheduler;

    /** @param shared where the tasks go */
    public PlannedTasks(ScheduledExecutorService shared) {
        scheduler = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    try {
                        return noted(method.invoke(shared, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized Object noted(Object result) {
        if (result instanceof Future<?> task) {
            tasks.add(task);
            notifyAll();
        }
        return result;
    }

    /** The scheduler to plan with. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /**
     * Waits until so many tasks are planned.
     *
     * @param over whether no more will be
     */
    public synchronized void await(int number, BooleanSupplier over) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (planned() < number && !over.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertThat(left)
                    .as("milliseconds left until %d tasks are planned", number)
                    .isPositive();
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted before " + number + " tasks were planned", e);
            }
        }
    }

    private int planned() {
        tasks.removeIf(Future::isDone);
        return tasks.size();
    }

    /** Whoever planned them has ended. */
    public synchronized void cancelAll() {
        tasks.forEach(task -> task.cancel(false));
    }
}
