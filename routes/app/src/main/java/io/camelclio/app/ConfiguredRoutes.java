package io.camelclio.app;

import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SmokeballSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.main.Main;

/** Tells Camel where the routes and Kamelets are, and which of them are on: for the application and for a replay alike. */
final class ConfiguredRoutes {

    private ConfiguredRoutes() {}

    static void addTo(Main camel, Settings settings) {
        camel.configure().withName("camel-clio");
        camel.setPropertyPlaceholderLocations(RouteProperties.location(settings.routesDir()));
        files(camel, settings.routesDir());
        camel.addOverrideProperty("clio.enabled", String.valueOf(settings.clio().isPresent()));
        camel.addOverrideProperty(
                "smokeball.enabled", String.valueOf(settings.smokeball().isPresent()));
        camel.addOverrideProperty(
                "clio.connection", settings.clio().map(ClioSettings::connection).orElse("off"));
        camel.addOverrideProperty(
                "smokeball.connection",
                settings.smokeball().map(SmokeballSettings::connection).orElse("off"));
        camel.addOverrideProperty(
                "smokeball.webhooks.enabled",
                String.valueOf(settings.smokeballWebhooks().isPresent()));
    }

    private static void files(Main camel, Optional<Path> folder) {
        String routes = folder.map(own -> "file:" + own + "/camel/*.yaml").orElse("classpath:camel/*.yaml");
        camel.configure().withRoutesIncludePattern(routes);
        folder.map(own -> own.resolve("kamelets"))
                .filter(Files::isDirectory)
                .ifPresent(own -> camel.addOverrideProperty("camel.component.kamelet.location", "file:" + own));
    }
}
