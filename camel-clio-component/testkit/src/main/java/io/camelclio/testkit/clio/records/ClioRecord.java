package io.camelclio.testkit.clio.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import java.time.Instant;
import java.util.function.Supplier;

/** One version of one record: immutable, with every field it carries in a fixed order and with exact digits. */
public final class ClioRecord {

    private final long id;
    private final long version;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final String etag;
    private final boolean trashed;
    private final long parent;
    private final Supplier<ObjectNode> fields;

    ClioRecord(
            long id,
            long version,
            Instant createdAt,
            Instant updatedAt,
            String etag,
            boolean trashed,
            long parent,
            Supplier<ObjectNode> fields) {
        this.id = id;
        this.version = version;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
        this.etag = etag;
        this.trashed = trashed;
        this.parent = parent;
        this.fields = fields;
    }

    /** The record's number, which the vendor writes as a string for calendar entries. */
    public long id() {
        return id;
    }

    /** 1 for a new record, one more with each change. */
    public long version() {
        return version;
    }

    /** To the second. */
    public Instant createdAt() {
        return createdAt;
    }

    /** To the second. */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** The entity tag with its quotes; payments have one too, but only as a header of the single record. */
    public String etag() {
        return etag;
    }

    /** Whether the record lies in the trash; documents, folders and custom fields only. */
    public boolean trashed() {
        return trashed;
    }

    /** The id of the record it belongs to, such as a phone number's contact, or 0. */
    public long parent() {
        return parent;
    }

    /** A copy of all its fields. */
    public ObjectNode json() {
        return fields().deepCopy();
    }

    /** Its fields themselves: whoever wants to change them takes {@link #json}. */
    public ObjectNode fields() {
        return fields.get();
    }

    /** This very version with other fields in what is shown of it. */
    public ClioRecord showing(ObjectNode other) {
        return new ClioRecord(id, version, createdAt, updatedAt, etag, trashed, parent, () -> other);
    }

    /** The record as it appears inside another one: its simple fields. */
    public ObjectNode reference() {
        ObjectNode reference = Json.object();
        fields().properties().forEach(field -> {
            if (field.getValue().isValueNode()) {
                reference.set(field.getKey(), field.getValue());
            }
        });
        return reference;
    }

    /** This version as a list under another record shows it, with other fields. */
    public ClioRecord seenFrom(long otherParent, ObjectNode otherFields) {
        return new ClioRecord(id, version, createdAt, updatedAt, etag, false, otherParent, () -> otherFields);
    }

    @Override
    public String toString() {
        return "record " + id + " version " + version;
    }
}
