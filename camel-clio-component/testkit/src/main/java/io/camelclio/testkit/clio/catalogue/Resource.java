package io.camelclio.testkit.clio.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelclio.testkit.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One resource of the API as the vendor's OpenAPI document describes it: what may be done with it, which query
 * parameters and sort keys its list knows, and what its records look like.
 *
 * @param path below {@code /api/v4}, such as {@code clio_payments/payments} or
 *     {@code contacts/{contact_id}/email_addresses}
 * @param name the vendor's class name, such as {@code Activity}
 * @param singleton whether there is one record at most, read without an id
 * @param list the query parameters of its list, without {@code order}
 * @param get the query parameters of a single record, without {@code fields}
 * @param create the attributes of a new record
 * @param update the attributes that can be changed
 * @param defaultOrder the key a list is sorted by when none is asked for
 * @param orders the keys that may be asked for; empty if the list has no {@code order} parameter
 * @param limit the greatest page size, and the default one; 0 if the list has no {@code limit} parameter
 */
public record Resource(
        String path,
        String name,
        RecordType type,
        Optional<Model> model,
        Set<String> verbs,
        boolean singleton,
        Attributes list,
        Attributes get,
        Attributes create,
        Attributes update,
        String defaultOrder,
        List<String> orders,
        int limit) {

    /** Whether deleted records stay in a trash for 30 days, where {@code include_deleted} finds them. */
    public boolean hasTrash() {
        return list.names().contains("include_deleted");
    }

    /** Whether deleted records stay for good, where {@code deleted} finds them. */
    public boolean keepsDeleted() {
        return list.names().contains("deleted");
    }

    /** An id as the vendor writes it, a string for calendar entries. */
    public JsonNode writtenId(long id) {
        boolean text = type.fields().get("id").kind().equals("string");
        return Json.tree(text ? (Object) Long.toString(id) : (Object) id);
    }

    /** The path of the resource whose records these ones belong to, such as {@code contacts}. */
    public Optional<String> parent() {
        int brace = path.lastIndexOf("/{");
        return brace < 0 ? Optional.empty() : Optional.of(path.substring(0, brace));
    }
}
