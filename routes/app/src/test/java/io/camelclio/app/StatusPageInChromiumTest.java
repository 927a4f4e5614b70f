package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.clio.LegalPractice;
import io.camelclio.testkit.http.Faults;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.EmbeddedKafkaExtension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The status page as a person sees it, in a real Chromium with the played vendors: while all is well, while it cannot draw,
 * with a subscription about to expire, with the broker stopped, and after the application is gone. Skipped with the reason
 * where no browser is, unless {@code -Dbrowser.required=true}. With {@code -Ddocs.write=true} its screenshots become those of
 * the documentation.
 */
@Tag("full")
@ExtendWith(EmbeddedKafkaExtension.class)
class StatusPageInChromiumTest {

    private static final long SEED = 20261122L;
    private static final byte[] UNREADABLE = "{\"data\":{\"id\":".getBytes(StandardCharsets.UTF_8);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path DOCUMENTED = Path.of("src/docs");

    @Test
    void tellsHowThingsStandAndSaysSoWhenItDoesNotKnow(EmbeddedKafka kafka) throws Exception {
        Optional<String> missing = ChromiumReader.missing();
        if (Boolean.getBoolean("browser.required")) {
            assertThat(missing).as("what this test needs").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> "The page is not tried in a browser: " + missing.orElseThrow());
        try (Bridge bridge = Bridge.on(kafka)
                        .clio(vendor -> vendor.rateLimit(1_200, Duration.ofMinutes(1)))
                        .smokeball()
                        .latestState()
                        .start();
                ChromiumReader browser = ChromiumReader.open(bridge.management("/status"))) {
            work(bridge);
            List<JsonNode> flow = browser.look("flow", "unreadable_record", SOON);
            theFlowIsThere(flow);

            thePageSaysThatItFails(browser.look("page-fails", "This page failed", SOON));

            letSubscriptionExpire(bridge, "matter");
            List<JsonNode> expiring = browser.look("expiring", "Expiring", SOON);
            assertSound(expiring);
            views(expiring).forEach(view -> {
                assertThat(view.path("verdict").asText()).contains("need");
                assertThat(view.path("subscriptions").asText()).containsPattern("(?s)matter.*Expiring.*2 h \\d+ min");
                assertThat(view.path("text").asText()).contains("it is tried again by itself until then");
            });

            kafka.stop();
            bridge.clio().records("contacts").create(Map.of("type", "Person"));
            List<JsonNode> stopped = browser.look("broker-stopped", "Records were not acknowledged", SOON);
            assertSound(stopped);
            views(stopped)
                    .forEach(view -> assertThat(view.path("text").asText()).contains("look at the brokers"));

            bridge.stopApplication();
            theEndIsNotHidden(browser.look("gone", "No data for", SOON));
        } finally {
            kafka.restart();
        }
    }

