package io.camelclio.app.kafka;

import io.camelclio.kafka.leadership.KafkaClusterService;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.master.MasterConsumer;
import org.apache.camel.component.master.MasterEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Lets an exchange into a {@code master:} route only while this process leads the route's lock. Camel stops such a route
 * when it is told that leadership is lost; a process that was paused knows it by the clock before anybody tells it. What
 * leads and cannot be started is started again.
 */
public final class OnlyWhileLeading implements RoutePolicyFactory {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final KafkaClusterService leadership;
    private final ScheduledExecutorService scheduler;
    private final Duration pause;

    /** @param scheduler on which routes are started again that could not be started */
    public OnlyWhileLeading(KafkaClusterService leadership, ScheduledExecutorService scheduler) {
        this(leadership, scheduler, PAUSE);
    }

    /** @param pause time until the next attempt */
    OnlyWhileLeading(KafkaClusterService leadership, ScheduledExecutorService scheduler, Duration pause) {
        this.leadership = leadership;
        this.scheduler = scheduler;
        this.pause = pause;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Policy();
    }

    private final class Policy extends RoutePolicySupport {

        private LedStart start;

        @Override
        public void onInit(Route route) {
            if (route.getEndpoint() instanceof MasterEndpoint master
                    && master.getEndpoint() instanceof DefaultEndpoint led
                    && led.getExceptionHandler() == null) {
                led.setExceptionHandler(new LedFailures(route.getCamelContext(), MasterConsumer.class));
            }
        }

        @Override
        public void onStart(Route route) {
            if (route.getConsumer() instanceof MasterConsumer consumer) {
                if (start == null) {
                    start = new LedStart(route, pause, scheduler, System::nanoTime);
                }
                start.watch(consumer);
            }
        }

        /** Neither processed nor confirmed, and no dead letter either: the process that leads reads it anew. */
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (route.getEndpoint() instanceof MasterEndpoint master) {
                try {
                    leadership.term(master.getNamespace());
                } catch (RuntimeException e) {
                    exchange.setException(e);
                    exchange.setRouteStop(true);
                    // A greedy scheduler would try again at once, and again.
                    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
                }
            }
        }
    }
}
