package io.camelclio.app.status;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;

/** What has become of the exchanges of one route since it was added. Costs a route a few additions an exchange. */
final class RouteCounts extends RoutePolicySupport {

    private final Clock clock;
    private final Consumer<RouteCounts> atRemoval;
    private final LongAdder taken = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Instant lastTaken;
    private volatile RouteFailure lastFailure;

    /** @param atRemoval told when the route is no more */
    RouteCounts(Clock clock, Consumer<RouteCounts> atRemoval) {
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
                lastFailure = failure;
                failed.increment();
            }
        } else if (!ExchangeHelper.isFailureHandled(exchange)) {
            lastTaken = clock.instant();
            taken.increment();
        }
    }

    /** How many came to their end; what became a dead letter is not among them. */
    long taken() {
        return taken.sum();
    }

    /** How many failed, and were not handled: their source keeps them. */
    long failed() {
        return failed.sum();
    }

    Optional<Instant> lastTaken() {
        return Optional.ofNullable(lastTaken);
    }

    Optional<RouteFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }
}
