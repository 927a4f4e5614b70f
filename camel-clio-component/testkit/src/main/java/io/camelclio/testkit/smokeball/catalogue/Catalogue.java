package io.camelclio.testkit.smokeball.catalogue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The collections the sandbox plays, read from {@code collections.txt}, and the webhook events' types, read from
 * {@code webhook-types.txt}, both beside this class. Immutable after loading.
 */
public final class Catalogue {

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, List<Field>> types = new LinkedHashMap<>();
    private final List<Route> routes;
    private final List<String> eventTypes;

    private Catalogue() {
        Section section = null;
        for (String line : lines("collections.txt")) {
            if (line.startsWith("collection ") || line.startsWith("type ")) {
                section = new Section(line);
            } else if (line.isBlank()) {
                add(section);
                section = null;
            } else {
                section.add(line.strip());
            }
        }
        add(section);
        routes = resources.values().stream().map(Route::new).toList();
        eventTypes = lines("webhook-types.txt");
    }

    public static Catalogue load() {
        return new Catalogue();
    }

    public Collection<Resource> resources() {
        return resources.values();
    }

    /**
     * A collection by our name or its path.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Resource resource(String nameOrPath) {
        Resource named = resources.get(nameOrPath);
        return named != null
                ? named
                : resources.values().stream()
                        .filter(resource -> resource.path().equals(nameOrPath))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("Smokeball has no collection '" + nameOrPath
                                + "'; there are: " + String.join(", ", resources.keySet())));
    }

    /** The fields of a nested object. */
    public List<Field> type(String name) {
        return types.get(name);
    }

    /** The documented types of webhook events. */
    public List<String> eventTypes() {
        return eventTypes;
    }

    /** What a path names, or empty if the API has no such path. A literal word counts before an id. */
    public Optional<Target> find(String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        Target best = null;
        int most = -1;
        for (Route route : routes) {
            Optional<Target> target = route.match(segments);
            if (target.isPresent() && route.literals() > most) {
                best = target.get();
                most = route.literals();
            }
        }
        return Optional.ofNullable(best);
    }

    private void add(Section section) {
        if (section == null) {
            return;
        }
        if (section.isCollection()) {
            resources.put(section.name(), section.toResource());
        } else {
            types.put(section.name(), section.fields());
        }
    }

    private static List<String> lines(String file) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Catalogue.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " from the test kit's own jar", e);
        }
        return lines;
    }

    /** The path of one collection, taken apart. */
    private static final class Route {

        private final Resource resource;
        private final String[] segments;

        private Route(Resource resource) {
            this.resource = resource;
            this.segments = resource.path().substring(1).split("/");
        }

        private int literals() {
            return (int)
                    Arrays.stream(segments).filter(segment -> !isId(segment)).count();
        }

        private Optional<Target> match(List<String> path) {
            boolean one = resource.single() && path.size() == segments.length + 1;
            if (path.contains("") || !one && path.size() != segments.length) {
                return Optional.empty();
            }
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < segments.length; i++) {
                if (isId(segments[i])) {
                    ids.add(path.get(i));
                } else if (!segments[i].equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Target(
                    resource, List.copyOf(ids), one ? Optional.of(path.get(segments.length)) : Optional.empty()));
        }

        private static boolean isId(String segment) {
            return segment.startsWith("{");
        }
    }
}
