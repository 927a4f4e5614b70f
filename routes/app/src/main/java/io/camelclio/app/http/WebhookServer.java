package io.camelclio.app.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The Vert.x server behind platform-http, made here because Camel's own sets no idle time-out and only logs a port that is
 * taken. Idle and half-open connections are closed; a port that cannot be bound fails the start.
 */
public final class WebhookServer extends VertxPlatformHttpServer {

    private static final int IDLE_SECONDS = 30;
    private static final int MAX_HEADER_BYTES = 16_384;
    private static final long BIND_SECONDS = 10;

    private final String host;
    private final int port;
    private Vertx vertx;
    private HttpServer server;

    /** @param port 0 for any free one */
    public WebhookServer(String host, int port) {
        super(new VertxPlatformHttpServerConfiguration());
        this.host = host;
        this.port = port;
    }

    @Override
    public HttpServer getServer() {
        return server;
    }

    @Override
    public Vertx getVertx() {
        return vertx;
    }

    @Override
    public int getPort() {
        return server == null ? port : server.actualPort();
    }

    /** No port is shared: Camel would serve management here if its port were the same. */
    @Override
    public int getConfigurationPort() {
        return -1;
    }

    /** Nothing is looked up: this server has its own Vert.x. */
    @Override
    protected void doInit() {
        vertx = Vertx.vertx();
    }

    @Override
    protected void doStart() throws Exception {
        Router router = Router.router(vertx);
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        try {
            server =
                    await(vertx.createHttpServer(options).requestHandler(router).listen(port, host));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The webhook server cannot listen on " + host + ":" + port
                    + " (HTTP_HOST, HTTP_PORT): " + e.getCause().getMessage());
        }
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(server.actualPort());
        getCamelContext()
                .getRegistry()
                .bind(
                        name,
                        new VertxPlatformHttpRouter(
                                this, vertx, router, name, VertxPlatformHttpRouter.SERVER_TYPE_SERVER));
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null) {
            await(server.close());
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(BIND_SECONDS, TimeUnit.SECONDS);
    }
}
