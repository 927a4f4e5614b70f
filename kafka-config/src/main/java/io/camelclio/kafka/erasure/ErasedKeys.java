package io.camelclio.kafka.erasure;

import io.camelclio.kafka.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the proof of one erasure tells: not which keys were erased, but whether a given one was.
 *
 * @param entity the kind of record, such as {@code clio.contact}
 * @param at when it was erased
 */
public record ErasedKeys(String entity, Instant at, String salt, Set<String> hashes) {

    /** Reads a proof; empty if it is none. */
    public static Optional<ErasedKeys> of(byte[] proof) {
        return JsonObject.parse(proof).flatMap(fields -> {
            Optional<String> entity = fields.text("entity");
            Optional<Instant> at = fields.time("erased_at");
            Optional<String> salt = fields.text("salt");
            return entity.isPresent() && at.isPresent() && salt.isPresent()
                    ? Optional.of(
                            new ErasedKeys(entity.get(), at.get(), salt.get(), Set.copyOf(fields.texts("sha256"))))
                    : Optional.empty();
        });
    }

    /** Whether this key is among them. */
    public boolean contains(String key) {
        return hashes.contains(ErasureProof.hash(salt, key));
    }
}
