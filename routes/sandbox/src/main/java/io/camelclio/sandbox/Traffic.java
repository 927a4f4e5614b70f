package io.camelclio.sandbox;

import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.clio.LegalPractice;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps an invented firm busy at both vendors, and now and then sends what must be refused or kept aside. */
final class Traffic {

    /** The model of the forged deliveries. */
    static final String FORGED = "activity";

    private static final long SEED = 20260101L;
    private static final byte[] BROKEN = "{\"data\":{\"id\":".getBytes(StandardCharsets.UTF_8);

    private final Stage stage;
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    Traffic(Stage stage) {
        this.stage = stage;
    }

    void start() {
        stage.clio.ifPresent(this::workAtClio);
        stage.smokeball.ifPresent(this::workAtSmokeball);
    }

    void stop() throws InterruptedException {
        scheduler.shutdown();
        scheduler.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void workAtClio(ClioSandbox clio) {
        LegalPractice practice = new LegalPractice(clio, SEED);
        practice.populate();
        scheduler.scheduleAtFixedRate(surviving(practice::nextChange), 1_000, 150, TimeUnit.MILLISECONDS);
        scheduler.scheduleAtFixedRate(() -> forge(clio), 4, 5, TimeUnit.SECONDS);
        scheduler.scheduleAtFixedRate(() -> sendBroken(clio), 8, 20, TimeUnit.SECONDS);
    }

    private void workAtSmokeball(SmokeballSandbox smokeball) {
        scheduler.scheduleAtFixedRate(surviving(smokeball::nextChange), 0, 700, TimeUnit.MILLISECONDS);
    }

    private void forge(ClioSandbox clio) {
        ifSubscribed(() -> {
            int status = clio.intruder().sendForged(FORGED);
            if (status == 401) {
                rejected.incrementAndGet();
            } else if (status / 100 == 2) {
                accepted.incrementAndGet();
            }
        });
    }

    private void sendBroken(ClioSandbox clio) {
        ifSubscribed(() -> {
            if (clio.intruder().sendSigned("matter", BROKEN) == 200) {
                broken.incrementAndGet();
            }
        });
    }

    /** A task that throws would silently be the last of its kind. */
    private static Runnable surviving(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                System.err.println("The played firm stumbled: " + e);
            }
        };
    }

    /** Until the application has subscribed there is nobody to send to. */
    private static void ifSubscribed(Runnable send) {
        try {
            send.run();
        } catch (IllegalStateException e) {
            // The next turn tries again.
        }
    }

    /** Deliveries with a false signature that were taken all the same. */
    int forgedAccepted() {
        return accepted.get();
    }

    /** Deliveries with a false signature that were answered 401. */
    int rejected() {
        return rejected.get();
    }

    /** Signed deliveries that are no JSON and were answered 200: each has to be a dead letter. */
    int broken() {
        return broken.get();
    }
}
