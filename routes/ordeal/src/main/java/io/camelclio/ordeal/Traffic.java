package io.camelclio.ordeal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Changes at both vendors, as many a second as are asked for or as this machine can make. */
final class Traffic {

    private static final int SMOKEBALL_SHARE = 20;
    private static final long STEP_MILLIS = 10;

    private final Vendors vendors;
    private final Firm firm;
    private final int rate;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean stopping;
    private long startedAt;
    private long stoppedAt;

    Traffic(Vendors vendors, Firm firm, int rate) {
        this.vendors = vendors;
        this.firm = firm;
        this.rate = rate;
    }

    void start() {
        startedAt = System.nanoTime();
        thread.start();
    }

    /** @throws IllegalStateException when the played vendors failed */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
        if (failure.get() != null) {
            throw new IllegalStateException("The played vendors failed", failure.get());
        }
    }

    int made() {
        return made.get();
    }

    double perSecond() {
        return made.get() / ((stoppedAt - startedAt) / 1e9);
    }

    private void run() {
        try {
            while (!stopping) {
                long due = (System.nanoTime() - startedAt) * rate / TimeUnit.SECONDS.toNanos(1);
                while (!stopping && made.get() < due) {
                    if (made.getAndIncrement() % SMOKEBALL_SHARE == 0) {
                        vendors.smokeball().nextChange();
                    } else {
                        firm.nextChange();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stoppedAt = System.nanoTime();
        }
    }
}
