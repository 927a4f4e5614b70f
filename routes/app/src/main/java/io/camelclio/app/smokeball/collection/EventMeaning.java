package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.JsonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which record a type of webhook events is about. Ids are taken out of an event that nobody has signed, so only what cannot
 * lead a request elsewhere counts as one.
 *
 * @param entity the entity of the collection it is in
 * @param read what is read again because of it
 * @param deletion whether a record that Smokeball knows no more was deleted
 * @param idField where its id stands in the payload
 * @param parentFields where the ids of its parents, or addresses that have them, stand there, outermost first
 * @param path of the collection, such as {@code matters/{matterId}/roles}
 */
public record EventMeaning(
        String entity, Read read, boolean deletion, String idField, List<String> parentFields, String path) {

    /** What is read again. */
    public enum Read {
        /** The one record. */
        RECORD,
        /** The list under one parent. */
        LIST,
        /** What changed in the collection, or all of it. */
        COLLECTION
    }

    private static final String PAYLOAD = "payload/";
    private static final Pattern NAME_OF_PARENT = Pattern.compile("([^/{}]+)/\\{");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    /** The values of an event that tell the record. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        parentFields.forEach(field -> fields.add(PAYLOAD + field));
        if (read == Read.RECORD) {
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
        for (int parent = 0; parent < parentFields.size(); parent++) {
            ids.add(parentId(parent, event.value(PAYLOAD + parentFields.get(parent))));
        }
        if (read == Read.RECORD) {
            ids.add(event.value(PAYLOAD + idField));
        }
        return ids.stream().allMatch(EventMeaning::isId) ? Optional.of(List.copyOf(ids)) : Optional.empty();
    }

    /** An address has the id behind the name that it stands behind in the collection's path. */
    private String parentId(int parent, String said) {
        if (said == null || !said.contains("/")) {
            return said;
        }
        Matcher names = NAME_OF_PARENT.matcher(path);
        for (int skipped = 0; skipped <= parent; skipped++) {
            if (!names.find()) {
                return null;
            }
        }
        Matcher address = Pattern.compile("/" + Pattern.quote(names.group(1)) + "/([^/?#]+)")
                .matcher(said);
        return address.find() ? address.group(1) : null;
    }

    private static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }
}
