package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.http.LoadBalancer;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A process has to know its secrets. Whoever keeps a text with a secret in it, though, is about to show it: in the memory
 * of one that has received, polled and renewed its tokens, no string holds more than a secret, or the header that shows
 * a token to the vendor.
 */
@Tag("full")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SecretsInMemoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void noStringHoldsMoreThanASecret() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.builder().start();
                LoadBalancer balancer = LoadBalancer.start();
                Bridge bridge = Bridge.on(kafka)
                        .clio()
                        .smokeball()
                        .set("CLIO_PUBLIC_URL", balancer.baseUri().toString())
                        .prepare()) {
            Bridge.applyTopics(kafka);
            try (ApplicationProcess application = bridge.startCopyProcess("watched", folder)) {
                balancer.add(application.address());
                await("the application").atMost(PATIENCE).until(application::isReady);
                bridge.awaitSubscriptions(PATIENCE);
                awaitChangesOnKafka(bridge);
                bridge.clio().revokeTokens();
                bridge.smokeball().revokeTokens();
                awaitChangesOnKafka(bridge);
                Pattern secret = secrets(bridge);

                Path dump = folder.resolve("heap.hprof");
                application.dumpHeap(dump);

                List<String> strings = HeapStrings.with(secret, dump).toList();
                assertThat(strings)
                        .contains(
                                bridge.clio().clientSecret(), bridge.smokeball().apiKey())
                        .allMatch(Pattern.compile("(Bearer )?(" + secret + ")").asMatchPredicate());
            }
        }
    }

    private static void awaitChangesOnKafka(Bridge bridge) throws Exception {
        long delivered = bridge.clio()
                .records("contacts")
                .create(Map.of("type", "Person", "name", "Ada"))
                .id();
        long polled = bridge.clio()
                .records("activity_rates")
                .create(Map.of("rate", 1))
                .id();
        String code = bridge.smokeball()
                .activityCodes()
                .create("{\"description\":\"Research\"}")
                .id();
        bridge.awaitRecord("clio.contact.v1", delivered);
        bridge.awaitRecord("clio.activity_rate.v1", polled);
        bridge.awaitRecord("smokeball.activity_code.v1", code);
    }

    /** Access tokens as the sandboxes invent them, and everything else as it is. */
    private static Pattern secrets(Bridge bridge) {
        Stream<String> known = Stream.of(
                bridge.clio().clientSecret(),
                bridge.clio().refreshToken(),
                bridge.smokeball().apiKey(),
                bridge.smokeball().clientSecret());
        Stream<String> ofWebhooks = bridge.clio().records("webhooks").all().stream()
                .map(webhook -> webhook.json().path("shared_secret").asText());
        return Pattern.compile(
                Stream.concat(known, ofWebhooks).map(Pattern::quote).collect(Collectors.joining("|")) + "|"
                        + SecretsTest.ACCESS_TOKEN);
    }
}
