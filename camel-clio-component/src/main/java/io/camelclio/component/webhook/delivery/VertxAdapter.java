package io.camelclio.component.webhook.delivery;

import io.camelclio.component.http.HttpAdapter;
import io.vertx.ext.web.Route;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Carries requests from the Vert.x router of platform-http. The event loop only reads and writes; verification and the
 * route run on the given executor, and nobody holds a thread while Kafka works.
 */
public final class VertxAdapter implements HttpAdapter {

    private final VertxPlatformHttpRouter router;
    private final String path;
    private final DeliveryHandler handler;
    private final Executor executor;
    private final Duration bodyTimeout;
    private Route mounted;

    private VertxAdapter(
            VertxPlatformHttpRouter router,
            String path,
            DeliveryHandler handler,
            Executor executor,
            Duration bodyTimeout) {
        this.router = router;
        this.path = path;
        this.handler = handler;
        this.executor = executor;
        this.bodyTimeout = bodyTimeout;
    }

    /**
     * An adapter on the application's main router; empty where there is none.
     *
     * @param bodyTimeout how long a sender may take for its body
     */
    public static Optional<HttpAdapter> find(
            CamelContext context, String path, DeliveryHandler handler, Executor executor, Duration bodyTimeout) {
        return context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> !router.isManagementServer())
                .max(Comparator.comparing(VertxPlatformHttpRouter::isMainServer))
                .map(router -> new VertxAdapter(router, path, handler, executor, bodyTimeout));
    }

    @Override
    public void start() {
        mounted = router.route(path)
                .handler(request -> new VertxReceiver(request, handler, executor, bodyTimeout).receive());
    }

    @Override
    public void stop() {
        if (mounted != null) {
            mounted.remove();
        }
    }
}
