package io.camelclio.kafka.latest;

import java.util.Set;

/**
 * One kind of record that has a latest state, and the names of its topics on Kafka.
 *
 * @param entity the vendor and what the record is called, such as {@code clio.contact}
 * @param changes the change topic, which holds no other kind: a key is a record's own within its kind only
 * @param latest the topic with the newest version of each record, and of no other kind
 */
public record LatestKind(String entity, String changes, String latest) {

    /** Clio keeps these in a trash (Clio, "Documents"); of Smokeball's records nobody says that a deletion is final. */
    private static final Set<String> RESTORABLE = Set.of("clio.document", "clio.folder");

    private static final String SMOKEBALL = "smokeball";

    /**
     * Checks the entity.
     *
     * @throws IllegalArgumentException if it names no vendor
     */
    public LatestKind {
        if (entity.indexOf('.') < 1) {
            throw new IllegalArgumentException(
                    "A kind of record has a vendor and a name, such as clio.contact; was '%s'".formatted(entity));
        }
    }

    /** The vendor, such as {@code clio}. */
    public String vendor() {
        return entity.substring(0, entity.indexOf('.'));
    }

    /** What the vendor's records of this kind are called, such as {@code contact}. */
    public String name() {
        return entity.substring(entity.indexOf('.') + 1);
    }

    /** Whether a record can come back after the vendor told of its deletion; else such a deletion is final. */
    public boolean isRestorable() {
        return RESTORABLE.contains(entity) || vendor().equals(SMOKEBALL);
    }
}
