package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.record.JsonRecord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells a record from all others of its kind.
 *
 * @param field the field with its id; null where records have no identity and those of one parent are one record
 * @param underParents whether the id tells it only from others of the same parents
 */
public record RecordKey(String field, boolean underParents) {

    static final RecordKey ID = new RecordKey("id", false);
    static final String ALLOWED = "<field>, <field>/<field>, parents/<field>, parents";

    /** The id of the one record that a collection without parents and identities is. */
    private static final String ALL = "all";

    private static final String PARENTS = "parents";
    private static final Pattern FIELD = Pattern.compile("[A-Za-z]+(/[A-Za-z]+)*");

    static Optional<RecordKey> of(String text) {
        if (text.equals(PARENTS)) {
            return Optional.of(new RecordKey(null, true));
        }
        boolean underParents = text.startsWith(PARENTS + "/");
        String field = underParents ? text.substring(PARENTS.length() + 1) : text;
        return FIELD.matcher(field).matches() ? Optional.of(new RecordKey(field, underParents)) : Optional.empty();
    }

    /** Whether all the records of one parent are one record, the array that holds them. */
    public boolean isOfWholeArray() {
        return field == null;
    }

    /** Whether records have ids, but such as tell them only from others of the same parents. */
    public boolean isWithinParents() {
        return underParents && field != null;
    }

    /** The id of a record; empty when it lacks one, which nothing can replace. */
    Optional<String> id(JsonRecord record) {
        return Optional.ofNullable(record.value(field)).filter(id -> !id.isEmpty());
    }

    /** What tells a record from others of its list: the id that it says, or that of its parents whose only record it is. */
    public String idUnder(List<String> parents, String said) {
        return isOfWholeArray() && !parents.isEmpty() ? String.join("/", parents) : said;
    }

    /** What tells a record from all others of the account's collection. */
    public String keyUnder(List<String> parents, String id) {
        return isWithinParents() && !parents.isEmpty() ? String.join("/", parents) + "/" + id : id;
    }

    /**
     * The key of the last of these records, which has this kind of key and stands under those before it.
     *
     * @param ids outermost first; at least one
     */
    public String keyOfLast(List<String> ids) {
        int last = ids.size() - 1;
        return keyUnder(ids.subList(0, last), ids.get(last));
    }

    /** The id of the array that holds all records. */
    String wholeArray() {
        return ALL;
    }
}
