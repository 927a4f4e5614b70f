package io.camelclio.component.catalogue;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of a record's fields and, one level down, those of its associations. Immutable. What a field holds is known
 * from Clio's OpenAPI document; where that says nothing but "object", any name may stand below it.
 */
public final class RecordFields {

    private final String type;
    private final Map<String, String> kinds;
    private final Map<String, Map<String, String>> types;

    /**
     * @param type the record's type, such as {@code Activity}
     * @param types per type the kind of each of its fields: a scalar's, the name of another type, or either with {@code []}
     */
    RecordFields(String type, Map<String, Map<String, String>> types) {
        this.type = type;
        this.kinds = Collections.unmodifiableMap(types.get(type));
        this.types = types;
    }

    /** Clio's own name of the record's type, such as {@code CalendarEntry}. */
    public String type() {
        return type;
    }

    public Set<String> names() {
        return kinds.keySet();
    }

    public boolean has(String name) {
        return kinds.containsKey(name);
    }

    /** Whether a record's id is a text and not a number, as a calendar entry's is. */
    public boolean idIsText() {
        return "string".equals(kinds.get("id"));
    }

    /** Whether the field holds a record, or several, whose fields can be asked for. */
    public boolean isAssociation(String name) {
        return association(name).isPresent() || "object".equals(element(name));
    }

    /** The fields of what a field holds; empty if it holds no record or one of unknown type. */
    public Optional<RecordFields> association(String name) {
        return types.containsKey(element(name))
                ? Optional.of(new RecordFields(element(name), types))
                : Optional.empty();
    }

    private String element(String name) {
        return kinds.getOrDefault(name, "").replace("[]", "");
    }
}
