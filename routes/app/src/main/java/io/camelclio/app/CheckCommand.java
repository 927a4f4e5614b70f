package io.camelclio.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.camelclio.app.check.Finding;
import io.camelclio.app.check.Finding.Outcome;
import io.camelclio.app.check.KafkaCheck;
import io.camelclio.app.kafka.ConfiguredTopics;
import io.camelclio.app.kafka.RouteProperties;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.kafka.topics.TopicException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says line by line whether the application would run, and changes nothing. */
@Command(
        name = "check",
        description = "Say line by line whether settings, tokens, permissions, public addresses, Kafka, topics and"
                + " rights are in order. Changes nothing.",
        exitCodeList = {
            "0:when nothing is wrong",
            "1:when something is",
            "2:when the call is wrong, or the settings cannot be read"
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
            new AccountsCheck(settings, properties, collections, this::tell).run();
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
