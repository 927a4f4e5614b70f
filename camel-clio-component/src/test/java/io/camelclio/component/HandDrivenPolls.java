package io.camelclio.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceSupport;

/** Polls when the test says so, on the test's own thread, and tells how each poll ended. */
final class HandDrivenPolls extends ServiceSupport
        implements ScheduledPollConsumerScheduler, PollingConsumerPollStrategy {

    /**
     * How a poll ended.
     *
     * @param records how many records were handed to the route; 0 when it failed
     * @param failure null when it succeeded
     */
    record Outcome(int records, Exception failure) {}

    private CamelContext context;
    private Runnable task;
    private Outcome outcome;

    /** Polls once, to the end. */
    Outcome poll() {
        outcome = null;
        task.run();
        if (outcome == null) {
            throw new IllegalStateException("Nothing was polled; is the route started?");
        }
        return outcome;
    }

    /** Runs the scheduled task once, whether it polls or pauses. */
    void turn() {
        task.run();
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int records) {
        outcome = new Outcome(records, null);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        outcome = new Outcome(0, cause);
        return false;
    }

    @Override
    public void scheduleTask(Runnable polling) {
        task = polling;
    }

    @Override
    public void unscheduleTask() {
        task = null;
    }

    @Override
    public void onInit(Consumer consumer) {}

    @Override
    public void startScheduler() {}

    @Override
    public boolean isSchedulerStarted() {
        return task != null;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }
}
