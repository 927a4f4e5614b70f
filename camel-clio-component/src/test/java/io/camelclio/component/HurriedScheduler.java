package io.camelclio.component;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what falls due a hundred times sooner, so that the pauses between repeated calls cost a test next to nothing. */
final class HurriedScheduler extends ScheduledThreadPoolExecutor {

    private static final int TIMES = 100;

    HurriedScheduler() {
        super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(command, unit.toNanos(delay) / TIMES, TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return super.schedule(callable, unit.toNanos(delay) / TIMES, TimeUnit.NANOSECONDS);
    }
}
