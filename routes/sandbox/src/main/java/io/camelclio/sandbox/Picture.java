package io.camelclio.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the latest topics say of each record now, as an independent consumer has read it. */
final class Picture {

    private final Map<String, String> entities;
    private final Map<String, byte[]> values = new HashMap<>();

    /** @param entities the kind of record of each latest topic, such as {@code contact}; empty where there are none */
    Picture(Map<String, String> entities) {
        this.entities = Map.copyOf(entities);
    }

    /** Whether latest state is kept in this run. */
    boolean isKept() {
        return !entities.isEmpty();
    }

    Set<String> topics() {
        return entities.keySet();
    }

    synchronized void add(ConsumerRecord<byte[], byte[]> record) {
        String name = name(entities.get(record.topic()), new String(record.key(), StandardCharsets.UTF_8));
        if (record.value() == null) {
            values.remove(name);
        } else {
            values.put(name, record.value());
        }
    }

    /** Empty for a record that is deleted, or was never there. */
    synchronized Optional<byte[]> of(String entity, String key) {
        return Optional.ofNullable(values.get(name(entity, key)));
    }

    private static String name(String entity, String key) {
        return entity + " " + key;
    }
}
