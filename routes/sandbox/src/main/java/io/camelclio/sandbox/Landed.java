package io.camelclio.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What an independent consumer has read back from the topics. Shares no code with what wrote them. */
final class Landed {

    private final Map<String, List<byte[]>> valuesByTopicAndKey = new HashMap<>();
    private final Set<String> identities = new HashSet<>();
    private int duplicates;
    private int deadLetters;
    private int clio;
    private int smokeball;

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().contains(".dead_letter.")) {
            deadLetters++;
            return;
        }
        Header id = record.headers().lastHeader("ce_id");
        String identity = record.topic() + " " + (id == null ? "" : new String(id.value(), StandardCharsets.UTF_8));
        if (!identities.add(identity)) {
            duplicates++;
        }
        if (record.topic().startsWith("clio.")) {
            clio++;
        } else {
            smokeball++;
        }
        valuesByTopicAndKey
                .computeIfAbsent(record.topic() + " " + text(record.key()), any -> new ArrayList<>())
                .add(record.value());
    }

    /** Whether one of the key's values on the topic is what is looked for. */
    synchronized boolean holds(String topic, String key, Predicate<byte[]> wanted) {
        return valuesByTopicAndKey.getOrDefault(topic + " " + key, List.of()).stream()
                .anyMatch(wanted);
    }

    synchronized int duplicates() {
        return duplicates;
    }

    synchronized int deadLetters() {
        return deadLetters;
    }

    synchronized int clio() {
        return clio;
    }

    synchronized int smokeball() {
        return smokeball;
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
