package io.camelclio.testkit.http;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The header fields of one request. Names are compared without regard to case; repeated fields keep their order. */
public final class Headers {

    private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Copies the given fields.
     *
     * @param fields values by name
     */
    public Headers(Map<String, List<String>> fields) {
        fields.forEach((name, values) -> this.fields.put(name, List.copyOf(values)));
    }

    /** The names of the fields, each once and as it was first written. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /**
     * The first value of a field.
     *
     * @param name the field's name, in any case
     * @return its first value, or empty if the request did not carry it
     */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * All values of a field, in the order in which they were sent.
     *
     * @param name the field's name, in any case
     * @return its values, empty if the request did not carry it
     */
    public List<String> all(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
