package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.JsonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which record a type of webhook events is about. Ids are taken out of an event that nobody has signed, so only what cannot
 * lead a request elsewhere counts as one.
 *
 * @param entity the entity of the collection it is in
 * @param single whether the record is read again by itself; else what changed in its collection is
 * @param deletion whether a record that Smokeball knows no more was deleted
 * @param idField where its id stands in the payload
 * @param parentFields where the ids of its parents stand there, outermost first
 */
public record EventMeaning(String entity, boolean single, boolean deletion, String idField, List<String> parentFields) {

    private static final String PAYLOAD = "payload/";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    /** The values of an event that tell the record. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        parentFields.forEach(field -> fields.add(PAYLOAD + field));
        if (single) {
            fields.add(PAYLOAD + idField);
        }
        return fields;
    }

    /**
     * The ids that lead to the record: those of its parents, outermost first, and its own where it is read by itself.
     *
     * @param event read with {@link #fields()}
     * @return empty where one is missing or cannot be an id
     */
    public Optional<List<String>> ids(JsonRecord event) {
        List<String> ids = new ArrayList<>();
        parentFields.forEach(field -> ids.add(event.value(PAYLOAD + field)));
        if (single) {
            ids.add(event.value(PAYLOAD + idField));
        }
        return ids.stream().allMatch(EventMeaning::isId) ? Optional.of(List.copyOf(ids)) : Optional.empty();
    }

    private static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }
}
