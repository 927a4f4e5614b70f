package io.camelclio.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of an HTTP request only the signed body reaches Kafka: headers and parameters that Camel's producer obeys change nothing. */
@ExtendWith(SharedBridge.class)
class RedirectionTest {

    private static final String MODEL = "calendar_entry";
    private static final String TOPIC = "clio.calendar_entry.v1";
    private static final String MARK = "800000";
    private static final long FIRST = Long.parseLong(MARK + "0000");
    private static final AtomicLong IDS = new AtomicLong(FIRST);

    private final Bridge bridge;
    private final long id = IDS.incrementAndGet();
    private final byte[] body;

    RedirectionTest(Bridge bridge) {
        this.bridge = bridge;
        this.body = ("{\"data\":{\"id\":\"" + id
                        + "\",\"etag\":\"\\\"e\\\"\"},\"meta\":{\"event\":\"updated\",\"webhook_id\":"
                        + bridge.webhookId(MODEL) + "}}")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.OVERRIDE_TOPIC",
                "CamelKafkaOverrideTopic",
                "kafka.KEY",
                "CamelKafkaKey",
                "kafka.PARTITION_KEY",
                "CamelKafkaPartitionKey",
                "kafka.OVERRIDE_TIMESTAMP",
                "CamelCloudEventID",
                "ce_id",
                "error_reason",
                "X-Evil"
            })
    void headerRedirectsNothing(String name) {
        assertThat(send(bridge.webhookUrl(MODEL), Map.of(name, "clio.bill.v1"))).isEqualTo(200);

        assertUntouched();
    }

    @Test
    void parameterRedirectsNothing() {
        URI url = URI.create(bridge.webhookUrl(MODEL)
                + "?kafka.OVERRIDE_TOPIC=clio.bill.v1&CamelKafkaOverrideTopic=clio.bill.v1&kafka.KEY=clio.bill.v1"
                + "&kafka.PARTITION_KEY=1&ce_id=clio.bill.v1");

        assertThat(send(url, Map.of())).isEqualTo(200);

        assertUntouched();
    }

    private int send(URI url, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("X-Hook-Signature", bridge.clio().intruder().sign(MODEL, body));
        return bridge.clio().intruder().sendRaw(url, headers, body);
    }

    private void assertUntouched() {
        Landed landed = bridge.awaitRecord(TOPIC, id);
        assertThat(landed.headers())
                .containsOnlyKeys(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_asof",
                        "ce_vendorevent",
                        "content-type");
        assertThat(landed.headers().values()).doesNotContain("clio.bill.v1");
        assertThat(landed.id()).matches("[0-9a-f]{64}");
    }

    @AfterAll
    static void nothingOfItLandsElsewhere(Bridge bridge) {
        assertThat(bridge.records())
                .filteredOn(record -> record.valueAsText().contains(MARK))
                .hasSize((int) (IDS.get() - FIRST))
                .allMatch(record -> record.topic().equals(TOPIC));
    }
}
