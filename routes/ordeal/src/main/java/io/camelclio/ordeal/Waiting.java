package io.camelclio.ordeal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for something to come true, and not for ever. */
final class Waiting {

    private static final long PAUSE_MILLIS = 100;

    private Waiting() {}

    /** @throws IllegalStateException naming what did not come true in time */
    static void until(String what, Duration patience, Callable<Boolean> condition) throws InterruptedException {
        if (!isTrueWithin(patience, condition)) {
            throw new IllegalStateException("Waited in vain for %s, %d s".formatted(what, patience.toSeconds()));
        }
    }

    static boolean isTrueWithin(Duration patience, Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!call(condition)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private static boolean call(Callable<Boolean> condition) throws InterruptedException {
        try {
            return condition.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
