package io.camelclio.app.status;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/** What has failed on every route, from the moment it is added to the moment it is removed. */
final class Failures implements RoutePolicyFactory {

    /** The route that all failures lead to. */
    private static final String DEAD_LETTER_ROUTE = "dead-letter";

    private final Clock clock;
    private final DeadLetters deadLetters;
    private final Map<String, RouteFailures> routes = new ConcurrentHashMap<>();

    Failures(Clock clock) {
        this.clock = clock;
        this.deadLetters = new DeadLetters(clock);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        if (routeId.equals(DEAD_LETTER_ROUTE)) {
            return deadLetters;
        }
        RouteFailures failures = new RouteFailures(clock, removed -> routes.remove(routeId, removed));
        routes.put(routeId, failures);
        return failures;
    }

    Optional<RouteFailures> of(String routeId) {
        return Optional.ofNullable(routes.get(routeId));
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }
}
