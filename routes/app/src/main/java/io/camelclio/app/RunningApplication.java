package io.camelclio.app;

import io.camelclio.app.settings.SettingsException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The application as a process has it: one at a time. Told to reload, it reads everything but the environment anew and puts
 * a new application in the place of the old one, which goes on where what is read cannot be used. Closed, none follows.
 */
final class RunningApplication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningApplication.class);

    private final Source source;
    private final AtomicBoolean reloadWaits = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private Application application;
    private boolean runs;
    private SettingsException failure;

    /** Where applications come from. */
    interface Source {

        /** An application of the settings as they are now, not started. */
        Application configured() throws SettingsException;
    }

    RunningApplication(Source source) {
        this.source = source;
    }

    /**
     * Starts the first one. A reload that is asked for meanwhile follows it, one asked for before is in it.
     *
     * @throws SettingsException when it does not start; nothing runs then
     */
    synchronized void start() throws SettingsException {
        application = source.configured();
        startApplication();
        runs = true;
    }

    /**
     * Waits for the start or a reload under way to end; does nothing when another one waits already, or where nothing runs.
     */
    void reload() {
        if (reloadWaits.compareAndSet(false, true)) {
            reloadInTurn();
        }
    }

    private synchronized void reloadInTurn() {
        reloadWaits.set(false);
        if (!runs) {
            return;
        }
        LOG.info("Reloading routes and properties");
        Application next;
        try {
            next = source.configured();
            next.prepare();
            next.checkRouteFiles();
        } catch (Exception e) {
            LOG.error(
                    "Nothing is reloaded, and all goes on as it was. {}",
                    StartFailure.of(e).getMessage());
            return;
        }
        application.close();
        application = next;
        try {
            startApplication();
            LOG.info("Reloaded");
        } catch (SettingsException e) {
            failure = e;
            runs = false;
            over.countDown();
        }
    }

    private void startApplication() throws SettingsException {
        try {
            application.start();
        } catch (Exception e) {
            application.close();
            throw StartFailure.of(e);
        }
    }

    /**
     * Waits until it is closed.
     *
     * @throws SettingsException when it ended because it did not start again after a reload
     */
    void awaitEnd() throws InterruptedException, SettingsException {
        over.await();
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Stops what runs, in order; a reload under way is waited for. */
    @Override
    public synchronized void close() {
        if (runs) {
            runs = false;
            application.close();
        }
        over.countDown();
    }
}
