package io.camelclio.testkit.clio.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.catalogue.Resource;
import io.camelclio.testkit.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records of one resource, as the firm's people would change them on screen. Each change gives the record a new
 * {@code etag} and {@code updated_at} and tells the webhooks before the method returns. Thread-safe.
 */
public final class ClioRecords {

    /** The greatest number of records of one resource. */
    public static final int CAPACITY = 1_000_000;

    private static final Duration TRASH_LIFE = Duration.ofDays(30);

    private final Resource resource;
    private final Times times;
    private final AtomicLong ids;
    private final ChangeListener listener;
    private final RecordStore records;
    private final Deque<Long> trash = new ArrayDeque<>();
    private final Set<Long> beingChanged = ConcurrentHashMap.newKeySet();

    ClioRecords(Resource resource, Times times, AtomicLong ids, ChangeListener listener, GeneratedRecords generated) {
        this.resource = resource;
        this.times = times;
        this.ids = ids;
        this.listener = listener;
        this.records = new RecordStore(generated);
    }

    /**
     * Creates a record.
     *
     * @param fields values by field name; ids, etags and times are given by the sandbox
     * @return the new record
     * @throws IllegalArgumentException if the resource has no such field
     */
    public ClioRecord create(Map<String, ?> fields) {
        return create(Json.object(fields));
    }

    /**
     * Creates a record from JSON, whose number literals keep their digits and whose nulls are kept.
     *
     * @param json an object
     * @return the new record
     * @throws IllegalArgumentException if it is no JSON object, or the resource has no such field
     */
    public ClioRecord create(String json) {
        return create(Json.object(json));
    }

    /**
     * Creates a record that belongs to another one, such as a phone number of a contact.
     *
     * @param parent the id of the record in the path before this resource
     * @param json an object
     * @return the new record
     * @throws IllegalArgumentException if it is no JSON object, or the resource has no such field or no parent
     */
    public ClioRecord createUnder(long parent, String json) {
        return createUnder(parent, Json.object(json));
    }

    /**
     * Changes fields of a record. Equal values are no change: no new version, nothing for the webhooks.
     *
     * @param id the record
     * @param fields the new values by field name
     * @return the new version, or the present one if nothing changed
     * @throws NoSuchElementException if there is no such record
     * @throws IllegalArgumentException if the resource has no such field
     */
    public ClioRecord update(long id, Map<String, ?> fields) {
        return update(id, Json.object(fields));
    }

    /**
     * Changes fields of a record, given as JSON. Equal values are no change.
     *
     * @param id the record
     * @param json an object with the new values
     * @return the new version, or the present one if nothing changed
     * @throws NoSuchElementException if there is no such record
     * @throws IllegalArgumentException if it is no JSON object, or the resource has no such field
     */
    public ClioRecord update(long id, String json) {
        return update(id, Json.object(json));
    }

    /**
     * Deletes a record. Documents and folders go to the trash for 30 days, custom fields stay as deleted ones,
     * everything else is gone.
     *
     * @param id the record
     * @throws NoSuchElementException if there is no such record
     */
    public void delete(long id) {
        synchronized (this) {
            ClioRecord before = existing(id);
            ObjectNode fields = before.json();
            boolean stays = resource.hasTrash() || resource.keepsDeleted();
            if (resource.hasTrash()) {
                fields.put("deleted_at", Times.write(times.now()));
                trash.addLast(id);
            }
            if (resource.keepsDeleted()) {
                fields.put("deleted", true);
            }
            ClioRecord after = version(before, fields, stays);
            if (stays) {
                records.put(after);
            } else {
                records.remove(id);
            }
            listener.changed(resource, "deleted", before, after);
        }
    }

    /**
     * Lets the API answer 409 to the deletion of a record, as Clio does while a document or a folder is being changed.
     *
     * @param id the record
     * @throws IllegalArgumentException if the resource is neither documents nor folders
     */
    public void beginChange(long id) {
        if (!resource.hasTrash()) {
            throw new IllegalArgumentException(
                    "Clio answers 409 for documents and folders only, not for " + resource.path());
        }
        beingChanged.add(id);
    }

    /**
     * Ends {@link #beginChange}.
     *
     * @param id the record
     */
    public void endChange(long id) {
        beingChanged.remove(id);
    }

    /**
     * Takes a document or a folder out of the trash; the webhooks see an update.
     *
     * @param id the record
     * @return the new version
     * @throws NoSuchElementException if there is no such record in the trash
     */
    public ClioRecord restore(long id) {
        synchronized (this) {
            emptyTrash();
            ClioRecord before = records.find(id)
                    .filter(record -> trash.remove(id))
                    .orElseThrow(() ->
                            new NoSuchElementException("No record " + id + " in the trash of " + resource.path()));
            ObjectNode fields = before.json();
            fields.putNull("deleted_at");
            return replace(before, fields);
        }
    }

