package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.app.contracts.Contract;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.webhook.Delivery;
import io.camelclio.testkit.smokeball.records.Change;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What consumers of the topics rely on, field by field, as somebody would check it who knows the contract and Kafka's stock
 * consumer and nothing of this project's code.
 */
@ExtendWith(SharedBridge.class)
class RecordContractTest {

    private static final String[] HEADERS = {
        "ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "ce_asof", "content-type"
    };
    private static final String[] HEADERS_WITH_VENDOR_EVENT = {
        "ce_specversion",
        "ce_id",
        "ce_type",
        "ce_source",
        "ce_subject",
        "ce_time",
        "ce_asof",
        "ce_vendorevent",
        "content-type"
    };

    private final Instant start = Instant.now();
    private final Bridge bridge;
    private final String connection;

    RecordContractTest(Bridge bridge) {
        this.bridge = bridge;
        this.connection = bridge.connection();
    }

    @Test
    void webhookRecord() {
        ClioRecord bill = bridge.clio()
                .records("bills")
                .create("{\"number\":\"B-1\",\"state\":\"draft\",\"total\":1234.50,\"paid\":0.00,\"paid_at\":null}");

        Landed landed = bridge.awaitRecord("clio.bill.v1", bill.id());

        Delivery sent = delivery("bill", bill.id(), "created");
        assertThat(landed.value()).isEqualTo(sent.data());
        assertThat(landed.valueAsText()).contains("1234.50", "\"paid\":0.00", "\"paid_at\":null");
        assertThat(landed.headers()).containsOnlyKeys(HEADERS_WITH_VENDOR_EVENT);
        assertClio(landed, "bill", bill.id(), "com.clio.bill.changed.v1");
        assertThat(landed.id()).isEqualTo(identity("bill", bill.id(), version(bill), "state"));
        assertThat(landed.header("ce_time")).isEqualTo(bill.updatedAt().toString());
        assertThat(landed.header("ce_vendorevent")).isEqualTo("created");
        assertReceivedSince(landed);
    }

    @Test
    void updateIsTheSameKindOfRecordWithAnIdentityOfItsOwn() {
        ClioRecord bill = bridge.clio().records("bills").create("{\"number\":\"B-2\",\"state\":\"draft\"}");
        Landed created = bridge.awaitRecord("clio.bill.v1", bill.id());

        ClioRecord paid = bridge.clio().records("bills").update(bill.id(), Map.of("state", "paid"));

        Landed updated = bridge.awaitRecord(
                "clio.bill.v1",
                landed -> landed.key().equals(bridge.key(bill.id()))
                        && landed.header("ce_vendorevent").equals("updated"));
        assertClio(updated, "bill", bill.id(), "com.clio.bill.changed.v1");
        assertThat(updated.id())
                .isEqualTo(identity("bill", bill.id(), version(paid), "state"))
                .isNotEqualTo(created.id());
    }

    @Test
    void polledClioRecord() {
        ClioRecord description =
                bridge.clio().records("activity_descriptions").create("{\"name\":\"Research\",\"default\":false}");

        Landed landed = bridge.awaitRecord("clio.activity_description.v1", description.id());

        assertThat(landed.headers()).containsOnlyKeys(HEADERS);
        assertClio(landed, "activity_description", description.id(), "com.clio.activity_description.changed.v1");
        assertThat(landed.id())
                .isEqualTo(identity("activity_description", description.id(), version(description), "state"));
        assertThat(landed.header("ce_time")).isEqualTo(description.updatedAt().toString());
        assertThat(landed.valueAsText())
                .startsWith("{\"id\":" + description.id() + ",\"etag\":")
                .contains("\"name\":\"Research\"", "\"default\":false")
                .doesNotContain("\"data\"");
    }

    @Test
    void deletion() {
        ClioRecord contact = bridge.clio().records("contacts").create(Map.of("type", "Person", "first_name", "Ada"));
        bridge.awaitRecord("clio.contact.v1", contact.id());

        bridge.clio().records("contacts").delete(contact.id());

        Landed landed = bridge.awaitRecord(
                "clio.contact.v1",
                record -> record.key().equals(bridge.key(contact.id()))
                        && record.header("ce_type").equals("com.clio.contact.deleted.v1"));
        assertThat(landed.headers()).containsOnlyKeys(HEADERS_WITH_VENDOR_EVENT);
        assertThat(Contract.of(landed.topic()).breaches(landed.value())).isEmpty();
        assertThat(landed.value())
                .isEqualTo(delivery("contact", contact.id(), "deleted").data());
        assertThat(landed.header("ce_vendorevent")).isEqualTo("deleted");
        assertThat(landed.id()).isEqualTo(identity("contact", contact.id(), "", "deleted"));
        assertReceivedSince(landed);
    }

