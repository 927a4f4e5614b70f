package io.camelclio.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.webhook.ClioWebhookComponent;
import io.camelclio.component.webhook.ClioWebhookEndpoint;
import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.clients.ClientUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivingTimesTest {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(
            new ClioWebhookEndpoint("clio-webhook:matter", new ClioWebhookComponent(), "matter").getTimeout());

    @Test
    void thePackagedTimesFitIntoTheDefaultTimeoutOfAWebhook() {
        assertThat(times(null).tooLongFor("clio-webhook:matter", DEFAULT_TIMEOUT))
                .isEmpty();
    }

    @Test
    void tellsWhatDoesNotFitAndWhatToDo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("client.properties"), "delivery.timeout.ms=120000\nrequest.timeout.ms=30000\n");

        assertThat(times(file).tooLongFor("clio-webhook:matter", DEFAULT_TIMEOUT))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("clio-webhook:matter", "4000 ms", "120000 ms (delivery.timeout.ms)")
                        .contains("raise timeout", "KAFKA_CLIENT_CONFIG"));
        assertThat(times(file).tooLongFor("clio-webhook:matter", Duration.ofSeconds(121)))
                .isEmpty();
    }

    private static ReceivingTimes times(Path file) {
        return ReceivingTimes.of(ClientSettings.merge(ClientUse.RECEIVING, "127.0.0.1:9092", file));
    }
}