    /**
     * Finds a record.
     *
     * @param id the record
     * @return its present version, or empty if there is none or it lies in the trash
     */
    public Optional<ClioRecord> find(long id) {
        return records.find(id).filter(record -> !record.trashed());
    }

    /** All records that are not in the trash, by ascending id. */
    public synchronized List<ClioRecord> all() {
        return records.after(0).filter(record -> !record.trashed()).toList();
    }

    /** The records as a list reads them, the trash included as far as it has not been emptied. */
    public synchronized RecordSource source() {
        emptyTrash();
        return records;
    }

    public boolean isBeingChanged(long id) {
        return beingChanged.contains(id);
    }

    public Resource resource() {
        return resource;
    }

    public ClioRecord create(ObjectNode fields) {
        if (resource.parent().isPresent()) {
            throw new IllegalArgumentException(
                    "Records of " + resource.path() + " belong to another one; use createUnder");
        }
        return add(0, fields);
    }

    public ClioRecord createUnder(long parent, ObjectNode fields) {
        if (resource.parent().isEmpty()) {
            throw new IllegalArgumentException("Records of " + resource.path() + " have no parent; use create");
        }
        return add(parent, fields);
    }

    private ClioRecord add(long parent, ObjectNode fields) {
        check(fields);
        synchronized (this) {
            if (records.kept() == CAPACITY) {
                throw new IllegalStateException(
                        "The sandbox holds at most " + CAPACITY + " records of " + resource.path());
            }
            long id = ids.incrementAndGet();
            Instant now = times.now();
            ClioRecord record = version(id, 1, now, now, fields, false, parent);
            records.put(record);
            listener.changed(resource, "created", null, record);
            return record;
        }
    }

    public ClioRecord update(long id, ObjectNode changes) {
        check(changes);
        synchronized (this) {
            ClioRecord before = existing(id);
            ObjectNode fields = before.json();
            fields.setAll(changes);
            return fields.equals(before.fields()) ? before : replace(before, fields);
        }
    }

    private ClioRecord replace(ClioRecord before, ObjectNode fields) {
        ClioRecord after = version(before, fields, false);
        records.put(after);
        listener.changed(resource, "updated", before, after);
        return after;
    }

    private ClioRecord existing(long id) {
        return find(id).orElseThrow(() ->
                new NoSuchElementException("No record " + id + " in " + resource.path() + "; create it first"));
    }

    private void check(ObjectNode fields) {
        fields.fieldNames().forEachRemaining(name -> {
            if (!resource.type().has(name)) {
                throw new IllegalArgumentException(
                        resource.path() + " has no field '" + name + "'; see resources.txt of the test kit");
            }
        });
    }

    private ClioRecord version(ClioRecord before, ObjectNode fields, boolean trashed) {
        return version(
                before.id(), before.version() + 1, before.createdAt(), times.now(), fields, trashed, before.parent());
    }

    private ClioRecord version(
            long id,
            long version,
            Instant createdAt,
            Instant updatedAt,
            ObjectNode given,
            boolean trashed,
            long parent) {
        String etag = etag(id, version, given);
        ObjectNode fields = Json.object();
        // The sandbox's own values stand first and win over what was given.
        set(fields, "id", null);
        fields.setAll(given);
        set(fields, "id", resource.type().has("id") ? resource.writtenId(id) : null);
        set(fields, "etag", etag);
        set(fields, "created_at", Times.write(createdAt));
        set(fields, "updated_at", Times.write(updatedAt));
        return new ClioRecord(id, version, createdAt, updatedAt, etag, trashed, parent, () -> fields);
    }

    private void emptyTrash() {
        Instant longAgo = times.now().minus(TRASH_LIFE);
        while (!trash.isEmpty() && !deletedAfter(longAgo, trash.peekFirst())) {
            records.remove(trash.removeFirst());
        }
    }

    private boolean deletedAfter(Instant time, long id) {
        return records.find(id)
                .filter(record -> record.updatedAt().isAfter(time))
                .isPresent();
    }

    private void set(ObjectNode fields, String name, Object value) {
        if (resource.type().has(name)) {
            fields.set(name, Json.tree(value));
        }
    }

    private String etag(long id, long version, JsonNode fields) {
        String content = resource.path() + "/" + id + "/" + version + "/" + fields;
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(digest) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }
}
