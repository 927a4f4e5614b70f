package io.camelclio.component.action;

import io.camelclio.component.ClioConnection;
import io.camelclio.testkit.clio.ClioSandbox;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;

/** A plain Camel application with an HTTP server on a free port and {@code clio-action} routes. */
final class ActionApplication implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final URI server;

    /** An application that has not started yet; its HTTP server has. */
    ActionApplication() throws Exception {
        context.getShutdownStrategy().setTimeout(5);
        MainHttpServer http = new MainHttpServer();
        http.setCamelContext(context);
        http.setHost("127.0.0.1");
        http.setPort(0);
        context.addService(http, true, true);
        context.build();
        http.start();
        server = URI.create(
                "http://127.0.0.1:" + http.getRouter().getServer().getServer().actualPort());
    }

    CamelContext context() {
        return context;
    }

    /** Binds the connection of one user, by an access token. */
    ActionApplication connection(String name, ClioSandbox clio, String accessToken) {
        bound(name, clio).setAccessToken(accessToken);
        return this;
    }

    /** Binds the connection of one user, by a refresh token. */
    void refreshingConnection(String name, ClioSandbox clio, String refreshToken) {
        ClioConnection connection = bound(name, clio);
        connection.setClientId(clio.clientId());
        connection.setClientSecret(clio.clientSecret());
        connection.setRefreshToken(refreshToken);
    }

    private ClioConnection bound(String name, ClioSandbox clio) {
        ClioConnection connection = new ClioConnection();
        connection.setName(name);
        connection.setApiUrl(clio.baseUri().toString());
        connection.setRequestTimeout(Duration.ofSeconds(5));
        context.getRegistry().bind(name, connection);
        return connection;
    }

    /** Adds a route from {@code uri}. */
    ActionApplication route(String uri, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(uri.replaceAll("\\?.*", "")).process(processor);
            }
        });
        return this;
    }

    ActionApplication start() {
        context.start();
        return this;
    }

    URI url(String path) {
        return server.resolve(path);
    }

    @Override
    public void close() {
        context.stop();
    }
}
