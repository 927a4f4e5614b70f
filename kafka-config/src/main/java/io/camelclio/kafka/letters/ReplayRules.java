package io.camelclio.kafka.letters;

import io.camelclio.kafka.latest.KnownVersions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a replay goes by.
 *
 * @param replays the topic of the audit trail; also the transactional id, so that of two replays the later stops the other
 * @param erasures the topic of the proofs of erasures
 * @param failures the dead-letter topics: what a letter sends there has failed again, and is not written
 * @param entities the kind of record of each change topic, such as {@code clio.contact}
 * @param known what latest states remember; what is older is not written. Empty to write it all the same
 * @param outdatedToo whether letters that were closed as outdated before are replayed after all
 */
public record ReplayRules(
        String replays,
        String erasures,
        Set<String> failures,
        Map<String, String> entities,
        List<KnownVersions> known,
        boolean outdatedToo) {

    /** Copies the collections. */
    public ReplayRules {
        failures = Set.copyOf(failures);
        entities = Map.copyOf(entities);
        known = List.copyOf(known);
    }
}
