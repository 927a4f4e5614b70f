package io.camelclio.testkit.clio.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources the sandbox plays and the record types nested in them, read from {@code resources.txt} and
 * {@code types.txt} beside this class. Immutable after loading.
 */
public final class Catalogue {

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, RecordType> types = new LinkedHashMap<>();

    private Catalogue() {}

    public static Catalogue load() {
        Catalogue catalogue = new Catalogue();
        Section section = null;
        for (String line : lines("resources.txt", "types.txt")) {
            if (line.startsWith("resource ") || line.startsWith("type ")) {
                section = new Section(line);
            } else if (line.isBlank()) {
                catalogue.add(section);
                section = null;
            } else if (!line.startsWith("#")) {
                section.add(line.strip());
            }
        }
        return catalogue;
    }

    public Collection<Resource> resources() {
        return resources.values();
    }

    public Optional<Resource> resource(String path) {
        return Optional.ofNullable(resources.get(path));
    }

    /** The resource whose webhook model has this name, such as {@code calendar_entry}, or this number. */
    public Optional<Resource> model(String nameOrId) {
        return resources.values().stream()
                .filter(resource -> resource.model().isPresent())
                .filter(resource -> {
                    Model model = resource.model().get();
                    return model.name().equals(nameOrId)
                            || Integer.toString(model.id()).equals(nameOrId);
                })
                .findFirst();
    }

    public RecordType type(String name) {
        return types.get(name);
    }

    private void add(Section section) {
        if (section == null) {
            return;
        }
        if (section.resource) {
            resources.put(section.name, section.toResource());
        } else {
            types.put(section.name, RecordType.of(section.fields));
        }
    }

    /** The lines of all files, an empty one after each. */
    private static List<String> lines(String... files) {
        List<String> lines = new ArrayList<>();
        for (String file : files) {
            try (BufferedReader reader = new BufferedReader(
                    new InputStreamReader(Catalogue.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file + " from the test kit's own jar", e);
            }
            lines.add("");
        }
        return lines;
    }

    /** The lines of one resource or type. */
    private static final class Section {
        private final boolean resource;
        private final String name;
        private final List<Field> fields = new ArrayList<>();
        private final Map<String, String> traits = new LinkedHashMap<>();

        private Section(String heading) {
            String[] words = heading.split(" ");
            this.resource = words[0].equals("resource");
            this.name = words[1];
        }

        private void add(String line) {
            if (line.startsWith("@")) {
                int space = line.indexOf(' ');
                traits.put(line.substring(1, space), line.substring(space + 1));
            } else {
                fields.add(Field.parse(line));
            }
        }

        private Resource toResource() {
            String[] order = traits.getOrDefault("order", "id:").split(":");
            List<String> orders = order.length < 2 ? List.of() : List.copyOf(words(order[1]));
            return new Resource(
                    name,
                    traits.get("type"),
                    RecordType.of(fields),
                    model(),
                    words(traits.get("verbs")),
                    traits.containsKey("singleton"),
                    attributes("params"),
                    attributes("get"),
                    attributes("create"),
                    attributes("update"),
                    order[0],
                    orders,
                    Integer.parseInt(traits.getOrDefault("limit", "0")));
        }

        private Attributes attributes(String trait) {
            return Optional.ofNullable(traits.get(trait)).map(Attributes::parse).orElse(Attributes.NONE);
        }

        private Optional<Model> model() {
            return Optional.ofNullable(traits.get("model")).map(text -> {
                String[] words = text.split(" ");
                return new Model(words[0], Integer.parseInt(words[1]), words(traits.get("events")));
            });
        }

        private static Set<String> words(String text) {
            return new LinkedHashSet<>(List.of(text.strip().split(" ")));
        }
    }
}
