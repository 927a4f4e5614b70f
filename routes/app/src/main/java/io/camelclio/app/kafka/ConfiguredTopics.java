package io.camelclio.app.kafka;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics this application writes to: those of the topic files, under the names the routes' properties give them, and
 * those of further files beside a team's own routes.
 */
public final class ConfiguredTopics {

    private static final String VERSION = ".v1";

    private final RouteProperties properties;
    private final Optional<Path> routesDir;

    public ConfiguredTopics(RouteProperties properties, Optional<Path> routesDir) {
        this.properties = properties;
        this.routesDir = routesDir;
    }

    /**
     * Every topic that a property names has to have a file, or nobody would create it and writing to it would fail later.
     *
     * @throws SettingsException naming the property and what to add
     */
    public void requireFiles(boolean clio, boolean smokeball) throws SettingsException {
        Set<String> known = all().stream().map(TopicDefinition::name).collect(Collectors.toSet());
        List<String> problems = properties.names().stream()
                .filter(name -> name.endsWith(".topic"))
                .filter(name -> clio || !name.startsWith("clio."))
                .filter(name -> smokeball || !name.startsWith("smokeball."))
                .filter(name -> properties
                        .value(name)
                        .filter(topic -> !known.contains(topic))
                        .isPresent())
                .sorted()
                .map(name -> "Property " + name + " names the topic "
                        + properties.value(name).orElseThrow()
                        + ", which has no topic file; add one to the folder topics of ROUTES_DIR")
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** All topics. */
    public List<TopicDefinition> all() {
        return matching(name -> true);
    }

    /** The topics that are needed when only these vendors are on. */
    public List<TopicDefinition> of(boolean clio, boolean smokeball) {
        return matching(name -> name.startsWith("clio.") ? clio : name.startsWith("smokeball.") ? smokeball : true);
    }

    /** A team's own file says how a topic is to be, whichever packaged file has been given its name. */
    private List<TopicDefinition> matching(Predicate<String> needed) {
        Map<String, TopicDefinition> topics = new TreeMap<>();
        Stream.concat(TopicFiles.packaged().stream(), own())
                .filter(topic -> needed.test(topic.name()))
                .map(this::named)
                .forEach(topic -> topics.put(topic.name(), topic));
        return List.copyOf(topics.values());
    }

    private Stream<TopicDefinition> own() {
        return routesDir
                .map(folder -> folder.resolve("topics"))
                .filter(Files::isDirectory)
                .map(folder -> TopicFiles.in(folder).stream())
                .orElse(Stream.empty());
    }

    /** {@code clio.activity.v1} is called what the property {@code clio.activity.topic} says. */
    private TopicDefinition named(TopicDefinition topic) {
        String name = topic.name().endsWith(VERSION)
                ? properties
                        .value(topic.name().substring(0, topic.name().length() - VERSION.length()) + ".topic")
                        .orElse(topic.name())
                : topic.name();
        return new TopicDefinition(topic.file(), name, topic.partitions(), topic.replicas(), topic.config());
    }
}
