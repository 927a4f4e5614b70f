package io.camelclio.app.smokeball.collection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML file that is a list of entries with fields: a team's own where its folder has one, else the packaged one. What is
 * wrong in it is added to the problems, with the place.
 *
 * @param name as messages call it
 * @param packaged whether it is not a team's own
 */
record EntryFile(String name, boolean packaged, List<Map<?, ?>> entries) {

    /** @param path where it lies, in a team's folder and on the class path */
    static EntryFile read(String path, Optional<Path> routesDir, List<String> problems) {
        Optional<Path> own = routesDir.map(folder -> folder.resolve(path)).filter(Files::exists);
        String name = own.map(Path::toString).orElse(path);
        try (InputStream content = own.isPresent()
                ? Files.newInputStream(own.get())
                : EntryFile.class.getClassLoader().getResourceAsStream(path)) {
            return new EntryFile(name, own.isEmpty(), entries(name, document(name, content, problems), problems));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static List<Map<?, ?>> entries(String name, List<?> document, List<String> problems) {
        List<Map<?, ?>> entries = new ArrayList<>();
        for (Object entry : document) {
            if (entry instanceof Map<?, ?> fields) {
                entries.add(fields);
            } else {
                problems.add(
                        name + " holds '" + entry + "' where an entry with fields such as entity, path is allowed");
            }
        }
        return entries;
    }

    private static List<?> document(String name, InputStream content, List<String> problems) {
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
}