    /** A document can come back from the trash and be deleted once more, which is another deletion. */
    @Test
    void deletionOfWhatCanBeRestoredHasAVersion() {
        ClioRecord document = bridge.clio().records("documents").create(Map.of("name", "Will.pdf"));

        bridge.clio().records("documents").delete(document.id());

        Landed landed = bridge.awaitRecord(
                "clio.document.v1",
                record -> record.key().equals(bridge.key(document.id()))
                        && record.header("ce_type").equals("com.clio.document.deleted.v1"));
        String etag = landed.valueAsText()
                .replaceAll("(?s).*\"etag\":\"(.*?[^\\\\])\"}.*", "$1")
                .replace("\\\"", "\"");
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(landed.id()).isEqualTo(identity("document", document.id(), etag, "deleted"));
    }

    @Test
    void lifeCycleEvent() {
        ClioRecord matter =
                bridge.clio().records("matters").create(Map.of("description", "Estate of Quill", "status", "Open"));

        ClioRecord closed = bridge.clio().records("matters").update(matter.id(), Map.of("status", "Closed"));

        Landed landed = bridge.awaitRecord(
                "clio.matter.v1",
                record -> record.key().equals(bridge.key(matter.id()))
                        && record.header("ce_vendorevent").equals("matter_closed"));
        assertThat(landed.headers()).containsOnlyKeys(HEADERS_WITH_VENDOR_EVENT);
        assertClio(landed, "matter", matter.id(), "com.clio.matter.matter_closed.v1");
        assertThat(landed.id()).isEqualTo(identity("matter", matter.id(), version(closed), "matter_closed"));
        assertThat(landed.value())
                .isEqualTo(delivery("matter", matter.id(), "matter_closed").data());
    }

    @Test
    void smokeballRecord() {
        Change change = bridge.smokeball()
                .activityCodes()
                .create("{\"code\":\"CONS\",\"description\":\"Consultation\",\"rateType\":1,\"rate\":350.00,"
                        + "\"lastUpdated\":637771038395217729}");

        Landed landed = bridge.awaitRecord("smokeball.activity_code.v1", change.id());

        assertThat(landed.value())
                .isEqualTo(bridge.smokeball().ledger().current().get(change.id()));
        assertThat(landed.valueAsText()).contains("350.00", "637771038395217729");
        assertThat(landed.headers()).containsOnlyKeys(HEADERS);
        assertSmokeball(landed, change.id(), "com.smokeball.activity_code.changed.v1");
        assertThat(landed.id()).isEqualTo(identity("activity_code", change.id(), change.versionId(), "state"));
        assertThat(landed.header("ce_time")).isEqualTo("2022-01-06T22:10:39.521772900Z");
    }

    @Test
    void smokeballDeletion() {
        Change change = bridge.smokeball().activityCodes().create("{\"code\":\"FAX\"}");
        bridge.awaitRecord("smokeball.activity_code.v1", change.id());

        Change deletion = bridge.smokeball().activityCodes().delete(change.id());

        Landed landed = bridge.awaitRecord(
                "smokeball.activity_code.v1",
                record -> record.key().equals(bridge.key(change.id()))
                        && record.header("ce_type").equals("com.smokeball.activity_code.deleted.v1"));
        assertThat(landed.headers()).containsOnlyKeys(HEADERS);
        assertThat(landed.value())
                .isEqualTo(bridge.smokeball().ledger().current().get(change.id()));
        assertThat(landed.id()).isEqualTo(identity("activity_code", change.id(), deletion.versionId(), "deleted"));
    }

    private void assertClio(Landed landed, String entity, long id, String type) {
        assertEnvelope(landed, "/clio/" + connection, id, type);
        assertThat(landed.topic()).isEqualTo("clio." + entity + ".v1");
    }

    private void assertSmokeball(Landed landed, String id, String type) {
        assertEnvelope(landed, "/smokeball/" + connection, id, type);
        assertReceivedSince(landed);
    }

    private void assertEnvelope(Landed landed, String source, Object id, String type) {
        assertThat(Contract.of(landed.topic()).breaches(landed.value())).isEmpty();
        assertThat(landed.key()).isEqualTo(connection + "/" + id);
        assertThat(landed.header("ce_specversion")).isEqualTo("1.0");
        assertThat(landed.header("ce_type")).isEqualTo(type);
        assertThat(landed.header("ce_source")).isEqualTo(source);
        assertThat(landed.header("ce_subject")).isEqualTo(landed.key());
        assertThat(landed.header("content-type")).isEqualTo("application/json");
        assertThat(Instant.parse(landed.header("ce_time"))).isBefore(Instant.now());
    }

    private void assertReceivedSince(Landed landed) {
        assertThat(Instant.parse(landed.header("ce_asof"))).isBetween(start.minusSeconds(10), Instant.now());
    }

    private Delivery delivery(String model, long id, String event) {
        return bridge.clio().ledger().deliveries(model).stream()
                .filter(delivery ->
                        delivery.recordId() == id && delivery.event().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private static String version(ClioRecord record) {
        return record.json().path("etag").asText() + " "
                + record.json().path("updated_at").asText();
    }

    /** SHA-256 over connection, entity, key, version and kind, each followed by a line feed. */
    private String identity(String entity, Object id, String version, String kind) {
        String text = connection + "\n" + entity + "\n" + connection + "/" + id + "\n" + version + "\n" + kind + "\n";
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
