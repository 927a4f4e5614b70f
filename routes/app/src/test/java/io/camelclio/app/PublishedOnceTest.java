package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelclio.app.settings.Given;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.kafka.EmbeddedKafka;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** Two copies of the application, and what one of them has published. */
@ExtendWith(SharedBridge.class)
class PublishedOnceTest {

    private static final String ACTIVITIES = "clio.activity.v1";
    private static final String TASKS = "clio.task.v1";

    private final EmbeddedKafka kafka;
    private Bridge bridge;
    private Application other;

    PublishedOnceTest(EmbeddedKafka kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void start() throws Exception {
        bridge =
                Bridge.on(kafka).clio().property("clio.webhook.under_way", "1s").start();
    }

    @AfterEach
    void stop() {
        if (other != null) {
            other.close();
        }
        bridge.close();
    }

    /** The copy that leads is not the one that Clio delivers to. */
    @Test
    void whatOneCopyHasTakenTheOthersPollDoesNotPublishAgain() throws Exception {
        other = bridge.startCopy();
        String cursor = "clio/" + bridge.connection() + "/activities";
        await("a first poll").atMost(Bridge.PATIENCE).until(() -> bridge.cursor(cursor) != null);
        bridge.clio().faults().answerNext(1_000_000, 500, path -> path.contains("/activities.json"));
        ClioRecord activity = bridge.clio().records("activities").create(Map.of("quantity", 3_600));
        byte[] body = delivery("activity", activity).body();
        bridge.awaitRecord(ACTIVITIES, activity.id());
        String before = bridge.cursor(cursor);

        // The overlap of whoever leads after this one reads the record again, and has never confirmed it.
        bridge.stopApplication();
        bridge.clio().faults().clear();

        await("a poll of the other").atMost(Bridge.PATIENCE).until(() -> !bridge.cursor(cursor)
                .equals(before));
        assertThat(bridge.records(ACTIVITIES, activity.id())).hasSize(1);
        assertThat(deliver("activity", other.httpPort(), body)).isEqualTo(200);
        assertThat(bridge.records(ACTIVITIES, activity.id()))
                .as("delivered to the other too")
                .hasSize(1);
    }

    @Test
    void aDeliveryThatIsRepeatedToAnotherCopyIsTakenAndPublishedOnceThoughAnOlderOneHasComeBehindIt() throws Exception {
        other = bridge.startCopy();
        long id = 4_711;

        assertThat(deliver("task", own(), task(id, "A"))).isEqualTo(200);
        assertThat(deliver("task", other.httpPort(), task(id, "A"))).isEqualTo(200);
        assertThat(deliver("task", own(), task(id, "A"))).isEqualTo(200);
        assertThat(etags(id)).containsExactly("A");

        assertThat(deliver("task", other.httpPort(), task(id, "C"))).isEqualTo(200);
        assertThat(deliver("task", own(), task(id, "B"))).isEqualTo(200);
        assertThat(deliver("task", other.httpPort(), task(id, "C"))).isEqualTo(200);
        assertThat(etags(id)).as("the older one came last").containsExactly("A", "C", "B");
    }

    @Test
    void aCursorThatIsSetBackBringsAgainWhatIsPublished() throws Exception {
        String cursor = "clio/" + bridge.connection() + "/activities";
        await("a first poll").atMost(Bridge.PATIENCE).until(() -> bridge.cursor(cursor) != null);
        ClioRecord activity = bridge.clio().records("activities").create(Map.of("quantity", 3_600));
        bridge.awaitRecord(ACTIVITIES, activity.id());

        Map<String, String> settings = bridge.settings();
        CursorCommand command = new CursorCommand(Given.of(settings::get), question -> true);
        assertThat(new CommandLine(command).execute("set", cursor, "2020-01-01"))
                .isZero();

        await("the record once more")
                .atMost(Bridge.PATIENCE)
                .until(() -> bridge.records(ACTIVITIES, activity.id()).size() >= 2);
        await("the end of that read").atMost(Bridge.PATIENCE).until(() -> !bridge.cursor(cursor)
                .contains("2020"));
        assertThat(bridge.records(ACTIVITIES, activity.id()))
                .hasSize(2)
                .extracting(Landed::id)
                .containsOnly(bridge.records(ACTIVITIES, activity.id()).get(0).id());
    }

    private Delivery delivery(String model, ClioRecord record) {
        return await("a delivery")
                .atMost(Bridge.PATIENCE)
                .until(
                        () -> bridge.clio().ledger().deliveries(model).stream()
                                .filter(delivery -> delivery.recordId() == record.id())
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);
    }

    private int own() {
        return bridge.webhookUrl("task").getPort();
    }

    private byte[] task(long id, String etag) {
        return ("{\"data\":{\"id\":" + id + ",\"etag\":\"\\\"" + etag + "\\\"\"},\"meta\":{\"event\":\"updated\","
                        + "\"webhook_id\":" + bridge.webhookId("task") + "}}")
                .getBytes(UTF_8);
    }

    /** Delivers as Clio does; returns the status of the answer. */
    private int deliver(String model, int port, byte[] body) {
        URI url =
                URI.create("http://127.0.0.1:" + port + bridge.webhookUrl(model).getPath());
        return bridge.clio()
                .intruder()
                .sendRaw(
                        url, Map.of("X-Hook-Signature", bridge.clio().intruder().sign(model, body)), body);
    }

    private List<String> etags(long id) {
        return bridge.records(TASKS, id).stream()
                .map(record -> record.valueAsText().replaceAll(".*etag\":\"\\\\\"(.).*", "$1"))
                .toList();
    }
}
