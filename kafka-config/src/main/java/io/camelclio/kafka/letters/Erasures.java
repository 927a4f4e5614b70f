package io.camelclio.kafka.letters;

import io.camelclio.kafka.clients.ClientSettings;
import io.camelclio.kafka.erasure.ErasedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Which keys were erased, and when, as the proofs tell whoever knows a key. */
final class Erasures {

    /** How far the clocks of those who erase may be from those of the brokers and of the application. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    private final String topic;
    private final ClientSettings reading;
    private final Duration patience;
    private final List<ErasedKeys> proofs = new ArrayList<>();
    private final Map<TopicPartition, Long> at = new HashMap<>();

    /** Nothing is read yet. */
    Erasures(String topic, ClientSettings reading, Duration patience) {
        this.topic = topic;
        this.reading = reading;
        this.patience = patience;
    }

    /** Reads on to the newest proof. */
    void refresh() {
        try (TopicScan scan = new TopicScan(reading, patience)) {
            scan.readOn(topic, at, record -> ErasedKeys.of(record.value()).ifPresent(proofs::add));
        }
    }

    /** Whether a key was erased after that time; what failed later is news from the vendor. */
    boolean contains(String entity, String key, Instant after) {
        return proofs.stream()
                .anyMatch(erased ->
                        erased.entity().equals(entity) && !erased.at().isBefore(after) && erased.contains(key));
    }
}
