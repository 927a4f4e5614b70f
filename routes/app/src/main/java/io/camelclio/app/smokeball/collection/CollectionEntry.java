package io.camelclio.app.smokeball.collection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One entry of the file of collections. What is wrong in it is added to the problems, with place, value and remedy. */
final class CollectionEntry {

    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "entity",
            "path",
            "parents",
            "envelope",
            "since",
            "filters",
            "mayFilter",
            "key",
            "version",
            "updated",
            "deleted",
            "scope",
            "read",
            "because",
            "byId"));

    private static final Pattern NAME_IN_PATH = Pattern.compile("\\{([A-Za-z]+)}");

    private final String file;
    private final Map<?, ?> fields;
    private final List<String> problems;

    CollectionEntry(String file, Map<?, ?> fields, List<String> problems) {
        this.file = file;
        this.fields = fields;
        this.problems = problems;
    }

    Collection collection() {
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(String.valueOf(name)))
                .forEach(name -> problems.add(
                        place() + ": field '" + name + "' is not known; known are " + String.join(", ", FIELDS)));
        String entity = matching("entity", "[a-z]+(_[a-z]+)*", "snake case such as activity_code");
        String path = matching(
                "path",
                "[a-z-]+(/([a-z-]+|\\{[A-Za-z]+}))*",
                "a path such as matters/{matterId}/fees, no slash in front");
        Filters filters = filters();
        return new Collection(
                entity,
                path,
                parents(path),
                parsed("envelope", Envelope::of, Envelope.ALLOWED).orElse(Envelope.PAGED),
                parsed("since", Since::of, Since.ALLOWED),
                filters,
                mayFilter(),
                filters,
                traits(),
                text("scope").orElse("unpublished"),
                whyOff());
    }

    private RecordTraits traits() {
        return new RecordTraits(
                parsed("key", RecordKey::of, RecordKey.ALLOWED).orElse(RecordKey.ID),
                field("version", "versionId"),
                field("updated", "lastUpdated"),
                deletions(),
                oneOf("byId", "yes", "no").equals("yes"));
    }

    /** The names of the path are those of the parents, in this order. */
    private Map<String, String> parents(String path) {
        Map<String, String> parents = new LinkedHashMap<>();
        if (fields.get("parents") instanceof Map<?, ?> given) {
            given.forEach((name, parent) -> parents.put(String.valueOf(name), String.valueOf(parent)));
        } else if (fields.containsKey("parents")) {
            bad("parents", "names of the path with their entities, such as {matterId: matter}");
        }
        List<String> inPath = NAME_IN_PATH
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .toList();
        if (!inPath.equals(List.copyOf(parents.keySet()))) {
            bad("parents", "exactly the names in the path, in their order: " + String.join(", ", inPath));
        }
        return parents;
    }

    private Filters filters() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        if (fields.get("filters") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> filters.put(String.valueOf(name), texts(value)));
        } else if (fields.containsKey("filters")) {
            bad("filters", "parameters with their values, such as {Type: Leads}");
        }
        return new Filters(filters);
    }

    private Set<String> mayFilter() {
        Set<String> names = new TreeSet<>(fields.containsKey("mayFilter") ? texts(fields.get("mayFilter")) : List.of());
        if (!names.stream().allMatch(name -> name.matches("[A-Za-z]+"))) {
            bad("mayFilter", "a list of parameters, such as [Search, Type]");
        }
        return names;
    }

    private List<Deletion> deletions() {
        if (!fields.containsKey("deleted")) {
            return List.of(Deletion.USUAL);
        }
        List<Deletion> deletions = new ArrayList<>();
        for (String text : texts(fields.get("deleted"))) {
            Deletion.of(text).ifPresentOrElse(deletions::add, () -> bad("deleted", Deletion.ALLOWED));
        }
        return deletions;
    }

    private Optional<String> whyOff() {
        boolean off = oneOf("read", "on", "off").equals("off");
        Optional<String> because = text("because");
        if (off != because.isPresent()) {
            bad("because", off ? "the reason for read: off" : "no reason without read: off");
        }
        return off ? because : Optional.empty();
    }

    private String field(String name, String otherwise) {
        return fields.containsKey(name) ? matching(name, "[A-Za-z]+", "the name of a field") : otherwise;
    }

    private String oneOf(String name, String usual, String other) {
        String value = text(name).orElse(usual);
        if (!value.equals(usual) && !value.equals(other)) {
            bad(name, usual + ", " + other);
        }
        return value;
    }

    private <T> Optional<T> parsed(String name, Function<String, Optional<T>> parse, String allowed) {
        Optional<T> value = text(name).flatMap(parse);
        if (value.isEmpty() && fields.containsKey(name)) {
            bad(name, allowed);
        }
        return value;
    }

    private String matching(String name, String pattern, String allowed) {
        String value = text(name).orElse("");
        if (!value.matches(pattern)) {
            bad(name, allowed);
        }
        return value;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(String::valueOf);
    }

    private static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }

    private void bad(String name, String allowed) {
        problems.add(
                place() + ": " + name + (fields.containsKey(name) ? " is '" + fields.get(name) + "'" : " is missing")
                        + "; allowed is " + allowed);
    }

    private String place() {
        return file + ", entity " + fields.get("entity");
    }
}
