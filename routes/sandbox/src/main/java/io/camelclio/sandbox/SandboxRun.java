package io.camelclio.sandbox;

import io.camelclio.app.sandbox.PlayedParts;
import io.camelclio.app.sandbox.SandboxLauncher;
import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Part;
import io.camelclio.app.settings.SandboxSettings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.testkit.clio.ClioSandbox;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.smokeball.SmokeballSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts what is played, telling a person what happens meanwhile. */
public final class SandboxRun implements SandboxLauncher {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final long startedAt = System.nanoTime();

    @Override
    public PlayedParts launch(Set<Part> parts, Given given) throws Exception {
        SandboxSettings settings = SandboxSettings.read(given);
        if (!parts.contains(Part.KAFKA) && given.value("KAFKA_BROKERS").isEmpty()) {
            throw new SettingsException(
                    List.of("The sandbox reads the topics back with a client of its own; to run it on a"
                            + " cluster that is there, set KAFKA_BROKERS"));
        }
        Stage stage = new Stage();
        try {
            if (parts.contains(Part.KAFKA)) {
                stage.kafka = Optional.of(broker(settings));
            }
            if (parts.contains(Part.CLIO)) {
                // Clio tries again after 2, 4, 8 … minutes; a run of seconds needs a faster clock.
                stage.clio =
                        Optional.of(ClioSandbox.builder().retryBase(FIRST_RETRY).start());
                say("Clio sandbox at " + stage.clio.get().baseUri());
            }
            if (parts.contains(Part.SMOKEBALL)) {
                stage.smokeball = Optional.of(SmokeballSandbox.builder().start());
                say("Smokeball sandbox at " + stage.smokeball.get().apiUri());
            }
        } catch (Exception e) {
            stage.close();
            throw e;
        }
        say("Starting the routes …");
        return new PlayedSandbox(stage, given, settings);
    }

    private EmbeddedKafka broker(SandboxSettings settings) {
        say("Starting the Kafka broker …");
        EmbeddedKafka.Builder builder = EmbeddedKafka.builder().port(settings.kafkaPort());
        settings.kafkaData().ifPresent(builder::dataFolder);
        EmbeddedKafka kafka = builder.build().start();
        say("Kafka broker at " + kafka.bootstrapServers() + ": any Kafka client can read the topics meanwhile");
        return kafka;
    }

    private void say(String what) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - startedAt) / 1e9, what);
    }
}
