package io.camelclio.event;

import java.time.Instant;

/**
 * Where changes come from: one vendor's account under its configured name. The name is part of every key and identity,
 * so that two accounts never collide on a topic.
 *
 * @param vendor the vendor's word in types and sources: {@code clio}, {@code smokeball}
 * @param connection the connection's configured name
 */
public record ChangeSource(String vendor, String connection) {

    /** {@code /clio/us}: the CloudEvents source of everything from here. */
    public String uri() {
        return "/" + vendor + "/" + connection;
    }

    /** {@code us/152}: the record key of a record that has its identity by itself. */
    public String key(String recordId) {
        return connection + "/" + recordId;
    }

    /**
     * One change of one record.
     *
     * @param entity the vendor's own word, snake case and singular: {@code activity}
     * @param version the vendor's version of the record; empty for a deletion that is final
     * @param changedAt the record's own change time, or the best that is known instead
     * @param asOf when the vendor showed us this: receipt of a delivery, start of the request for a read
     * @param vendorEvent the vendor's word for what happened, or null when a poll cannot know it
     */
    public ChangeEvent event(
            String entity,
            String recordId,
            ChangeKind kind,
            String version,
            Instant changedAt,
            Instant asOf,
            String vendorEvent) {
        String key = key(recordId);
        return new ChangeEvent(
                ChangeIdentity.of(connection, entity, key, version, kind),
                "com." + vendor + "." + entity + "." + kind.typeWord() + ".v1",
                uri(),
                key,
                changedAt,
                asOf,
                vendorEvent);
    }
}
