package io.camelclio.component;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;

/**
 * The route of a consumer that another consumer runs, such as that of {@code master:}. Camel tells such a consumer
 * nothing of its route, and asks only the outer one for its health.
 */
final class OuterRoute {

    private OuterRoute() {}

    /** The route whose endpoint stands for this one; empty when there is none. */
    static Optional<Route> of(Endpoint endpoint) {
        return endpoint.getCamelContext().getRoutes().stream()
                .filter(route ->
                        route.getEndpoint() instanceof DelegateEndpoint outer && outer.getEndpoint() == endpoint)
                .findFirst();
    }

    /** Lets the route's own consumer show the health of the one it runs, or none; does nothing if they are the same. */
    static void show(HealthCheck health, ClioConsumer consumer) {
        Route route = consumer.getRoute();
        Consumer outer = route == null ? null : route.getConsumer();
        if (outer != consumer && outer instanceof HealthCheckAware aware) {
            aware.setHealthCheck(health);
        }
    }
}
