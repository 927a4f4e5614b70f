package io.camelclio.testkit.smokeball.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.json.Json;
import io.camelclio.testkit.smokeball.catalogue.Resource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The records of one collection, as the firm's people change them; below the given parents if the collection has any. Every
 * change makes a new version and a new time of update. Thread-safe.
 */
public final class SmokeballRecords {

    private final Firm firm;
    private final Store store;
    private final List<String> parents;

    SmokeballRecords(Firm firm, Store store, List<String> parents) {
        this.firm = firm;
        this.store = store;
        this.parents = parents;
    }

    /**
     * The records below parents, which need not exist: the API answers 404 for the list until they do.
     *
     * @param ids the ids in the path, outermost first
     * @throws IllegalArgumentException if the path has another number of ids
     */
    public SmokeballRecords under(String... ids) {
        requireParents(ids.length);
        return new SmokeballRecords(firm, store, List.of(ids));
    }

    /**
     * Creates a record with invented fields.
     *
     * @return the change, with the new id
     */
    public Change add() {
        return add("{}");
    }

    /**
     * Creates a record with invented fields but for those given.
     *
     * @param fields a JSON object with any fields but those that Smokeball sets itself; numbers keep their digits, a null
     *     leaves its field out
     * @return the change, with the new id
     * @throws IllegalArgumentException if Smokeball would not allow the fields
     */
    public Change add(String fields) {
        ObjectNode given = given(fields);
        synchronized (firm) {
            ObjectNode record = firm.invention().record(store.resource(), parents);
            record.setAll(given);
            return store.create(parents, record);
        }
    }

    /**
     * Creates a record with a certain id, such as one that records of other parents have as well: the ids of tags, links
     * and roles may be shared.
     *
     * @param id any text
     * @param fields as for {@link #add(String)}
     * @return the change
     * @throws IllegalArgumentException if there is or was such a record here, or Smokeball would not allow the fields
     */
    public Change addAs(String id, String fields) {
        ObjectNode given = given(fields);
        synchronized (firm) {
            ObjectNode record = firm.invention().record(store.resource(), parents);
            record.setAll(given);
            return store.create(key(id), record);
        }
    }

    /**
     * Creates several records with invented fields.
     *
     * @param count how many
     * @return their ids, in the order of creation
     */
    public List<String> addAll(int count) {
        return IntStream.range(0, count).mapToObj(i -> add().id()).toList();
    }

    /**
     * Creates a record with the given fields only.
     *
     * @param fields a JSON object with any fields but those that Smokeball sets itself; numbers keep their digits, a null
     *     leaves its field out
     * @return the change, with the new id
     * @throws IllegalArgumentException if Smokeball would not allow the fields
     */
    public Change create(String fields) {
        ObjectNode given = given(fields);
        synchronized (firm) {
            return store.create(parents, given);
        }
    }

    /**
     * Changes some fields of a record. A change that sets equal values makes a version too.
     *
     * @param id its id
     * @param fields a JSON object with the fields to set; a null takes its field away
     * @throws IllegalArgumentException if there is no such record, it is gone, or Smokeball would not allow the fields
     */
    public Change update(String id, String fields) {
        ObjectNode given = given(fields);
        synchronized (firm) {
            return store.update(key(id), given);
        }
    }

    /**
     * Deletes a record as its collection does: by a flag, by a status, or without a trace.
     *
     * @param id its id
     * @throws IllegalArgumentException if there is no such record
     */
    public Change delete(String id) {
        synchronized (firm) {
            return store.delete(key(id));
        }
    }

    /**
     * Takes a record out of all lists, also where the collection marks deleted ones.
     *
     * @param id its id
     * @throws IllegalArgumentException if there is no such record
     */
    public Change vanish(String id) {
        synchronized (firm) {
            return store.vanish(key(id));
        }
    }

    /**
     * Brings a deleted record back, with its id, as it was.
     *
     * @param id its id
     * @throws IllegalArgumentException if there is no such record, or it is not deleted
     */
    public Change restore(String id) {
        synchronized (firm) {
            return store.restore(key(id));
        }
    }

    /** Ids of all records ever created, deleted ones included, in the order of creation. */
    public List<String> all() {
        synchronized (firm) {
            return store.ids(parents);
        }
    }

    /**
     * The latest fields of a record, without its own links, whether or not the API shows them yet.
     *
     * @param id its id
     * @throws IllegalArgumentException if there is no such record
     */
    public ObjectNode fields(String id) {
        synchronized (firm) {
            return store.fields(key(id));
        }
    }

    private ObjectNode given(String fields) {
        requireParents(parents.size());
        ObjectNode given = Json.object(fields);
        FieldRules.requireForeign(store.resource(), given);
        return given;
    }

    private RecordKey key(String id) {
        return new RecordKey(parents, id);
    }

    private void requireParents(int number) {
        Resource resource = store.resource();
        if (number != resource.parents().size()) {
            throw new IllegalArgumentException("The path %s has %d ids of parents, not %d"
                    .formatted(resource.path(), resource.parents().size(), number));
        }
    }
}
