package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.testkit.kafka.EmbeddedKafka;
import io.camelclio.testkit.kafka.TopicReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Latest state as part of the running application, between played vendors and a real broker. */
@ExtendWith(SharedBridge.class)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LatestStateTest {

    private static final String RATES = "clio.activity_rate.v1";

    private final EmbeddedKafka kafka;

    @TempDir
    Path folder;

    LatestStateTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @Test
    void holdsEachRecordAsItIsNowAndNothingOfADeletedOne() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().smokeball().latestState().start()) {
            var contacts = bridge.clio().records("contacts");
            long kept = contacts.create(Map.of("name", "Ada")).id();
            long gone = contacts.create(Map.of("name", "Charles")).id();
            String code = bridge.smokeball()
                    .activityCodes()
                    .create("{\"code\":\"LATEST\"}")
                    .id();
            bridge.awaitRecord("clio.contact.latest.v1", gone);
            contacts.update(kept, "{\"name\":\"Ada King\"}");
            contacts.delete(gone);

            awaitLatest(bridge, "clio.contact.latest.v1", kept, "Ada King");
            await("the deletion").atMost(Bridge.PATIENCE).until(() -> bridge.latest("clio.contact.latest.v1", gone)
                    .isEmpty());
            awaitLatest(bridge, "smokeball.activity_code.latest.v1", code, "LATEST");
            Landed change = bridge.records("clio.contact.v1", kept).stream()
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            assertThat(bridge.latest("clio.contact.latest.v1", kept).orElseThrow())
                    .satisfies(latest -> assertThat(latest.value()).isEqualTo(change.value()))
                    .satisfies(latest -> assertThat(latest.headers()).isEqualTo(change.headers()));
        }
    }

    /** All that it compares the list with after the restart lies on Kafka. */
    @Test
    void aListReadWholeRepeatsNothingAfterARestartAndShowsWhatVanishedMeanwhile() throws Exception {
        OwnRoutes readWhole = OwnRoutes.copiedTo(folder)
                .replace(
                        "camel/clio-polls.camel.yaml",
                        "          fields:",
                        "          changes: fullRead\n          fields:");
        try (Bridge bridge = Bridge.on(kafka)
                .clio()
                .latestState()
                .routesDir(readWhole.folder())
                .start()) {
            var rates = bridge.clio().records("activity_rates");
            List<Long> ids = List.of(
                    rates.create(Map.of("rate", 100)).id(),
                    rates.create(Map.of("rate", 200)).id(),
                    rates.create(Map.of("rate", 300)).id());
            ids.forEach(id -> bridge.awaitRecord(RATES, id));
            bridge.stopApplication();
            rates.delete(ids.get(0));
            rates.update(ids.get(1), "{\"rate\":250}");

            bridge.restart();

            bridge.awaitRecord(
                    RATES,
                    record -> record.key().equals(bridge.key(ids.get(0)))
                            && record.header("ce_type").endsWith(".deleted.v1"));
            assertThat(bridge.records(RATES, ids.get(0))).hasSize(2);
            assertThat(bridge.records(RATES, ids.get(1))).hasSize(2);
            assertThat(bridge.records(RATES, ids.get(2)))
                    .as("nothing is repeated")
                    .hasSize(1);
        }
    }

    @Test
    void whatIsErasedStaysErasedWhileItRunsAndAfterARestart() throws Exception {
        try (Bridge bridge = Bridge.on(kafka).clio().latestState().start()) {
            var contacts = bridge.clio().records("contacts");
            long erased = contacts.create(Map.of("name", "Ada")).id();
            bridge.awaitRecord("clio.contact.latest.v1", erased);
            deleteUntold(bridge, erased);

            erase("clio.contact", bridge.key(erased));
            bridge.restart();
            long later = contacts.create(Map.of("name", "Charles")).id();

            bridge.awaitRecord("clio.contact.latest.v1", later);
            assertThat(lastValue("clio.contact.latest.v1", bridge.key(erased))).isEmpty();
        }
    }

    /** Who erases while the application stands still must not have it undone by what is taken later. */
    @Test
    void whatIsErasedBeforeItWasTakenStaysErased() throws Exception {
        Bridge.Builder builder = Bridge.on(kafka).clio().latestState().set("topics.prefix", "firm.untaken.");
        try (Bridge bridge = builder.set("LATEST_STATE", "off").start()) {
            long erased = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            bridge.awaitRecord("firm.untaken.clio.contact.v1", erased);
            deleteUntold(bridge, erased);
            System.setProperty("topics.prefix", "firm.untaken.");
            try {
                erase("clio.contact", bridge.key(erased));
            } finally {
                System.clearProperty("topics.prefix");
            }
            assertThat(kafka.topics()).doesNotContain("firm.untaken.clio.contact.latest.v1");
            assertThat(lastValue("firm.untaken.clio.contact.v1", bridge.key(erased)))
                    .isEmpty();

            bridge.restartWith("LATEST_STATE", "on");
            long later = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Charles"))
                    .id();

            bridge.awaitRecord("firm.untaken.clio.contact.latest.v1", later);
            await("the null that was written last").atMost(Bridge.PATIENCE).untilAsserted(() -> assertThat(
                            lastValue("firm.untaken.clio.contact.latest.v1", bridge.key(erased)))
                    .isEmpty());
        }
    }

    @Test
    void switchedOffItRunsNothingAndNeedsNoTopics() throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .clio()
                .set("topics.prefix", "firm.unkept.")
                .set("LATEST_STATE", "off")
                .start()) {
            long contact = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();
            bridge.awaitRecord("firm.unkept.clio.contact.v1", contact);

            assertThat(kafka.topics())
                    .contains("firm.unkept.clio.contact.v1")
                    .noneMatch(topic -> topic.startsWith("firm.unkept.") && topic.contains("latest"));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("firm.unkept."));
        }
    }

    @Test
    void whenItCannotWorkDeliveriesAreTakenAllTheSame() throws Exception {
        try (Bridge bridge = Bridge.on(kafka)
                .clio()
                .set("topics.prefix", "firm.uneven.")
                .set("LATEST_STATE", "off")
                .start()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createPartitions(Map.of("firm.uneven.clio.bill.v1", NewPartitions.increaseTo(5)))
                        .all()
                        .get();
            }
            bridge.restartWith("LATEST_STATE", "on");
            long contact = bridge.clio()
                    .records("contacts")
                    .create(Map.of("name", "Ada"))
                    .id();

            bridge.awaitRecord("firm.uneven.clio.contact.v1", contact);
            await("health").atMost(Bridge.PATIENCE).untilAsserted(() -> assertThat(
                            health(bridge, "/observe/health?exposureLevel=full&data=true"))
                    .contains(
                            "latest-state-clio",
                            "FAILED",
                            "firm.uneven.integration.latest.clio.v1-versions-changelog"));
            assertThat(health(bridge, "/observe/health/ready")).contains("UP").doesNotContain("DOWN");
        }
    }

    private static void awaitLatest(Bridge bridge, String topic, Object id, String text) {
        await(text + " on " + topic).atMost(Bridge.PATIENCE).until(() -> bridge.latest(topic, id)
                .filter(record -> record.valueAsText().contains(text))
                .isPresent());
    }

    /**
     * Erasure begins at the source, else what is read after a restart brings the record back. Clio tells nobody, so that a
     * null can only come from the erasure.
     */
    private static void deleteUntold(Bridge bridge, long contact) {
        bridge.clio().deliveryFaults().loseNext(1);
        bridge.clio().records("contacts").delete(contact);
        await("a deletion that Clio has given up")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.clio().ledger().givenUp() == 1);
    }

    private void erase(String entity, String key) {
        System.setProperty("KAFKA_BROKERS", kafka.bootstrapServers());
        try {
            assertThat(ClioToKafka.commandLine().execute("erase", "--entity", entity, "--key", key, "--yes"))
                    .isZero();
        } finally {
            System.clearProperty("KAFKA_BROKERS");
        }
    }

    private Optional<byte[]> lastValue(String topic, String key) {
        return new TopicReader(kafka.bootstrapServers())
                .onlyCommitted().readAll(topic).stream()
                        .filter(record -> key.equals(new String(record.key(), UTF_8)))
                        .reduce((earlier, later) -> later)
                        .map(record -> record.value());
    }

    private static String health(Bridge bridge, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(bridge.management(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
