package io.camelclio.kafka.letters;

import io.camelclio.kafka.erasure.ErasedKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which keys were erased, and when, as the proofs tell whoever knows a key. */
final class Erasures {

    private final List<ErasedKeys> proofs = new ArrayList<>();

    private Erasures() {}

    static Erasures read(TopicScan scan, String topic) {
        Erasures erasures = new Erasures();
        scan.readAll(topic, record -> ErasedKeys.of(record.value()).ifPresent(erasures.proofs::add));
        return erasures;
    }

    /** Whether a key was erased after that time; what failed later is news from the vendor. */
    boolean contains(String entity, String key, Instant after) {
        return proofs.stream()
                .anyMatch(erased ->
                        erased.entity().equals(entity) && !erased.at().isBefore(after) && erased.contains(key));
    }
}
