package io.camelclio.component.webhook;

import io.camelclio.component.ClioConnection;
import io.camelclio.testkit.clio.ClioSandbox;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** A plain Camel application with an HTTP server on a free port and {@code clio-webhook} routes, without Kafka. */
final class WebhookApplication implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ClioWebhookComponent component = new ClioWebhookComponent(context);
    private final ClioConnection connection = new ClioConnection();
    private final URI server;

    /** An application that has not started yet; its HTTP server has. */
    WebhookApplication(ClioSandbox clio) throws Exception {
        connection.setName("sandbox");
        connection.setApiUrl(clio.baseUri().toString());
        connection.setClientId(clio.clientId());
        connection.setClientSecret(clio.clientSecret());
        connection.setRefreshToken(clio.refreshToken());
        connection.setRequestTimeout(Duration.ofSeconds(5));
        component.setConnection(connection);
        context.getShutdownStrategy().setTimeout(5);
        context.addComponent("clio-webhook", component);

        MainHttpServer http = new MainHttpServer();
        http.setCamelContext(context);
        http.setHost("127.0.0.1");
        http.setPort(0);
        context.addService(http, true, true);
        context.build();
        http.start();
        server = URI.create(
                "http://127.0.0.1:" + http.getRouter().getServer().getServer().actualPort());
        component.setPublicUrl(server.toString());
    }

    /** Has Clio deliver to an address in front of this application's own. */
    WebhookApplication behind(URI publicUrl) {
        component.setPublicUrl(publicUrl.toString());
        return this;
    }

    /** The HTTP server's own address. */
    URI server() {
        return server;
    }

    CamelContext context() {
        return context;
    }

    ClioWebhookComponent component() {
        return component;
    }

    ClioConnection connection() {
        return connection;
    }

    /** Adds a route from {@code clio-webhook:}{@code what}; its id is the model. */
    WebhookApplication route(String what, Processor processor) throws Exception {
        return routeWithSteps(what, route -> route.process(processor));
    }

    WebhookApplication routeWithSteps(String what, Consumer<RouteDefinition> steps) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("clio-webhook:" + what).routeId(what.replaceAll("\\?.*", "")));
            }
        });
        return this;
    }

    WebhookApplication start() {
        context.start();
        return this;
    }

    /** Where Clio delivers a model. */
    URI url(String model) {
        return server.resolve("/clio/sandbox/webhooks/" + model);
    }

    @Override
    public void close() {
        context.stop();
    }
}
