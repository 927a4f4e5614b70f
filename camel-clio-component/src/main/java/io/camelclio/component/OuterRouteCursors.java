package io.camelclio.component;

import java.util.Collection;
import java.util.Optional;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Claims the cursor of a poll that another consumer runs, such as that of {@code master:}, with its route. Such a poll is
 * made only later, where a second one on its cursor could no longer keep the application from starting.
 */
final class OuterRouteCursors extends LifecycleStrategySupport {

    private final ClioComponent component;

    OuterRouteCursors(ClioComponent component) {
        this.component = component;
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> poll(route).ifPresent(poll -> component.claimCursor(poll.cursorName(), route)));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> poll(route).ifPresent(poll -> component.releaseCursor(poll.cursorName(), route)));
    }

    private Optional<ClioEndpoint> poll(Route route) {
        return route.getEndpoint() instanceof DelegateEndpoint outer
                        && outer.getEndpoint() instanceof ClioEndpoint poll
                        && poll.getComponent() == component
                ? Optional.of(poll)
                : Optional.empty();
    }
}
