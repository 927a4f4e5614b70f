package io.camelclio.app.kafka;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.KafkaSettings;
import io.camelclio.app.settings.Settings;
import io.camelclio.app.settings.SettingsException;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics this application works with: those of the topic files and of further files beside a team's own routes, as
 * the routes' properties want them. Routes, the command {@code topics} and the check at start all ask here, so they
 * cannot disagree about a name, a number of partitions or a retention.
 */
public final class ConfiguredTopics {

    /** The folder of topic files, of our own and of a team's. */
    private static final String TOPICS = "topics";

    private final RouteProperties properties;
    private final TopicOverrides overrides;
    private final List<TopicDefinition> files;
    private final Set<String> unread;
    private final ConfiguredLatest latest;

    private ConfiguredTopics(
            RouteProperties properties,
            TopicOverrides overrides,
            List<TopicDefinition> files,
            Set<String> unread,
            ConfiguredLatest latest) {
        this.properties = properties;
        this.overrides = overrides;
        this.files = files;
        this.unread = unread;
        this.latest = latest;
    }

    /**
     * Reads the topic files, those that the setting KAFKA_CONFIG_DIR has instead of ours, and what the properties change
     * about them.
     *
     * @param routesDir a team's own folder, whose folder {@code topics} may hold further files
     * @throws SettingsException naming every property that is wrong
     */
    public static ConfiguredTopics read(RouteProperties properties, Optional<Path> routesDir) throws SettingsException {
        Optional<Path> instead = properties
                .value(KafkaSettings.CONFIG_DIR)
                .map(folder -> Path.of(folder, TOPICS))
                .filter(Files::isDirectory);
        List<TopicDefinition> files = Stream.concat(TopicFiles.packaged(instead).stream(), own(routesDir))
                .toList();
        Set<String> unread = unread(Collections.read(routesDir, properties.value(Collections.PROPERTY)));
        LatestFiles latestFiles = new LatestFiles(
                files.stream().filter(file -> !unread.contains(file.name())).toList());
        List<String> problems = new ArrayList<>();
        TopicOverrides overrides = TopicOverrides.read(properties, files, latestFiles, problems);
        if (problems.isEmpty()) {
            ConfiguredLatest latest = new ConfiguredLatest(properties, overrides, latestFiles);
            problems.addAll(latest.problems());
            if (problems.isEmpty()) {
                return new ConfiguredTopics(properties, overrides, files, unread, latest);
            }
        }
        throw new SettingsException(problems);
    }

    /**
     * Reads them for a command that starts no application: from the folder that the setting ROUTES_DIR names, or as
     * packaged.
     *
     * @throws SettingsException naming every property that is wrong
     */
    public static ConfiguredTopics read(Given given) throws SettingsException {
        Optional<Path> routesDir = given.value("ROUTES_DIR").map(Path::of);
        return read(RouteProperties.load(routesDir, given), routesDir);
    }

