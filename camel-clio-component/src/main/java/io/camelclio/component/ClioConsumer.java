package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import io.camelclio.component.telemetry.PollObserver;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.Settled;
import io.camelclio.pull.progress.Watermark;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
final class ClioConsumer extends ScheduledPollConsumer implements ReadListener {

    private static final Logger LOG = LoggerFactory.getLogger(ClioConsumer.class);
    private static final Duration SHORTEST_STALENESS = Duration.ofMinutes(15);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final PollPlan plan;
    private final StateRepository<String, String> cursors;
    private final KnownRecords known;
    private final PollReport report;
    private volatile PollRun run;
    private PollRead read;
    private PollObserver observer = PollObserver.NONE;
    private int idleThreshold;
    private int idlePolls;
    /** An outer route has the cursor for as long as it is there, whether it runs this poll now or not. */
    private Object cursorOwner = this;

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
                cursorOwner = route;
            });
        }
        setHealthCheck(new PollHealthCheck(this, report, staleAfter()));
        super.doBuild();
    }

    private Optional<Duration> staleAfter() {
        if (plan.options().getStaleAfter() > 0) {
            return Optional.of(Duration.ofMillis(plan.options().getStaleAfter()));
        }
        return getEndpoint()
                .pollPeriod()
                .map(period -> period.multipliedBy(2L * Math.max(1, getBackoffMultiplier())))
                .map(twoLongPauses ->
                        twoLongPauses.compareTo(SHORTEST_STALENESS) > 0 ? twoLongPauses : SHORTEST_STALENESS);
    }

    @Override
    protected void doStart() throws Exception {
        getEndpoint().getComponent().claimCursor(getEndpoint().cursorName(), cursorOwner);
        ServiceHelper.startService(cursors, known);
        run = new PollRun(this::isPollAllowed, LONGEST_STOP);
        read = read(run);
        idleThreshold = getBackoffIdleThreshold();
        observer =
                getEndpoint().getConnection().telemetry().poll(plan.resource().path(), knownUpTo());
        report.started();
        OuterRoute.show(getHealthCheck(), this);
        super.doStart();
    }

    /** Only to be shown: a poll whose state cannot be read now starts all the same, and tries again by its own clock. */
    private Instant knownUpTo() {
        try {
            return read.upTo().orElse(null);
        } catch (RuntimeException e) {
            LOG.debug("The state of the poll of {} cannot be read yet", plan.path(), e);
            return null;
        }
    }

    private PollRead read(PollRun run) {
        ClioChanges changes = new ClioChanges(getEndpoint().getConnection().source(), plan.parents());
        PollReading reading = new PollReading(plan, changes);
        ReadTarget target = new ReadTarget(
                this, getEndpoint().getConnection(), getEndpoint().confirmed(), this);
        Handover handover = new Handover(target, run, plan);
        if (plan.isFullRead()) {
            return new FullRead(
                    target, run, plan, new KnownList(known, getEndpoint().list(plan)), reading, handover);
        }
        Watermark watermark = new Watermark(
                cursors,
                getEndpoint().cursorName(),
                Duration.ofMillis(plan.options().getOverlap()));
        Settled settled = target.memory().settled(plan.resource().entity());
        return new ChangesRead(target, run, plan, watermark, reading, handover, settled);
    }

    @Override
    protected void doStop() throws Exception {
        run.end();
        super.doStop();
        OuterRoute.show(null, this);
        observer.close();
        if (cursorOwner == this) {
            getEndpoint().getComponent().releaseCursor(getEndpoint().cursorName(), this);
        }
    }

    @Override
    protected int poll() throws Exception {
        try {
            PollRead.Outcome outcome = run.read(read::run);
            outcome.upTo().ifPresent(observer::completed);
            report.succeeded();
            adaptIdleThreshold(outcome.handed());
            return outcome.handed();
        } catch (PollStoppedException e) {
            LOG.debug(
                    "The poll of {} on connection {} is stopped; the next one goes on",
                    plan.path(),
                    getEndpoint().getConnection().getName());
            return 0;
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

    /** Whether a read may take its next step. */
    @Override
    protected boolean isPollAllowed() {
        return isRunAllowed() && !isSuspendingOrSuspended();
    }

    @Override
    public void handed(int records) {
        observer.handed(records);
    }

    @Override
    public void progressed() {
        report.progressed();
    }

    @Override
    public ClioEndpoint getEndpoint() {
        return (ClioEndpoint) super.getEndpoint();
    }
}
