package io.camelclio.app.smokeball.collection;

import io.camelclio.app.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All collections that Smokeball has, and which of them are read. One that is privileged, personal or of no use to most is
 * read only when the setting {@code smokeball.collections} names it.
 */
public final class Collections {

    /** The property that says which are read. */
    public static final String PROPERTY = "smokeball.collections";

    /** The bean in Camel's registry by which routes find them. */
    public static final String BEAN = "collectionsOfSmokeball";

    private static final String DEFAULT = "default";

    private final Map<String, Collection> byEntity;
    private final Set<String> on;

    private Collections(Map<String, Collection> byEntity, Set<String> on) {
        this.byEntity = byEntity;
        this.on = on;
    }

    /**
     * Reads the file of collections and the choice among them.
     *
     * @param routesDir a team's own folder, which may hold a file of its own
     * @param choice the property: {@code default}, entities that are read beside them, and {@code -entity} for one that is
     *     not, separated by commas; empty is {@code default}
     * @throws SettingsException naming every place that is wrong
     */
    public static Collections read(Optional<Path> routesDir, Optional<String> choice) throws SettingsException {
        List<String> problems = new ArrayList<>();
        Map<String, Collection> byEntity = CollectionFile.read(routesDir, problems);
        Set<String> on = chosen(choice.orElse(DEFAULT), byEntity, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new Collections(byEntity, on);
    }

    private static Set<String> chosen(String choice, Map<String, Collection> byEntity, List<String> problems) {
        Set<String> on = new HashSet<>();
        for (String word : choice.split(",", -1)) {
            String entity = word.strip();
            boolean without = entity.startsWith("-");
            if (entity.equals(DEFAULT)) {
                byEntity.values().stream()
                        .filter(collection -> collection.whyOff().isEmpty())
                        .forEach(collection -> on.add(collection.entity()));
            } else if (!byEntity.containsKey(without ? entity.substring(1) : entity)) {
                problems.add("Property " + PROPERTY + " names '" + entity + "'; allowed are " + DEFAULT
                        + ", an entity of " + CollectionFile.PATH + " such as "
                        + byEntity.keySet().stream().limit(3).collect(Collectors.joining(", "))
                        + ", or -entity to leave one out");
            } else if (without) {
                on.remove(entity.substring(1));
            } else {
                on.add(entity);
            }
        }
        return on;
    }

    /** The entities of all collections, read or not, in the file's order. */
    public Set<String> entities() {
        return byEntity.keySet();
    }

    /** Whether a collection is read. One that the file does not know is a team's own affair, and counts as read. */
    public boolean isOn(String entity) {
        return on.contains(entity) || !byEntity.containsKey(entity);
    }

    /** Whether a collection that the file knows is read. */
    public boolean reads(String entity) {
        return on.contains(entity);
    }

    /** @throws IllegalArgumentException when the file does not know it */
    public Collection of(String entity) {
        Collection collection = byEntity.get(entity);
        if (collection == null) {
            throw new IllegalArgumentException(
                    "A route reads the entity '" + entity + "' from Smokeball, which " + CollectionFile.PATH
                            + " does not describe; add an entry, or correct the route's parameter entity");
        }
        return collection;
    }
}
