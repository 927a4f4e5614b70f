package io.camelclio.app;

import io.camelclio.app.kafka.LedReading;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.KeptReads;
import io.camelclio.app.smokeball.SmokeballCollections;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.collection.Events;
import io.camelclio.app.smokeball.connection.ExpectedWebhooks;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.smokeball.connection.SmokeballConnections;
import io.camelclio.app.smokeball.webhook.WebhookBeans;
import io.camelclio.kafka.clients.ClientUse;
import io.camelclio.kafka.leadership.KafkaClusterService;
import io.camelclio.kafka.state.KafkaStateRepository;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.MemoryKnownRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/**
 * What Smokeball's routes name: a connection for each account, the reading of its collections and, where they are asked for,
 * its webhooks.
 */
final class SmokeballParts {

    private static final String ACCOUNT = "smokeball";
    private static final String HINT_PERIOD = "smokeball.hint.period";
    private static final long LONGEST_HINT_PERIOD = Duration.ofHours(1).toMillis();

    private final Settings settings;
    private final Collections collections;
    private final Events events;

    private SmokeballParts(Settings settings, Collections collections, Events events) {
        this.settings = settings;
        this.collections = collections;
        this.events = events;
    }

    /**
     * @throws SettingsException when a file of the routes' folder is not as it should be, or a setting names no collection or
     *     means nothing
     */
    static SmokeballParts read(Settings settings, RouteProperties properties) throws SettingsException {
        checkHintPeriod(properties);
        Collections collections = Collections.read(settings.routesDir(), properties.value(Collections.PROPERTY));
        return new SmokeballParts(settings, collections, Events.read(settings.routesDir(), collections));
    }

    /** Camel's scheduler would take half a second for none and for a negative one, without a word. */
    private static void checkHintPeriod(RouteProperties properties) throws SettingsException {
        Optional<String> period = properties.value(HINT_PERIOD);
        if (period.filter(SmokeballParts::isNoHintPeriod).isPresent()) {
            throw new SettingsException(List.of("Property " + HINT_PERIOD + " is '" + period.get()
                    + "'; allowed is a whole number of milliseconds from 1 to " + LONGEST_HINT_PERIOD));
        }
    }

    private static boolean isNoHintPeriod(String text) {
        return !text.matches("[1-9]\\d{0,8}") || Long.parseLong(text) > LONGEST_HINT_PERIOD;
    }

    /** Which of the collections are read. */
    Map<String, String> routeProperties() {
        Map<String, String> properties = new HashMap<>();
        for (String entity : collections.entities()) {
            properties.put("smokeball." + entity + ".enabled", String.valueOf(collections.isOn(entity)));
        }
        return properties;
    }

    /** Binds the settings' account; others are beans of the team's. */
    void bindAccount(CamelContext context) {
        settings.smokeball()
                .map(account -> ConfiguredConnection.of(account, settings.smokeballWebhooks()))
                .ifPresent(connection -> context.getRegistry().bind(ACCOUNT, connection));
    }

    /** Binds for each account what reads its collections and, where it has some, what its webhooks need. */
    void bindAccounts(
            CamelContext context,
            KafkaStateRepository cursors,
            Optional<KnownRecords> known,
            int mostKnownRecords,
            String hintTopic) {
        context.getRegistry().bind(Collections.BEAN, collections);
        KafkaClusterService leadership = context.hasService(KafkaClusterService.class);
        SmokeballConnections.start(context).forEach((bean, connection) -> {
            context.getRegistry().bind(bean + "Live", connection.live());
            context.getRegistry()
                    .bind(
                            bean + "Collections",
                            new SmokeballCollections(
                                    connection,
                                    collections,
                                    new KeptReads(cursors, cursors::keys),
                                    known,
                                    new MemoryKnownRecords(mostKnownRecords),
                                    leadership::term,
                                    Clock.systemUTC()));
            connection
                    .expectedWebhooks()
                    .ifPresent(expected -> bindWebhooks(context, bean, connection, expected, cursors, hintTopic));
        });
    }

    /** Binds what receives an account's webhooks, keeps their subscription and reads their hints. */
    private void bindWebhooks(
            CamelContext context,
            String bean,
            SmokeballConnection connection,
            ExpectedWebhooks expected,
            KafkaStateRepository cursors,
            String hintTopic) {
        WebhookBeans beans =
                new WebhookBeans(context, bean, expected, events, collections::isOn, cursors, Clock.systemUTC());
        KafkaClusterService leadership = context.hasService(KafkaClusterService.class);
        LedReading reading = new LedReading(
                hintTopic,
                settings.kafka().client(ClientUse.READING),
                cursors,
                "smokeball/" + connection.getName() + "/hints",
                () -> leadership.term("smokeball-" + connection.getName()),
                beans.hints());
        context.getRegistry().bind(bean + "Webhooks", beans.receiver());
        context.getRegistry().bind(bean + "Subscription", beans.subscription());
        context.getRegistry().bind(bean + "Hints", reading);
        Application.addService(context, beans);
        Application.addService(context, reading);
    }
}
