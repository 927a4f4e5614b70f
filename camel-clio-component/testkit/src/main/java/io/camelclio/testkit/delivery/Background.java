package io.camelclio.testkit.delivery;

import io.camelclio.testkit.time.HandDrivenScheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where a sandbox's own work is done: a thread of its own, and a timer that is the machine's or a test's. A test's timer
 * waits, before it moves on, until everything that was begun has ended; so what happens at one instant is over before
 * the next one comes. Closed, it drops what waits and takes nothing more.
 */
public final class Background implements AutoCloseable {

    private static final Duration LONGEST_REST = Duration.ofSeconds(60);

    private final ScheduledThreadPoolExecutor thread;
    private final ScheduledExecutorService timer;
    private int underWay;
    private boolean closed;

    /**
     * Begins with nothing to do.
     *
     * @param name what its thread is called
     * @param handDriven the test's timer, or empty for the machine's
     */
    public Background(String name, Optional<HandDrivenScheduler> handDriven) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread sandbox = new Thread(task, name);
            sandbox.setDaemon(true);
            return sandbox;
        });
        thread.setRemoveOnCancelPolicy(true);
        timer = handDriven.isPresent() ? handDriven.get() : thread;
        handDriven.ifPresent(scheduler -> scheduler.beforeMoving(this::rest));
    }

    /** Runs a task soon, on the sandbox's thread. */
    public synchronized void execute(Runnable task) {
        if (!closed) {
            thread.execute(task);
        }
    }

    /** Runs a task after a delay, which the timer measures; at once, in the caller's thread, if there is none. */
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        synchronized (this) {
            if (!closed) {
                timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Something has begun that a test's timer waits for; its {@link #end} must follow. */
    public synchronized void begin() {
        underWay++;
    }

    public synchronized void end() {
        underWay--;
        notifyAll();
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.shutdownNow();
    }

    private synchronized void rest() {
        long deadline = System.nanoTime() + LONGEST_REST.toNanos();
        try {
            while (underWay > 0 && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException("The sandbox still waits for the answers to " + underWay
                            + " deliveries or handshakes after " + LONGEST_REST
                            + "; shorten its deliveryTimeout or let the receiver answer");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox waited for answers", e);
        }
    }
}
