package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A poll that breaks off between pages, and an application that then starts anew with nothing but what lies on Kafka. */
@ExtendWith(SharedBridge.class)
class PollRestartTest {

    private static final String CLIO_TOPIC = "clio.activity_rate.v1";
    private static final String SMOKEBALL_TOPIC = "smokeball.activity_code.v1";

    @Test
    void nothingIsLostWhenAPollCrashesBetweenPages(EmbeddedKafka kafka, @TempDir Path folder) throws Exception {
        OwnRoutes smallPages = OwnRoutes.copiedTo(folder)
                .replace("camel/clio-polls.camel.yaml", "          fields:", "          limit: 2\n          fields:")
                .replace("camel/smokeball.camel.yaml", "defaultValue: \"500\"", "defaultValue: \"2\"");
        Bridge.Builder builder = Bridge.on(kafka).clio().smokeball().routesDir(smallPages.folder());
        List<Object> rates = new ArrayList<>();
        List<Object> codes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rates.add(builder.playedClio()
                    .records("activity_rates")
                    .create(Map.of("rate", 100 + i))
                    .id());
            codes.add(builder.playedSmokeball()
                    .activityCodes()
                    .create("{\"code\":\"C" + i + "\"}")
                    .id());
        }
        builder.playedClio().faults().answerNext(1_000, 500, afterTheFirst("activity_rates"));
        builder.playedSmokeball().faults().answerNext(1_000, 500, afterTheFirst("activitycodes"));
        try (Bridge bridge = builder.start()) {
            String clioStream = "clio/" + bridge.connection() + "/activity_rates";
            String smokeballStream = "smokeball/" + bridge.connection() + "/activitycodes";
            await("two pages asked for")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.clio().faults().spoilt() > 0
                            && bridge.smokeball().faults().spoilt() > 0);
            bridge.awaitRecord(CLIO_TOPIC, rates.get(0));
            await("the first page of codes")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.records(SMOKEBALL_TOPIC).size() >= 2);

            assertThat(bridge.records(CLIO_TOPIC)).extracting(Landed::key).doesNotContain(bridge.key(rates.get(4)));
            assertThat(savedCursors(kafka)).doesNotContain(clioStream, smokeballStream);

            bridge.clio().faults().clear();
            bridge.smokeball().faults().clear();
            bridge.restart();

            rates.forEach(id -> bridge.awaitRecord(CLIO_TOPIC, id));
            codes.forEach(id -> bridge.awaitRecord(SMOKEBALL_TOPIC, id));
            await("saved cursors").atMost(Bridge.PATIENCE).until(() -> savedCursors(kafka)
                    .containsAll(List.of(clioStream, smokeballStream)));
            assertOneIdentityEach(bridge.records(CLIO_TOPIC), 5);
            assertOneIdentityEach(bridge.records(SMOKEBALL_TOPIC), 5);
            assertThat(bridge.records()).as("dead letters").noneMatch(record -> record.topic()
                    .contains("dead_letter"));
        }
    }

    /** A webhook and a poll show the same change, so a reader who drops what it has seen sees it once. */
    @Test
    void recordHasOneIdentityWhetherItWasDeliveredOrPolled(EmbeddedKafka kafka) throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .clio()
                .pollEvery(Duration.ofHours(1))
                .set("CLIO_PUBLISHED_WINDOW", "0")
                .property("clio.webhook.under_way", "0")
                .start()) {
            await("the first read")
                    .atMost(Bridge.PATIENCE)
                    .until(() -> bridge.cursor("clio/" + bridge.connection() + "/activities") != null);
            ClioRecord activity = bridge.clio()
                    .records("activities")
                    .create("{\"type\":\"TimeEntry\",\"quantity\":3600,\"price\":250.00}");
            bridge.awaitRecord("clio.activity.v1", activity.id());

            bridge.restart();

            Landed polled = bridge.awaitRecord(
                    "clio.activity.v1",
                    record -> record.key().equals(bridge.key(activity.id()))
                            && !record.headers().containsKey("ce_vendorevent"));
            List<Landed> all = bridge.records("clio.activity.v1", activity.id());
            Landed delivered = all.get(0);
            assertThat(delivered.header("ce_vendorevent")).isEqualTo("created");
            assertThat(all).extracting(Landed::id).containsOnly(delivered.id());
            assertThat(polled.id()).isEqualTo(delivered.id());
            assertThat(polled.header("ce_type")).isEqualTo(delivered.header("ce_type"));
            assertThat(polled.header("ce_time")).isEqualTo(delivered.header("ce_time"));
            assertThat(polled.value()).isEqualTo(delivered.value());
        }
    }

    private static void assertOneIdentityEach(List<Landed> records, int count) {
        assertThat(records.stream().map(Landed::key).distinct()).hasSize(count);
        assertThat(records.stream().map(Landed::id).distinct()).hasSize(count);
    }

    /** Accepts every request of this path but the first. */
    private static Predicate<String> afterTheFirst(String resource) {
        AtomicInteger requests = new AtomicInteger();
        return path -> path.contains(resource) && requests.incrementAndGet() > 1;
    }

    private static List<String> savedCursors(EmbeddedKafka kafka) {
        return new TopicReader(kafka.bootstrapServers())
                .readAll("integration.state.v1").stream()
                        .map(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
                        .toList();
    }
}
