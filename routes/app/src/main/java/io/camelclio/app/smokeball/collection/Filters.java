package io.camelclio.app.smokeball.collection;

import io.camelclio.pull.http.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Query parameters that go with every request of a read, in their order; a name may have several values. */
public record Filters(Map<String, List<String>> values) {

    public static final Filters NONE = new Filters(Map.of());

    /** Which fields come, and in which order records do, changes nothing in which records come. */
    private static final Set<String> NEVER_NARROWING = Set.of("fields", "sort");

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

    /**
     * What of these filters others lack, and what they lack of others, always in the same words: {@code Status=Open&-Type}.
     * Empty where both select the same records.
     */
    String differenceFrom(Filters others) {
        Map<String, Set<String>> here = selecting();
        Map<String, Set<String>> there = others.selecting();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(here.keySet());
        names.addAll(there.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(here.get(name), there.get(name)))
                .flatMap(name -> here.containsKey(name)
                        ? here.get(name).stream().map(value -> name + "=" + value)
                        : Stream.of("-" + name))
                .collect(Collectors.joining("&"));
    }

    private Map<String, Set<String>> selecting() {
        Map<String, Set<String>> selecting = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, each) -> {
            if (!NEVER_NARROWING.contains(name.toLowerCase(Locale.ROOT))) {
                selecting.put(name, new TreeSet<>(each));
            }
        });
        return selecting;
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
