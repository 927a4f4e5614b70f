package io.camelclio.app.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Camel's own meters of routes, by Camel's own names: how many exchanges ended how, and how long they took. Camel's policy
 * for them formats a text three times for each exchange, which is a seventh of what Camel needs for a delivery. As with
 * Camel's, a Kamelet counts with the route that uses it.
 */
public final class RouteMeters implements RoutePolicyFactory {

    private static final MicrometerRoutePolicyNamingStrategy NAMES = MicrometerRoutePolicyNamingStrategy.DEFAULT;

    private final Map<String, Meters> routes = new ConcurrentHashMap<>();

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode definition) {
        return new Policy("started-" + routeId);
    }

    /**
     * How many exchanges came to the end of a route since it was added; what failed on the way is not among them, handled or
     * not. 0 for a route that has not been started yet, and for one that is not there.
     */
    public long taken(String routeId) {
        Meters meters = routes.get(routeId);
        return meters == null ? 0 : meters.taken.sum();
    }

    /** Of one route. */
    private final class Policy extends RoutePolicySupport {

        private final String startedProperty;
        private volatile Meters meters;

        Policy(String startedProperty) {
            this.startedProperty = startedProperty;
        }

        @Override
        public void onStart(Route route) {
            if (meters == null && !route.isCreatedByKamelet()) {
                meters = new Meters(route);
                routes.put(route.getRouteId(), meters);
            }
        }

        @Override
        public void onRemove(Route route) {
            if (meters != null) {
                meters.remove();
                routes.remove(route.getRouteId(), meters);
                meters = null;
            }
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (meters != null) {
                exchange.setProperty(startedProperty, System.nanoTime());
            }
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Meters present = meters;
            if (present != null && exchange.removeProperty(startedProperty) instanceof Long started) {
                present.done(exchange, System.nanoTime() - started);
            }
        }
    }

    /** Meters of one route, in the registry that all of the application share. */
    private static final class Meters {

        private final MeterRegistry registry;
        private final Timer times;
        private final Counter total;
        private final Counter succeeded;
        private final Counter failed;
        private final Counter failuresHandled;
        private final Counter redelivered;

        /** Of its own: two of the counters are never of one moment. */
        private final LongAdder taken = new LongAdder();

        Meters(Route route) {
            registry = MicrometerUtils.getOrCreateMeterRegistry(
                    route.getCamelContext().getRegistry(), MicrometerConstants.METRICS_REGISTRY_NAME);
            times = Timer.builder(NAMES.getName(route))
                    .tags(NAMES.getTags(route))
                    .description("Route performance metrics")
                    .register(registry);
            total = counter(route, NAMES.getExchangesTotalName(route), "Total number of processed exchanges");
            succeeded = counter(
                    route, NAMES.getExchangesSucceededName(route), "Number of successfully completed exchanges");
            failed = counter(route, NAMES.getExchangesFailedName(route), "Number of failed exchanges");
            failuresHandled = counter(route, NAMES.getFailuresHandledName(route), "Number of failures handled");
            redelivered = counter(
                    route,
                    NAMES.getExternalRedeliveriesName(route),
                    "Number of external initiated redeliveries (such as from JMS broker)");
        }

        private Counter counter(Route route, String name, String description) {
            return Counter.builder(name)
                    .tags(NAMES.getExchangeStatusTags(route))
                    .description(description)
                    .register(registry);
        }

        void done(Exchange exchange, long nanos) {
            times.record(nanos, TimeUnit.NANOSECONDS);
            total.increment();
            if (exchange.isFailed()) {
                failed.increment();
                return;
            }
            succeeded.increment();
            if (ExchangeHelper.isFailureHandled(exchange)) {
                failuresHandled.increment();
            } else {
                taken.increment();
            }
            if (exchange.isExternalRedelivered()) {
                redelivered.increment();
            }
        }

        void remove() {
            List.of(times, total, succeeded, failed, failuresHandled, redelivered)
                    .forEach(registry::remove);
        }
    }
}
