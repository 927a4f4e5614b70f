package io.camelclio.app.smokeball.collection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The file that describes the collections: a team's own where its folder has one, else the packaged one. Whatever is wrong
 * in it is told, with the place, and not only the first fault.
 */
final class CollectionFile {

    /** Where it lies, in a team's folder and on the class path. */
    static final String PATH = "smokeball/collections.yaml";

    private final String name;
    private final List<String> problems;

    private CollectionFile(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * Reads the file.
     *
     * @param problems what is wrong in it is added here
     * @return the collections by their entities, in the file's order; incomplete if there are problems
     */
    static Map<String, Collection> read(Optional<Path> routesDir, List<String> problems) {
        Optional<Path> own = routesDir.map(folder -> folder.resolve(PATH)).filter(Files::exists);
        String name = own.map(Path::toString).orElse(PATH);
        try (InputStream content = own.isPresent()
                ? Files.newInputStream(own.get())
                : CollectionFile.class.getClassLoader().getResourceAsStream(PATH)) {
            return new CollectionFile(name, problems).collections(content);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private Map<String, Collection> collections(InputStream content) {
        Map<String, Collection> collections = new LinkedHashMap<>();
        for (Object entry : document(content)) {
            if (entry instanceof Map<?, ?> fields) {
                Collection collection = new CollectionEntry(name, fields, problems).collection();
                if (collections.put(collection.entity(), collection) != null) {
                    problems.add(name + " has the entity " + collection.entity() + " twice; each has one entry");
                }
            } else {
                problems.add(
                        name + " holds '" + entry + "' where an entry with fields such as entity, path is allowed");
            }
        }
        collections.values().forEach(collection -> checkParents(collection, collections));
        return collections;
    }

    private List<?> document(InputStream content) {
        try {
            Object document = new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(content);
            if (document instanceof List<?> entries) {
                return entries;
            }
            problems.add(name + " is no list of entries; each begins with '- entity: '");
        } catch (MarkedYamlEngineException e) {
            problems.add(name + " is not well-formed YAML: " + e.getProblem()
                    + e.getProblemMark()
                            .map(mark -> " at line " + (mark.getLine() + 1))
                            .orElse(""));
        } catch (YamlEngineException e) {
            problems.add(name + " is not well-formed YAML");
        }
        return List.of();
    }

    private void checkParents(Collection collection, Map<String, Collection> all) {
        collection.parents().entrySet().forEach(parent -> {
            if (!all.containsKey(parent.getValue())) {
                problems.add(name + ", entity " + collection.entity() + ": parents has " + parent.getKey() + ": "
                        + parent.getValue() + "; allowed are entities of this file");
            }
        });
    }
}
