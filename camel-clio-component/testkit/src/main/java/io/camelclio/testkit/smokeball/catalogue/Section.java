package io.camelclio.testkit.smokeball.catalogue;

import io.camelclio.testkit.smokeball.catalogue.Resource.VersionKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The lines of one collection or type in {@code collections.txt}. */
final class Section {

    private final boolean collection;
    private final String name;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, List<String>> traits = new LinkedHashMap<>();

    Section(String heading) {
        String[] words = heading.split(" ");
        this.collection = words[0].equals("collection");
        this.name = words[1];
    }

    void add(String line) {
        if (line.startsWith("@")) {
            String[] words = line.substring(1).split(" ", 2);
            traits.computeIfAbsent(words[0], none -> new ArrayList<>()).add(words.length < 2 ? "" : words[1]);
        } else {
            fields.add(Field.parse(line));
        }
    }

    boolean isCollection() {
        return collection;
    }

    String name() {
        return name;
    }

    List<Field> fields() {
        return List.copyOf(fields);
    }

    Resource toResource() {
        return new Resource(
                name,
                trait("path").orElseThrow(),
                trait("entity").orElseThrow(),
                words("under").map(word -> Set.of(word.split("\\|"))).toList(),
                Envelope.parse(trait("envelope").orElseThrow()),
                set("paging"),
                all("since").map(Since::parse).toList(),
                all("filter").map(Filter::parse).toList(),
                set("sort"),
                set("fields"),
                trait("id").isEmpty(),
                trait("links").isEmpty(),
                trait("plain").isPresent(),
                VersionKind.valueOf(trait("version").orElse("none").toUpperCase(Locale.ROOT)),
                trait("updated").map(Updated::parse),
                trait("delete").filter(text -> !text.equals("vanish")).map(Deletion::parse),
                trait("single").isPresent(),
                trait("scope"),
                trait("event"),
                fields());
    }

    private Stream<String> all(String trait) {
        return traits.getOrDefault(trait, List.of()).stream();
    }

    private Optional<String> trait(String trait) {
        return all(trait).findFirst();
    }

    private Stream<String> words(String trait) {
        return all(trait).flatMap(text -> Stream.of(text.split(" ")));
    }

    private Set<String> set(String trait) {
        return words(trait).collect(LinkedHashSet::new, Set::add, Set::addAll);
    }
}
