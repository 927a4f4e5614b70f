package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.telemetry.PollObserver;
import io.camelclio.pull.KnownRecords;
import io.camelclio.pull.Watermark;
import java.time.Duration;
import org.apache.camel.Processor;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one list for what changed. Any failure leaves what is confirmed as it was, and the next poll goes on from there; a
 * pause that Clio or the rate budget asks for is no failure.
 */
final class ClioConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ClioConsumer.class);
    private static final Duration SHORTEST_STALENESS = Duration.ofMinutes(15);

    private final PollPlan plan;
    private final StateRepository<String, String> cursors;
    private final KnownRecords known;
    private final PollReport report;
    private PollRead read;
    private PollObserver observer = PollObserver.NONE;
    private int idleThreshold;
    private int idlePolls;

    ClioConsumer(
            ClioEndpoint endpoint,
            Processor processor,
            PollPlan plan,
            StateRepository<String, String> cursors,
            KnownRecords known) {
        super(endpoint, processor);
        this.plan = plan;
        this.cursors = cursors;
        this.known = known;
        this.report = new PollReport(
                endpoint.getConnection().getName(),
                plan.path(),
                endpoint.getConnection().clock(),
                endpoint.pollPeriod());
        setExceptionHandler(report);
    }

    @Override
    protected void doBuild() throws Exception {
        if (getRoute() == null) {
            OuterRoute.of(getEndpoint()).ifPresent(route -> {
                setRoute(route);
                setRouteId(route.getRouteId());
            });
        }
        setHealthCheck(new PollHealthCheck(this, report, staleAfter()));
        super.doBuild();
    }

    private Duration staleAfter() {
        if (plan.options().getStaleAfter() > 0) {
            return Duration.ofMillis(plan.options().getStaleAfter());
        }
        Duration twoLongPauses = getEndpoint().pollPeriod().multipliedBy(2L * Math.max(1, getBackoffMultiplier()));
        return twoLongPauses.compareTo(SHORTEST_STALENESS) > 0 ? twoLongPauses : SHORTEST_STALENESS;
    }

    @Override
    protected void doStart() throws Exception {
        getEndpoint().getComponent().claimCursor(getEndpoint().cursorName(), this);
        ServiceHelper.startService(cursors, known);
        read = read();
        idleThreshold = getBackoffIdleThreshold();
        observer = getEndpoint()
                .getConnection()
                .telemetry()
                .poll(plan.resource().path(), read.upTo().orElse(null));
        report.started();
        OuterRoute.show(getHealthCheck(), this);
        super.doStart();
    }

    private PollRead read() {
        ClioChanges changes = new ClioChanges(getEndpoint().getConnection().source(), plan.parents());
        PollReading reading = new PollReading(plan, changes);
        Handover handover = new Handover(this, plan);
        if (plan.isFullRead()) {
            return new FullRead(this, plan, known, reading, handover);
        }
        Watermark watermark = new Watermark(
                cursors,
                getEndpoint().cursorName(),
                Duration.ofMillis(plan.options().getOverlap()));
        return new ChangesRead(this, plan, watermark, reading, handover);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        OuterRoute.show(null, this);
        observer.close();
        getEndpoint().getComponent().releaseCursor(getEndpoint().cursorName(), this);
    }

    @Override
    protected int poll() throws Exception {
        try {
            PollRead.Outcome outcome = read.run();
            outcome.upTo().ifPresent(observer::completed);
            report.succeeded();
            adaptIdleThreshold(outcome.handed());
            return outcome.handed();
        } catch (ClioException e) {
            if (e.kind() == ClioException.Kind.RATE_LIMITED || e.kind() == ClioException.Kind.BUDGET_EXHAUSTED) {
                LOG.debug(
                        "The rate limit left no room for the poll of {} on connection {}; the next one goes on",
                        plan.path(),
                        getEndpoint().getConnection().getName());
                observer.paused();
                return 0;
            }
            throw failed(e);
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private Exception failed(Exception failure) {
        observer.failed(failure);
        report.failed(failure);
        return failure;
    }

    /** Camel counts idle polls anew after each pause; a list that stays idle needs no more than one to pause again. */
    private void adaptIdleThreshold(int handed) {
        idlePolls = handed == 0 ? idlePolls + 1 : 0;
        if (idleThreshold > 0) {
            setBackoffIdleThreshold(idlePolls >= idleThreshold ? 1 : idleThreshold);
        }
    }

    /** Whether a read may go on to its next page. */
    @Override
    protected boolean isPollAllowed() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    /** Told by the read, page by page. */
    void handed(int records) {
        observer.handed(records);
    }

    /** Told by the read when the route is done with a record, on any thread. */
    void confirmed() {
        report.progressed();
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
