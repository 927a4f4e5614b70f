package io.camelclio.app;

import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.letters.RestoredMessage;
import io.camelclio.app.letters.TransactionalProducers;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.component.ClioComponent;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.components.KafkaComponents;
import io.camelclio.kafka.letters.DeadLetter;
import io.camelclio.kafka.letters.Destination;
import io.camelclio.kafka.letters.ImpassableException;
import io.camelclio.kafka.letters.Road;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/**
 * The application's routes without what feeds them: no poll, no server, no leadership. A letter sets out on the route that
 * it took before, so all its steps have their say again, the team's own too, and it goes where that route leads now.
 */
final class ReplayRoutes implements Road, AutoCloseable {

    /** A route that another one calls keeps its entrance. */
    private static final Pattern INNER = Pattern.compile("(direct|kamelet:(//)?source\\b(?!-)).*");

    private static final String ENTRANCE = "direct:replay-";
    private static final String ENTRANCE_URI = "direct://replay-";

    private final Main camel = new Main();
    private final TransactionalProducers producers = new TransactionalProducers();
    private final Settings settings;
    private ProducerTemplate template;

    private ReplayRoutes(Settings settings) {
        this.settings = settings;
    }

    /** @throws SettingsException naming what keeps the routes from starting */
    static ReplayRoutes start(Settings settings, RouteProperties properties, ConfiguredTopics topics)
            throws SettingsException {
        ReplayRoutes routes = new ReplayRoutes(settings);
        try {
            routes.start(properties, topics);
            return routes;
        } catch (Exception e) {
            routes.close();
            throw StartFailure.of(e);
        }
    }

    private void start(RouteProperties properties, ConfiguredTopics topics) throws Exception {
        ConfiguredRoutes.addTo(camel, settings);
        SmokeballParts.read(settings, properties).routeProperties().forEach(camel::addOverrideProperty);
        topics.routeProperties().forEach(camel::addOverrideProperty);
        // What these routes receive only says what to read again, and they name what only the application has.
        camel.addOverrideProperty("smokeball.webhooks.enabled", "false");
        properties
                .beansOf(SmokeballConnection.class)
                .forEach(bean -> camel.addOverrideProperty(bean + ".webhooks.enabled", "false"));
        camel.addMainListener(new BeforeRoutes());
        camel.start();
        template = camel.getCamelContext().createProducerTemplate();
    }

    @Override
    public void take(DeadLetter letter, Destination destination) throws ImpassableException {
        CamelContext context = camel.getCamelContext();
        String id = letter.header(DeadLetter.ROUTE).orElse("");
        Route route = context.getRoute(id);
        if (route == null || !route.getEndpoint().getEndpointUri().startsWith(ENTRANCE_URI)) {
            throw new ImpassableException(
                    "its route is not among those that are on now (its name stands in the letter's header source_route)");
        }
        Exchange exchange = new DefaultExchange(context);
        RestoredMessage.fill(exchange.getMessage(), letter);
        producers.leadTo(destination);
        try {
            template.send(route.getEndpoint(), exchange);
        } finally {
            producers.leadTo(null);
        }
        if (exchange.isFailed() || exchange.isRollbackOnly()) {
            throw new ImpassableException("its route failed (%s), and keeps no dead letter of such a failure"
                    .formatted(
                            exchange.getException() == null
                                    ? "rolled back"
                                    : exchange.getException().getClass().getName()));
        }
    }

    @Override
    public void close() {
        camel.stop();
    }

    private final class BeforeRoutes extends MainListenerSupport {

        @Override
        public void beforeConfigure(BaseMainSupport main) {
            CamelContext context = main.getCamelContext();
            context.getCamelContextExtension().getContextPlugin(Model.class).addModelLifecycleStrategy(new Entrances());
            KafkaComponents.register(
                    context,
                    settings.kafka().client(ClientUse.RECEIVING),
                    settings.kafka().client(ClientUse.PULLING),
                    producers);
            settings.clio().ifPresent(clio -> clio(context, clio));
        }

        /** A step of a route may ask Clio for more. */
        private void clio(CamelContext context, ClioSettings clio) {
            ClioComponent component = new ClioComponent();
            component.setConnection(ConfiguredConnection.of(clio));
            context.addComponent("clio", component);
        }
    }

    /** Leads each route from an entrance of its own instead of from its source. */
    private static final class Entrances extends ModelLifecycleStrategySupport {

        private int number;

        @Override
        public void onAddRouteDefinition(RouteDefinition route) {
            String source = route.getInput().getEndpointUri();
            if (!INNER.matcher(source).matches()) {
                number++;
                route.getInput().setUri(ENTRANCE + number);
            }
        }
    }
}
