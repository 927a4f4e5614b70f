package io.camelclio.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The files that an integration team edits, read as plain YAML and properties from where they lie. */
final class RouteFiles {

    private static final YAMLMapper YAML = new YAMLMapper();

    private RouteFiles() {}

    static List<Path> routes() {
        return yaml("camel");
    }

    static List<Path> kamelets() {
        return yaml("kamelets");
    }

    static List<Path> topics() {
        return yaml("../kafka-config/topics");
    }

    /** Every root item of every file of routes. */
    static List<JsonNode> rootItems() {
        List<JsonNode> items = new ArrayList<>();
        routes().forEach(file -> read(file).forEach(items::add));
        return items;
    }

    static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static Properties properties() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static List<Path> yaml(String folder) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalStateException("There are no YAML files in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
