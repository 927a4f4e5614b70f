package io.camelclio.testkit.clio.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields a record of one kind has, in the vendor's order. */
public record RecordType(Map<String, Field> fields) {

    static RecordType of(List<Field> fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        return new RecordType(byName);
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** What is returned when no field is named: {@code id} and {@code etag}, as far as the type has them. */
    public List<String> defaults() {
        return Stream.of("id", "etag").filter(this::has).toList();
    }
}