    /** Some of everything that a firm does, and something that nobody can read. */
    private static void work(Bridge bridge) {
        LegalPractice practice = new LegalPractice(bridge.clio(), SEED);
        practice.populate();
        for (int change = 0; change < 150; change++) {
            practice.nextChange();
        }
        for (int change = 0; change < 12; change++) {
            bridge.smokeball().nextChange();
        }
        await("a dead letter")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.clio().intruder().sendSigned("matter", UNREADABLE), answer -> answer == 200);
    }

    /** Restarted while Clio refuses to prolong it. */
    private static void letSubscriptionExpire(Bridge bridge, String model) throws Exception {
        long id = bridge.webhookId(model);
        bridge.clio()
                .webhooks()
                .change(
                        id,
                        Map.of(
                                "expires_at",
                                Instant.now().plus(3, ChronoUnit.HOURS).toString()));
        bridge.clio()
                .faults()
                .answerNext(Faults.UNTIL_CLEARED, 500, path -> path.endsWith("/webhooks/" + id + ".json"));
        bridge.restart();
    }

    private static void theFlowIsThere(List<JsonNode> found) throws Exception {
        assertSound(found);
        views(found).forEach(view -> {
            assertThat(view.path("state").asText()).isEqualTo("fresh");
            assertThat(view.path("freshness").asText()).startsWith("As of ");
            assertThat(view.path("picture").asText())
                    .contains(
                            "webhook contact, to clio.contact.v1: ",
                            "poll activity_code, to smokeball.activity_code.v1")
                    .containsPattern("[0-9.]+/s");
            assertThat(view.path("charts")).hasSize(2);
            assertThat(view.at("/charts/0").asText()).contains("minutes without data");
            assertThat(view.path("subscriptions").asText().lines().filter(line -> line.contains("Live")))
                    .hasSize(10);
            assertThat(view.path("text").asText()).contains("dead-letters show <id>");
            assertThat(view.path("landmarks")).hasSize(3);
            assertThat(texts(view.path("headings"))).startsWith("h1 camel-clio", "h2 At a glance", "h2 Troubles");
        });
        JsonNode keyboard = found.get(found.size() - 2).path("keyboard");
        assertThat(keyboard.findValuesAsText("name"))
                .containsExactly(
                        "Skip to the content",
                        "Pause",
                        "The flow as a table",
                        "The chart as a table",
                        "The chart as a table",
                        "health",
                        "metrics",
                        "this page's data");
        assertThat(keyboard.findValues("seen")).allMatch(JsonNode::asBoolean);
        if (Boolean.getBoolean("docs.write")) {
            document("desktop-light", 1_090);
            document("desktop-dark", 1_090);
            document("phone-light", 1_090);
        }
    }

    /** What can be drawn is there all the same, and the next scene shows that it goes on. */
    private static void thePageSaysThatItFails(List<JsonNode> found) {
        assertThat(views(found)).hasSize(4);
        views(found).forEach(view -> {
            assertThat(view.path("verdict").asText())
                    .contains("This page failed")
                    .doesNotContain("well");
            assertThat(view.path("freshness").asText()).startsWith("As of ");
            assertThat(view.path("subscriptions").asText()).contains("Live");
            assertThat(view.at("/axe/grave")).isEmpty();
        });
        assertThat(texts(found.get(found.size() - 1).path("errors")))
                .isNotEmpty()
                .allMatch(error ->
                        error.contains("This page failed: flow") || error.contains("This page failed: budgets"));
    }

    /** Its upper part is enough for a reader. */
    private static void document(String view, int height) throws IOException {
        BufferedImage whole =
                ImageIO.read(ChromiumReader.screenshot("flow", view).toFile());
        BufferedImage upper = whole.getSubimage(0, 0, whole.getWidth(), Math.min(height, whole.getHeight()));
        Files.createDirectories(DOCUMENTED);
        ImageIO.write(
                upper, "png", DOCUMENTED.resolve("status-" + view + ".png").toFile());
    }

    private static void theEndIsNotHidden(List<JsonNode> found) {
        assertThat(views(found)).hasSize(4);
        views(found).forEach(view -> {
            assertThat(view.path("state").asText()).isEqualTo("old");
            assertThat(view.path("freshness").asText()).matches("No data for \\d+ (s|min)");
            assertThat(view.path("verdict").asText()).contains("No data: the application does not answer");
            assertThat(view.path("tiles").asText()).contains("–").doesNotContainPattern("\\d");
            assertThat(view.path("picture").asText()).contains("not known now").doesNotContain("/s");
            assertThat(view.at("/axe/grave")).isEmpty();
        });
        // The browser's own line on a server that is not there, and no other.
        assertThat(texts(found.get(found.size() - 1).path("errors")))
                .allMatch(error -> error.contains("ERR_CONNECTION_REFUSED"));
    }

    private static void assertSound(List<JsonNode> found) {
        assertThat(texts(found.get(found.size() - 1).path("errors")))
                .filteredOn(error -> !error.contains("ERR_CONNECTION_REFUSED") && !error.contains("status of 503"))
                .isEmpty();
        assertThat(views(found)).hasSize(4);
        views(found).forEach(view -> {
            String name = view.path("view").asText();
            assertThat(texts(view.at("/axe/grave"))).as(name).isEmpty();
            assertThat(view.at("/axe/passed").asInt()).as(name).isGreaterThan(20);
            assertThat(view.path("wider").asInt())
                    .as("%s scrolls sideways", name)
                    .isLessThanOrEqualTo(0);
        });
        views(found)
                .forEach(view -> System.out.println(view.path("scene").asText() + " "
                        + view.path("view").asText()
                        + ": axe passed " + view.at("/axe/passed") + ", slight " + view.at("/axe/slight") + ", grave "
                        + view.at("/axe/grave")));
    }

    private static List<JsonNode> views(List<JsonNode> found) {
        return found.stream().filter(told -> told.has("view")).toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
