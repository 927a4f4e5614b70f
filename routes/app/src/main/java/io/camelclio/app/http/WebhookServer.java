package io.camelclio.app.http;

import io.camelclio.app.settings.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * The Vert.x server behind platform-http, made here because Camel's own bounds neither connections nor their time and only
 * logs a port that is taken. It speaks HTTP/1.1 only, says 503 while routes are not there yet or no more, and closes when
 * every request that had begun is answered.
 */
public final class WebhookServer extends VertxPlatformHttpServer {

    private static final int MAX_HEADER_BYTES = 16_384;
    private static final int MAX_TARGET_BYTES = 8_192;
    /** Of requests that platform-http itself reads; clio-webhook has its own option. */
    private static final long MAX_BODY_BYTES = 1_048_576;

    private static final long BIND_SECONDS = 10;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final String RETRY_SECONDS = "30";

    private final HttpSettings settings;
    private final OpenConnections connections;
    private Vertx vertx;
    private HttpServer server;
    private volatile boolean closing;

    public WebhookServer(HttpSettings settings) {
        super(new VertxPlatformHttpServerConfiguration());
        this.settings = settings;
        this.connections = new OpenConnections(settings.maxConnections(), settings.patience(), System::nanoTime);
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
        return server == null ? settings.port() : server.actualPort();
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
        Router router = router();
        HttpServerOptions options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(MAX_TARGET_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        settings.certificate().ifPresent(certificate -> options.setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(certificate))
                .setSslHandshakeTimeout(settings.patience().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        try {
            server = await(vertx.createHttpServer(options)
                    .connectionHandler(this::opened)
                    .requestHandler(router)
                    .listen(settings.port(), settings.host()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The webhook server cannot listen on " + settings.host() + ":"
                    + settings.port() + " (HTTP_HOST, HTTP_PORT): "
                    + e.getCause().getMessage());
        }
        vertx.setPeriodic(Math.min(1_000, settings.patience().toMillis() / 4), passed -> connections.closeOverdue());
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(server.actualPort());
        getCamelContext().getRegistry().bind(name, new BoundedRouter(router, name));
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::admit);
        router.errorHandler(404, this::unknown);
        // Vert.x would write a stack trace for what any stranger can send.
        router.errorHandler(400, request -> answer(request, 400));
        router.errorHandler(413, request -> answer(request, 413));
        return router;
    }

    private void opened(HttpConnection connection) {
        connection.closeHandler(closed -> connections.closed(connection));
        connections.opened(connection);
    }

    private void admit(RoutingContext request) {
        HttpConnection connection = request.request().connection();
        connections.begins(connection);
        request.addEndHandler(ended -> connections.ends(connection));
        if (closing) {
            answer(request, 503);
        } else {
            request.next();
        }
    }

    /** A path that no route has yet, or has no more, is not one that nobody knows. */
    private void unknown(RoutingContext request) {
        answer(request, getCamelContext().isStarted() ? 404 : 503);
    }

    /** What is left of the request is not read, so the connection ends with it. */
    private static void answer(RoutingContext request, int status) {
        HttpServerResponse response = request.response();
        if (response.ended()) {
            return;
        }
        if (status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        response.putHeader(HttpHeaders.CONNECTION, "close")
                .setStatusCode(status)
                .end();
    }

    @Override
    protected void doStop() throws Exception {
        closing = true;
        if (server != null) {
            connections.awaitAnswers(LAST_ANSWERS);
            await(server.close());
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(BIND_SECONDS, TimeUnit.SECONDS);
    }

    /** Platform-http reads bodies up to a limit, and writes no upload to a file. */
    private final class BoundedRouter extends VertxPlatformHttpRouter {

        BoundedRouter(Router router, String name) {
            super(WebhookServer.this, vertx, router, name, SERVER_TYPE_SERVER);
        }

        @Override
        public Handler<RoutingContext> bodyHandler() {
            BodyHandler handler = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
            return request -> {
                request.request().resume();
                handler.handle(request);
            };
        }
    }
}
