package io.camelclio.app;

import io.camelclio.app.check.ClioCheck;
import io.camelclio.app.check.Finding;
import io.camelclio.app.check.Finding.Outcome;
import io.camelclio.app.check.PublicUrlCheck;
import io.camelclio.app.check.SmokeballCheck;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.ExpectedWebhooks;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.smokeball.connection.SmokeballConnections;
import io.camelclio.component.ClioConnection;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/**
 * Looks at every account that the application would use: that of the settings, and the further ones, which a team's
 * properties make as beans. Camel makes these here as it does there, without routes and without the team's other beans.
 */
final class AccountsCheck {

    private static final String OF_SETTINGS = "smokeball";

    private final Settings settings;
    private final RouteProperties properties;
    private final Collections collections;
    private final Consumer<Finding> findings;

    AccountsCheck(Settings settings, RouteProperties properties, Collections collections, Consumer<Finding> findings) {
        this.settings = settings;
        this.properties = properties;
        this.collections = collections;
        this.findings = findings;
    }

    /** @throws SettingsException when an account's bean cannot be made of its properties */
    void run() throws SettingsException, IOException, InterruptedException {
        Main camel = withBeans();
        try {
            start(camel);
            clio(camel.getCamelContext());
            smokeball(camel.getCamelContext());
        } finally {
            camel.stop();
        }
    }

    private static void start(Main camel) throws SettingsException {
        try {
            camel.start();
        } catch (Exception e) {
            throw StartFailure.of(e);
        }
    }

    private Main withBeans() {
        Set<String> accounts = new HashSet<>(properties.beansOf(ClioConnection.class));
        accounts.addAll(properties.beansOf(SmokeballConnection.class));
        Main camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.configure().withRoutesCollectorEnabled(false);
        for (String name : properties.names()) {
            if (!name.startsWith("camel.")
                    || accounts.contains(name.replaceFirst("^camel\\.beans\\.([^.]+).*", "$1"))) {
                properties.value(name).ifPresent(value -> camel.addInitialProperty(name, value));
            }
        }
        return camel;
    }

    private void clio(CamelContext context) throws InterruptedException {
        Optional<ClioSettings> clio = settings.clio();
        if (clio.isEmpty()) {
            findings.accept(new Finding(Outcome.SKIPPED, "Clio", "is off: none of its settings is given"));
        } else {
            String ours = clio.get().webhooksAddress();
            look(ConfiguredConnection.of(clio.get()), context, connection -> ClioCheck.of(connection, findings)
                    .run(Optional.of(ours)));
            new PublicUrlCheck(findings).shakeHands(URI.create(ours + "activity"));
        }
        for (ClioConnection further :
                new TreeMap<>(context.getRegistry().findByTypeWithName(ClioConnection.class)).values()) {
            look(further, context, connection -> ClioCheck.ofFurther(connection, findings)
                    .run(clio.map(known -> known.webhooksAddressOf(connection.getName()))));
        }
    }

    private static void look(ClioConnection connection, CamelContext context, Consumer<ClioConnection> check) {
        connection.setCamelContext(context);
        try {
            connection.start();
            check.accept(connection);
        } finally {
            connection.stop();
        }
    }

    private void smokeball(CamelContext context) throws IOException, InterruptedException {
        if (settings.smokeball().isEmpty()) {
            findings.accept(new Finding(Outcome.SKIPPED, "Smokeball", "is off: none of its settings is given"));
        } else {
            context.getRegistry()
                    .bind(
                            OF_SETTINGS,
                            ConfiguredConnection.of(settings.smokeball().get(), settings.smokeballWebhooks()));
        }
        for (Map.Entry<String, SmokeballConnection> account :
                SmokeballConnections.start(context).entrySet()) {
            SmokeballConnection connection = account.getValue();
            SmokeballCheck check = account.getKey().equals(OF_SETTINGS)
                    ? SmokeballCheck.of(connection, collections, findings)
                    : SmokeballCheck.ofFurther(connection, collections, findings);
            Optional<ExpectedWebhooks> webhooks = connection.expectedWebhooks();
            check.run(webhooks.isPresent());
            if (webhooks.isPresent()) {
                new PublicUrlCheck(findings).unsigned(webhooks.get().address(connection.getName()));
            }
        }
    }
}
