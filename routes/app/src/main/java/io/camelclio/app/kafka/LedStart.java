package io.camelclio.app.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.master.MasterConsumer;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the consumer behind {@code master:} cannot be started: its route is started anew until it can, and
 * its health shows it. Camel tries once and then leads without working (Camel 4.18, {@code MasterConsumer}).
 */
final class LedStart implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LedStart.class);
    private static final long STOP_SECONDS = 10;

    private final Route route;
    private final Duration pause;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanos;
    private final ExceptionHandler log;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile Failure failure;

    /**
     * @param pause time until the next attempt
     * @param nanos a clock that never goes back
     */
    LedStart(Route route, Duration pause, ScheduledExecutorService scheduler, LongSupplier nanos) {
        this.route = route;
        this.pause = pause;
        this.scheduler = scheduler;
        this.nanos = nanos;
        this.log = new LoggingExceptionHandler(route.getCamelContext(), MasterConsumer.class);
    }

    /** The route has a new consumer each time it is started. */
    void watch(MasterConsumer consumer) {
        waiting.set(false);
        consumer.setExceptionHandler(this);
        if (failure != null) {
            consumer.setHealthCheck(new Health());
        }
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        log.handleException(message, exchange, exception);
        if (route.getConsumer() instanceof MasterConsumer consumer
                && consumer.isMaster()
                && waiting.compareAndSet(false, true)) {
            failure = new Failure(exception.getClass().getSimpleName(), nanos.getAsLong());
            consumer.setHealthCheck(new Health());
            LOG.warn(
                    "This process leads, but route {} could not be started; trying again in {} s",
                    route.getRouteId(),
                    pause.toSeconds());
            scheduler.schedule(this::startAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void startAgain() {
        CamelContext context = route.getCamelContext();
        try {
            if (context.isStarted()) {
                context.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
                context.getRouteController().startRoute(route.getRouteId());
            }
        } catch (Exception e) {
            LOG.warn(
                    "Route {} could not be started anew; trying again in {} s",
                    route.getRouteId(),
                    pause.toSeconds(),
                    e);
            scheduler.schedule(this::startAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private record Failure(String kind, long at) {}

    /** Nobody says that a start went well; no further failure within the time of two attempts does. */
    private final class Health extends AbstractHealthCheck {

        Health() {
            super("camel", "consumer:" + route.getRouteId());
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            Failure last = failure;
            long forgotten = pause.multipliedBy(2).plusSeconds(5).toNanos();
            // A poll that stands must not stop webhooks.
            if (options.get(CHECK_KIND) == Kind.READINESS || nanos.getAsLong() - last.at() > forgotten) {
                builder.up();
                return;
            }
            builder.detail("lastFailure", last.kind())
                    .message("The consumer of route " + route.getRouteId()
                            + " cannot be started; it is tried again every " + pause.toSeconds() + " s")
                    .down();
        }
    }
}
