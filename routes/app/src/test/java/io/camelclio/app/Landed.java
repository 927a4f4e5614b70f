package io.camelclio.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as any Kafka consumer gets it: text, bytes and headers, and no idea who wrote it. */
record Landed(String topic, String key, byte[] value, Map<String, String> headers) {

    static Landed of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers().forEach(header -> assertThat(headers.put(header.key(), text(header.value())))
                .as("a second header " + header.key())
                .isNull());
        return new Landed(record.topic(), text(record.key()), record.value(), headers);
    }

    String header(String name) {
        return headers.get(name);
    }

    String id() {
        return header("ce_id");
    }

    String valueAsText() {
        return text(value);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return topic + " " + key + " " + headers + " " + valueAsText();
    }
}
