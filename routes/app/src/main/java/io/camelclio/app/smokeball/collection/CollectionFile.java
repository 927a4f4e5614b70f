package io.camelclio.app.smokeball.collection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file that describes the collections. Whatever is wrong in it is told, with the place, and not only the first fault.
 */
final class CollectionFile {

    /** Where it lies, in a team's folder and on the class path. */
    static final String PATH = "smokeball/collections.yaml";

    private final EntryFile file;
    private final List<String> problems;

    private CollectionFile(EntryFile file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads the file.
     *
     * @param problems what is wrong in it is added here
     * @return the collections by their entities, in the file's order; incomplete if there are problems
     */
    static Map<String, Collection> read(Optional<Path> routesDir, List<String> problems) {
        EntryFile file = EntryFile.read(PATH, routesDir, problems);
        Map<String, Collection> collections = new CollectionFile(file, problems).collections();
        return file.packaged() ? collections : comparedWithPackaged(collections);
    }

    /** Whether a collection is whole, its packaged filters tell: a team's own may be there to narrow it. */
    private static Map<String, Collection> comparedWithPackaged(Map<String, Collection> own) {
        Map<String, Collection> packaged = read(Optional.empty(), new ArrayList<>());
        Map<String, Collection> compared = new LinkedHashMap<>();
        own.forEach((entity, collection) -> compared.put(
                entity,
                collection.wholeBy(
                        packaged.containsKey(entity) ? packaged.get(entity).filters() : Filters.NONE)));
        return compared;
    }

    private Map<String, Collection> collections() {
        Map<String, Collection> collections = new LinkedHashMap<>();
        for (Map<?, ?> fields : file.entries()) {
            Collection collection = new CollectionEntry(file.name(), fields, problems).collection();
            if (collections.put(collection.entity(), collection) != null) {
                problems.add(file.name() + " has the entity " + collection.entity() + " twice; each has one entry");
            }
        }
        collections.values().forEach(collection -> checkParents(collection, collections));
        return collections;
    }

    private void checkParents(Collection collection, Map<String, Collection> all) {
        collection.parents().entrySet().forEach(parent -> {
            if (!all.containsKey(parent.getValue())) {
                problems.add(file.name() + ", entity " + collection.entity() + ": parents has " + parent.getKey() + ": "
                        + parent.getValue() + "; allowed are entities of this file");
            }
        });
    }
}