    /** The topics of the collections that are off. */
    private static Set<String> unread(Collections collections) {
        return collections.entities().stream()
                .filter(entity -> !collections.isOn(entity))
                .flatMap(entity -> Stream.of("smokeball." + entity + ".v1", "smokeball." + entity + ".latest.v1"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<TopicDefinition> own(Optional<Path> routesDir) {
        return routesDir
                .map(folder -> folder.resolve(TOPICS))
                .filter(Files::isDirectory)
                .map(folder -> TopicFiles.in(folder).stream())
                .orElse(Stream.empty());
    }

    /**
     * Every topic that a property names has to have a file, or nobody would create it and writing to it would fail later.
     *
     * @throws SettingsException naming the property and what to add
     */
    public void requireFiles(Set<String> vendors) throws SettingsException {
        Set<String> known =
                matching(file -> true).stream().map(TopicDefinition::name).collect(Collectors.toSet());
        List<String> problems = properties.names().stream()
                .filter(TopicOverrides::namesATopic)
                .filter(name -> isNeeded(name.substring(0, name.indexOf('.')), vendors))
                .filter(name -> properties.value(name).isPresent() && !known.contains(name(name)))
                .sorted()
                .map(name -> "Property " + name + " names the topic " + name(name)
                        + ", which has no topic file; add one to the folder topics of ROUTES_DIR")
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /**
     * The name on Kafka of the topic that a property such as {@code clio.activity.topic} names, prefix included.
     *
     * @throws IllegalArgumentException if neither the properties nor a topic file knows it
     */
    public String name(String property) {
        return overrides.name(property);
    }

    /** The properties that name topics, with the names that the topics have on Kafka. */
    public Map<String, String> routeProperties() {
        Map<String, String> names = new TreeMap<>();
        Stream.concat(
                        properties.names().stream().filter(TopicOverrides::namesATopic),
                        files.stream().map(TopicOverrides::propertyOf))
                .filter(overrides::hasName)
                .forEach(property -> names.put(property, name(property)));
        return names;
    }

    /** All topics, sorted by name; without those of latest state if that is off, and of collections that are not read. */
    public List<TopicDefinition> all() {
        return of(Settings.VENDORS);
    }

    /** The topics that are needed when only these vendors are on; those of nobody's records are needed always. */
    public List<TopicDefinition> of(Set<String> vendors) {
        return matching(file -> !unread.contains(file.name())
                && !latest.canDoWithout(file)
                && isNeeded(LatestFiles.vendorOf(file), vendors));
    }

    static boolean isNeeded(String vendor, Set<String> vendors) {
        return vendors.contains(vendor) || !Settings.VENDORS.contains(vendor);
    }

    /**
     * What the latest states of these vendors work with: of each vendor all kinds of record that have a latest topic.
     *
     * @return empty if latest state is off
     */
    public List<LatestTopics> latest(Set<String> vendors) {
        return latest.of(vendors);
    }

    /** The most records that are known of each change topic, or, without latest state, of an account. */
    public int mostKnownRecords() {
        return latest.mostKnownRecords();
    }

    /** What one record of each latest topic is called, such as {@code contact}; empty if latest state is off. */
    public Map<String, String> latestEntities() {
        return latest(Settings.VENDORS).stream()
                .flatMap(vendor -> vendor.kinds().stream())
                .collect(Collectors.toMap(LatestKind::latest, LatestKind::name));
    }

    /** The names of all topics that the latest states of these vendors have to do with; empty if latest state is off. */
    public List<String> latestNames(Set<String> vendors) {
        return latest(vendors).stream()
                .flatMap(topics -> topics.names().stream())
                .sorted()
                .toList();
    }

    /**
     * What is wrong with the numbers of partitions of these vendors' changelogs.
     *
     * @param actual the numbers that the topics of latest state have; without those that are not there
     * @return what is wrong and what to do; empty if nothing is
     */
    public List<String> changelogProblems(Set<String> vendors, Map<String, Integer> actual) {
        return latest(vendors).stream()
                .flatMap(topics -> ConfiguredLatest.changelogProblem(topics, actual).stream())
                .toList();
    }

    /** What one record of each change topic is called, with its vendor, such as {@code clio.contact}. */
    public Map<String, String> changeEntities() {
        Map<String, String> entities = new TreeMap<>();
        for (TopicDefinition file : files) {
            String property = TopicOverrides.propertyOf(file);
            if (!property.startsWith("integration.") && !property.endsWith(".latest.topic")) {
                entities.put(name(property), property.substring(0, property.length() - ".topic".length()));
            }
        }
        return entities;
    }

    /** The change topics of one vendor, by their names on Kafka. */
    public List<String> changes(String vendor) {
        return changeEntities().entrySet().stream()
                .filter(topic -> topic.getValue().startsWith(vendor + "."))
                .filter(topic -> !topic.getValue().equals(vendor + ".dead_letter"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Everything that is named after one kind of record: its changes ({@code clio.contact.v1}), its latest state ({@code
     * clio.contact.latest.v1}), on or off, and the failures of its vendor, which may hold any kind.
     *
     * @param entity such as {@code clio.contact}
     * @return empty if there is no such kind of record
     */
    public List<TopicDefinition> holding(String entity) {
        Set<String> own = Set.of(entity + ".v1", entity + ".latest.v1");
        String failures = entity.substring(0, entity.indexOf('.') + 1) + "dead_letter.v1";
        return own.stream().anyMatch(name -> files.stream()
                        .anyMatch(file -> file.name().equals(name)))
                ? matching(file -> own.contains(file.name()) || file.name().equals(failures))
                : List.of();
    }

    /** A team's own file says how a topic is to be, whichever packaged file has been given its name. */
    private List<TopicDefinition> matching(Predicate<TopicDefinition> needed) {
        Map<String, TopicDefinition> topics = new TreeMap<>();
        files.stream().filter(needed).map(overrides::applyTo).forEach(topic -> topics.put(topic.name(), topic));
        return List.copyOf(topics.values());
    }
}
