package io.camelclio.docs;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.ClioConnection;
import io.camelclio.component.webhook.ClioWebhookComponent;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * An application that takes routes as far as their consumers and producers, which is where every option is checked, and
 * runs none of them: nobody is called. Its own connection and those named {@code us}, {@code alice} and {@code bob} lead
 * nowhere.
 */
final class ExampleApplication implements AutoCloseable {

    private static final String NOWHERE = "http://127.0.0.1:9";

    private final DefaultCamelContext context = new DefaultCamelContext();

    ExampleApplication() {
        context.setAutoStartup(false);
        context.getPropertiesComponent().addPropertiesSource(new Credentials());
        ClioComponent clio = new ClioComponent();
        clio.setConnection(connection("own"));
        context.addComponent("clio", clio);
        ClioWebhookComponent webhooks = new ClioWebhookComponent();
        webhooks.setPublicUrl("https://clio.example.com");
        context.addComponent("clio-webhook", webhooks);
        for (String name : List.of("us", "alice", "bob")) {
            context.getRegistry().bind(name, connection(name));
        }
        context.start();
    }

    private static ClioConnection connection(String name) {
        ClioConnection connection = new ClioConnection();
        connection.setName(name);
        connection.setApiUrl(NOWHERE);
        connection.setAccessToken("none");
        return connection;
    }

    void loadYaml(String code) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("example.yaml", code));
        checkRoutes();
    }

    void loadJava(RoutesBuilder routes) throws Exception {
        context.addRoutes(routes);
        checkRoutes();
    }

    /** The endpoint that a route sends to. */
    void checkProducer(String uri) throws Exception {
        context.getEndpoint(uri).createProducer();
    }

    /** The endpoint that a route begins with. */
    void checkConsumer(String uri) throws Exception {
        context.getEndpoint(uri).createConsumer(exchange -> {});
    }

    private void checkRoutes() throws Exception {
        for (RouteDefinition route : context.getRouteDefinitions()) {
            checkConsumer(route.getInput().getEndpointUri());
            for (ToDefinition to :
                    ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)) {
                checkProducer(to.getEndpointUri());
            }
        }
    }

    int routes() {
        return context.getRouteDefinitions().size();
    }

    int connections() {
        return context.getRegistry().findByType(ClioConnection.class).size();
    }

    @Override
    public void close() {
        context.stop();
    }

    /** What examples take from the application's properties. */
    private static final class Credentials implements PropertiesSource {

        @Override
        public String getName() {
            return "credentials";
        }

        @Override
        public String getProperty(String name) {
            return name.matches(".*(client-id|client-secret|refresh-token)") ? "none" : null;
        }
    }
}
