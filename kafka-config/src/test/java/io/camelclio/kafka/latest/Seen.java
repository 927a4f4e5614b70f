package io.camelclio.kafka.latest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One thing that is seen of a record, as a source puts it on a change topic.
 *
 * @param type the word in {@code ce_type}: changed, deleted or a life-cycle event
 * @param delivered whether a delivery showed it, else a read
 * @param content the value; null for none
 */
record Seen(String topic, String key, String type, Instant time, Instant asOf, boolean delivered, String content) {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static Seen read(String topic, String key, int time, int asOf, String content) {
        return new Seen(topic, key, "changed", minute(time), minute(asOf), false, content);
    }

    static Seen delivered(String topic, String key, int time, int asOf, String content) {
        return new Seen(topic, key, "changed", minute(time), minute(asOf), true, content);
    }

    static Seen deletion(String topic, String key, int time, int asOf) {
        return new Seen(topic, key, "deleted", minute(time), minute(asOf), true, "{\"id\":1}");
    }

    /** What a comparison with the vendor's list shows: time and as-of are those of the read that misses the record. */
    static Seen missing(String topic, String key, int time, int asOf) {
        return new Seen(topic, key, "deleted", minute(time), minute(asOf), false, "{\"id\":1}");
    }

    static Instant minute(int minute) {
        return NOON.plusSeconds(60L * minute);
    }

    Seen as(String type) {
        return new Seen(topic, key, type, time, asOf, delivered, content);
    }

    boolean isDeletion() {
        return type.equals("deleted");
    }

    String id() {
        return type + " " + time + " " + content;
    }

    byte[] value() {
        return content == null ? null : content.getBytes(UTF_8);
    }

    Headers headers() {
        Headers headers = new RecordHeaders()
                .add("ce_specversion", bytes("1.0"))
                .add("ce_id", bytes(id()))
                .add("ce_type", bytes("com." + topic.replace(".v1", "") + "." + type + ".v1"))
                .add("ce_subject", bytes(key))
                .add("ce_time", bytes(time.toString()))
                .add("ce_asof", bytes(asOf.toString()))
                .add("content-type", bytes("application/json"));
        return delivered ? headers.add("ce_vendorevent", bytes("updated")) : headers;
    }

    ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>(topic, null, null, bytes(key), value(), headers());
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
