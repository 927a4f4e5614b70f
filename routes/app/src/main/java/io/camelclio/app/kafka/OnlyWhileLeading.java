package io.camelclio.app.kafka;

import io.camelclio.kafka.leadership.KafkaClusterService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.master.MasterEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Lets an exchange into a {@code master:} route only while this process leads the route's lock. Camel stops such a route
 * when it is told that leadership is lost; a process that was paused knows it by the clock before anybody tells it.
 */
public final class OnlyWhileLeading implements RoutePolicyFactory {

    private final KafkaClusterService leadership;

    public OnlyWhileLeading(KafkaClusterService leadership) {
        this.leadership = leadership;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Policy();
    }

    private final class Policy extends RoutePolicySupport {

        /** Neither processed nor confirmed, and no dead letter either: the process that leads reads it anew. */
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (route.getEndpoint() instanceof MasterEndpoint master) {
                try {
                    leadership.term(master.getNamespace());
                } catch (RuntimeException e) {
                    exchange.setException(e);
                    exchange.setRouteStop(true);
                }
            }
        }
    }
}
