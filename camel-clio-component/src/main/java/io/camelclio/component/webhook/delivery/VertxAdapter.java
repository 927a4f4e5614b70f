package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.HttpAdapter;
import io.vertx.ext.web.Route;
import java.util.Comparator;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Carries requests from the Vert.x router of platform-http. The event loop only reads and writes; verification and the
 * route run on the executor of the reception, and nobody holds a thread while Kafka works.
 */
public final class VertxAdapter implements HttpAdapter {

    private final VertxPlatformHttpRouter router;
    private final String path;
    private final DeliveryHandler handler;
    private final Reception reception;
    private Route mounted;

    private VertxAdapter(VertxPlatformHttpRouter router, String path, DeliveryHandler handler, Reception reception) {
        this.router = router;
        this.path = path;
        this.handler = handler;
        this.reception = reception;
    }

    /** An adapter on the application's main router; empty where there is none. */
    public static Optional<HttpAdapter> find(
            CamelContext context, String path, DeliveryHandler handler, Reception reception) {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> !router.isManagementServer())
                .max(Comparator.comparing(VertxPlatformHttpRouter::isMainServer))
                .map(router -> new VertxAdapter(router, path, handler, reception));
    }

    @Override
    public void start() {
        mounted = router.route(path).handler(request -> new VertxReceiver(request, handler, reception).receive());
    }

    @Override
    public void stop() {
        if (mounted != null) {
            mounted.remove();
            mounted = null;
        }
    }
}
