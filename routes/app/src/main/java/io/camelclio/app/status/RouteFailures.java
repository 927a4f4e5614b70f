package io.camelclio.app.status;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** What has failed on one route since it was added, and was left to its source. Costs nothing where nothing fails. */
final class RouteFailures extends RoutePolicySupport {

    private final Clock clock;
    private final Consumer<RouteFailures> atRemoval;
    private final LongAdder count = new LongAdder();
    private volatile RouteFailure last;

    /** @param atRemoval told when the route is no more */
    RouteFailures(Clock clock, Consumer<RouteFailures> atRemoval) {
        this.clock = clock;
        this.atRemoval = atRemoval;
    }

    @Override
    public void onRemove(Route route) {
        atRemoval.accept(this);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.isFailed()) {
            RouteFailure failure = RouteFailure.of(exchange.getException(), clock.instant());
            if (!failure.isHandover()) {
                last = failure;
                count.increment();
            }
        }
    }

    long count() {
        return count.sum();
    }

    Optional<RouteFailure> last() {
        return Optional.ofNullable(last);
    }
}
