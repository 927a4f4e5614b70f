package io.camelclio.kafka.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Records of a small firm as the sink {@code record-to-kafka} writes them: with their headers in its order, with repetitions
 * and late ones, a deletion and an erasure.
 */
final class SampleFirm {

    static final String ACTIVITIES = "clio.activity.v1";
    static final String MATTERS = "clio.matter.v1";

    private static final String QUILL = "{\"id\":90210,\"display_number\":\"00042-Quill\"}";
    private static final String SAMPLE = "{\"id\":90211,\"display_number\":\"00043-Sample\"}";

    private SampleFirm() {}

    static List<ProducerRecord<byte[], byte[]>> activities() {
        String research = entry(310552, "TimeEntry", "5400", "325.0", "487.5", QUILL);
        String moreResearch = entry(310552, "TimeEntry", "7200", "325.0", "650.0", QUILL);
        return List.of(
                read(ACTIVITIES, 310552, "09:14:05", "09:20:00.125", research),
                delivered(ACTIVITIES, 310552, "changed", "09:14:05", "09:20:03.5", "created", research),
                read(
                        ACTIVITIES,
                        310553,
                        "09:30:00",
                        "09:35:00",
                        entry(310553, "TimeEntry", "15840", "250.00", "1100.00", SAMPLE)),
                delivered(ACTIVITIES, 310552, "changed", "10:01:07", "10:01:09", "updated", moreResearch),
                delivered(ACTIVITIES, 310552, "changed", "09:14:05", "10:02:00", "created", research),
                read(
                        ACTIVITIES,
                        310554,
                        "10:10:00",
                        "10:15:00",
                        entry(310554, "ExpenseEntry", "2", "0.35", "0.70", QUILL)),
                read(
                        ACTIVITIES,
                        310555,
                        "10:20:00",
                        "10:25:00",
                        entry(310555, "TimeEntry", "900", "325.0", "81.25", QUILL)),
                delivered(
                        ACTIVITIES,
                        310555,
                        "deleted",
                        "10:40:00",
                        "10:40:02",
                        "deleted",
                        "{\"id\":310555,\"etag\":\"\\\"310555\\\"\"}"),
                read(
                        ACTIVITIES,
                        310556,
                        "10:50:00",
                        "10:55:00",
                        entry(310556, "TimeEntry", "1800", "325.0", "162.5", SAMPLE)),
                new ProducerRecord<>(ACTIVITIES, bytes("us/310556"), null));
    }

    /** A day of work in a transaction that is given up, on both topics. */
    static List<ProducerRecord<byte[], byte[]>> givenUp() {
        String work = entry(310557, "TimeEntry", "86400", "325.0", "7800.0", QUILL);
        return List.of(
                read(ACTIVITIES, 310557, "12:00:00", "12:00:01", work),
                read(ACTIVITIES.replace(".v1", ".latest.v1"), 310557, "12:00:00", "12:00:01", work));
    }

    /** These are in latest state when a reader comes. */
    static List<ProducerRecord<byte[], byte[]>> matters() {
        return List.of(
                read(MATTERS, 90210, "08:00:00", "08:05:00", matter(90210, "00042-Quill", "Open")),
                delivered(
                        MATTERS,
                        90211,
                        "matter_opened",
                        "08:30:00",
                        "08:30:01",
                        "matter_opened",
                        matter(90211, "00043-Sample", "Open")));
    }

    /** These are not. */
    static List<ProducerRecord<byte[], byte[]>> laterMatters() {
        return List.of(
                delivered(
                        MATTERS,
                        90210,
                        "changed",
                        "08:00:00",
                        "11:00:00",
                        "updated",
                        matter(90210, "00042-Quill", "Open")),
                delivered(
                        MATTERS,
                        90210,
                        "changed",
                        "11:00:02",
                        "11:00:03",
                        "updated",
                        matter(90210, "00042-Quill", "Closed")),
                delivered(
                        MATTERS,
                        90210,
                        "changed",
                        "11:00:02",
                        "11:00:09",
                        "updated",
                        matter(90210, "00042-Quill", "Closed")),
                delivered(MATTERS, 90211, "deleted", "11:30:00", "11:30:01", "deleted", "{\"id\":90211}"),
                read(MATTERS, 90212, "11:40:00", "11:45:00", matter(90212, "00044-Late", "Pending")));
    }

    private static String entry(long id, String type, String quantity, String price, String total, String matter) {
        return ("{\"id\":%d,\"etag\":\"\\\"%s-%s\\\"\",\"type\":\"%s\",\"date\":\"2026-03-02\",\"quantity\":%s,\"rounded_quantity\":%s.0,"
                        + "\"price\":%s,\"total\":%s,\"non_billable\":false,\"matter\":%s,\"user\":{\"id\":7,\"name\":\"Robin Sample\"}}")
                .formatted(id, id, quantity, type, quantity, quantity, price, total, matter);
    }

    private static String matter(long id, String number, String status) {
        return "{\"id\":%d,\"etag\":\"\\\"%s-%s\\\"\",\"display_number\":\"%s\",\"status\":\"%s\"}"
                .formatted(id, id, status, number, status);
    }

    private static ProducerRecord<byte[], byte[]> read(String topic, long id, String time, String asOf, String value) {
        return record(topic, id, "changed", time, asOf, null, value);
    }

    private static ProducerRecord<byte[], byte[]> delivered(
            String topic, long id, String type, String time, String asOf, String event, String value) {
        return record(topic, id, type, time, asOf, event, value);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, long id, String type, String time, String asOf, String event, String value) {
        String entity = topic.split("\\.")[1];
        String key = "us/" + id;
        Headers headers = new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(identity("us", entity, key, type.equals("deleted") ? "" : value, type)))
                .add("ce_type", bytes("com.clio." + entity + "." + type + ".v1"))
                .add("ce_source", bytes("/clio/us"))
                .add("ce_subject", bytes(key))
                .add("ce_time", bytes(instant(time)));
        if (event != null) {
            headers.add("ce_vendorevent", bytes(event));
        }
        headers.add("ce_asof", bytes(instant(asOf))).add("content-type", bytes("application/json"));
        return new ProducerRecord<>(topic, null, bytes(key), bytes(value), headers);
    }

    private static String instant(String time) {
        return Instant.parse("2026-03-02T" + time + "Z").toString();
    }

    /** As the README says it; these records' own text is their version. */
    private static String identity(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(bytes(part + "\n"));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
