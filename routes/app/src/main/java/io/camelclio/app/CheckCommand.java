package io.camelclio.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelclio.app.check.ClioCheck;
import io.camelclio.app.check.Finding;
import io.camelclio.app.check.Finding.Outcome;
import io.camelclio.app.check.KafkaCheck;
import io.camelclio.app.check.PublicUrlCheck;
import io.camelclio.app.check.SmokeballCheck;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.ClioSettings;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.settings.SmokeballSettings;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import io.camelclio.app.smokeball.connection.SmokeballConnections;
import io.camelclio.component.ClioConnection;
import io.camelclio.kafka.topics.TopicException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says line by line whether the application would run, and changes nothing. */
@Command(
        name = "check",
        description = {
            "Say line by line whether settings, tokens, permissions, public addresses, Kafka, topics and rights are in"
                    + " order. Changes nothing.",
            "Ends with 0 when nothing is wrong, 1 when something is, 2 when the settings cannot be read."
        })
class CheckCommand implements Callable<Integer> {

    private static final int SOMETHING_WRONG = 1;
    private static final int WRONG_SET_UP = 2;

    @Option(names = "--json", description = "One JSON object for each line instead of words.")
    private boolean json;

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    @Override
    public Integer call() throws Exception {
        Given given = Given.toThisProcess();
        try {
            Settings settings = Settings.read(given);
            RouteProperties properties = RouteProperties.load(settings.routesDir(), given);
            ConfiguredTopics topics = ConfiguredTopics.read(properties, settings.routesDir());
            Collections collections = Collections.read(settings.routesDir(), properties.value(Collections.PROPERTY));
            Set<String> vendors = Application.vendors(settings, properties);
            if (vendors.isEmpty()) {
                throw new SettingsException(List.of(Settings.NOTHING_TO_DO));
            }
            topics.requireFiles(vendors);
            tell(new Finding(Outcome.OK, "settings", "everything that is needed is there and can be read"));
            clio(settings);
            smokeball(settings, collections);
            properties.beansOf(SmokeballConnection.class).stream()
                    .sorted()
                    .map(bean -> notLookedAt("Smokeball", bean))
                    .forEach(this::tell);
            properties.beansOf(ClioConnection.class).stream()
                    .sorted()
                    .map(bean -> notLookedAt("Clio", bean))
                    .forEach(this::tell);
            new KafkaCheck(settings.kafka(), topics, vendors, this::tell).run();
        } catch (SettingsException | TopicException | IllegalArgumentException e) {
            tell(new Finding(Outcome.WRONG, "settings", e.getMessage()));
            return WRONG_SET_UP;
        }
        if (!json) {
            System.out.println(summary());
        }
        return counts.containsKey(Outcome.WRONG) ? SOMETHING_WRONG : 0;
    }

    private static Finding notLookedAt(String vendor, String bean) {
        return new Finding(Outcome.SKIPPED, vendor, "the further account of bean " + bean + " is not looked at");
    }

    private void clio(Settings settings) throws InterruptedException {
        if (settings.clio().isEmpty()) {
            tell(new Finding(Outcome.SKIPPED, "Clio", "is off: none of its settings is given"));
            return;
        }
        ClioSettings clio = settings.clio().get();
        CamelContext context = new DefaultCamelContext();
        ClioConnection connection = ConfiguredConnection.of(clio);
        connection.setCamelContext(context);
        String ours = clio.webhooksAddress();
        try {
            connection.start();
            new ClioCheck(connection, this::tell).run(ours);
        } finally {
            connection.stop();
            context.stop();
        }
        new PublicUrlCheck(this::tell).shakeHands(URI.create(ours + "activity"));
    }

    private void smokeball(Settings settings, Collections collections) throws Exception {
        if (settings.smokeball().isEmpty()) {
            tell(new Finding(Outcome.SKIPPED, "Smokeball", "is off: none of its settings is given"));
            return;
        }
        SmokeballSettings smokeball = settings.smokeball().get();
        CamelContext context = new DefaultCamelContext();
        try {
            SmokeballConnection connection = ConfiguredConnection.of(smokeball, settings.smokeballWebhooks());
            context.getRegistry().bind("smokeball", connection);
            SmokeballConnections.start(context);
            context.start();
            new SmokeballCheck(connection, collections, this::tell)
                    .run(settings.smokeballWebhooks().isPresent());
        } finally {
            context.stop();
        }
        if (settings.smokeballWebhooks().isPresent()) {
            String address =
                    settings.smokeballWebhooks().get().publicUrl().toString().replaceAll("/+$", "");
            new PublicUrlCheck(this::tell).unsigned(URI.create(address + "/smokeball/" + smokeball.connection()));
        }
    }

    private void tell(Finding finding) {
        counts.merge(finding.outcome(), 1, Integer::sum);
        String outcome = finding.outcome().name().toLowerCase(Locale.ROOT);
        if (json) {
            System.out.println(JsonNodeFactory.instance
                    .objectNode()
                    .put("outcome", outcome)
                    .put("area", finding.area())
                    .put("message", finding.message()));
        } else {
            System.out.printf("%-8s %-11s %s%n", outcome, finding.area(), finding.message());
        }
    }

    private String summary() {
        int wrong = counts.getOrDefault(Outcome.WRONG, 0);
        int look = counts.getOrDefault(Outcome.LOOK, 0);
        return wrong == 0 && look == 0
                ? "Everything is in order."
                : wrong + " wrong, " + look + " to look at, " + counts.getOrDefault(Outcome.OK, 0) + " ok.";
    }
}
