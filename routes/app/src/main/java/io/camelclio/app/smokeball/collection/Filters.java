package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.http.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Query parameters that go with every request of a read, in their order; a name may have several values. */
public record Filters(Map<String, List<String>> values) {

    public static final Filters NONE = new Filters(Map.of());

    /**
     * What a route writes: {@code Status=Open&Status=Closed}, not encoded.
     *
     * @throws IllegalArgumentException naming the part that is no filter
     */
    public static Filters parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !name.matches("[A-Za-z]+")) {
                throw new IllegalArgumentException("Filters of a Smokeball route are '" + text + "', of which '" + part
                        + "' is no <name>=<value>; write them like Status=Open&Status=Closed");
            }
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(part.substring(equals + 1));
        }
        return new Filters(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    Filters overriddenBy(Filters others) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        all.keySet().removeIf(name -> others.values.keySet().stream().anyMatch(name::equalsIgnoreCase));
        all.putAll(others.values);
        return new Filters(all);
    }

    void addTo(Query query) {
        values.forEach((name, each) -> each.forEach(value -> query.with(name, value)));
    }
}
