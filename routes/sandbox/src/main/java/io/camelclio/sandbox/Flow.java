package io.camelclio.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Shows records as they land, a line each: time, topic, key, type, first fields. */
final class Flow {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Set<String> UNINTERESTING =
            Set.of("id", "etag", "href", "relation", "method", "self", "versionId", "updatedByUserId");
    private static final int SHOWN_FIELDS = 3;
    private static final int SHOWN_LENGTH = 24;

    void show(ConsumerRecord<byte[], byte[]> record) {
        String time = LocalTime.ofInstant(Instant.ofEpochMilli(record.timestamp()), ZoneId.systemDefault())
                .format(TIME);
        String key = record.key() == null ? "-" : new String(record.key(), StandardCharsets.UTF_8);
        line("%s  %-30s %-16s %-9s %s".formatted(time, record.topic(), key, what(record), firstFields(record.value())));
    }

    synchronized void line(String text) {
        System.out.println(text);
    }

    /** The last word of the type before its version, or why it is a dead letter. */
    private static String what(ConsumerRecord<byte[], byte[]> record) {
        String reason = header(record, "error_reason");
        if (!reason.isEmpty()) {
            return reason;
        }
        String[] words = header(record, "ce_type").split("\\.");
        return words.length < 2 ? "-" : words[words.length - 2];
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String firstFields(byte[] value) {
        StringJoiner fields = new StringJoiner(", ");
        try {
            JsonNode record = value == null ? JSON.createObjectNode() : JSON.readTree(value);
            int shown = 0;
            for (var field : record.properties()) {
                if (shown < SHOWN_FIELDS
                        && !UNINTERESTING.contains(field.getKey())
                        && field.getValue().isValueNode()
                        && !field.getValue().isNull()) {
                    fields.add(field.getKey() + "=" + shortened(field.getValue().asText()));
                    shown++;
                }
            }
        } catch (IOException e) {
            return "(" + value.length + " bytes that are no JSON)";
        }
        return fields.toString();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH - 1) + "…";
    }
}
