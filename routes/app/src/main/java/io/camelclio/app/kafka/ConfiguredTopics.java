package io.camelclio.app.kafka;

import io.camelclio.app.settings.SettingsException;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import io.camelclio.kafka.topics.TopicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
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

    private static final String LATEST_STATE = "latest_state";
    private static final String ON = "on";
    private static final String OFF = "off";

    private final RouteProperties properties;
    private final TopicOverrides overrides;
    private final List<TopicDefinition> files;
    private final LatestFiles latestFiles;
    private final boolean latestState;

    private ConfiguredTopics(RouteProperties properties, TopicOverrides overrides, List<TopicDefinition> files) {
        this.properties = properties;
        this.overrides = overrides;
        this.files = files;
        this.latestFiles = new LatestFiles(files);
        this.latestState = !properties.value(LATEST_STATE).equals(Optional.of(OFF));
    }

    /**
     * Reads the topic files and what the properties change about them.
     *
     * @param routesDir a team's own folder, whose folder {@code topics} may hold further files
     * @throws SettingsException naming every property that is wrong
     */
    public static ConfiguredTopics read(RouteProperties properties, Optional<Path> routesDir) throws SettingsException {
        List<TopicDefinition> files =
                Stream.concat(TopicFiles.packaged().stream(), own(routesDir)).toList();
        List<String> problems = new ArrayList<>();
        TopicOverrides overrides = TopicOverrides.read(properties, files, problems);
        properties
                .value(LATEST_STATE)
                .filter(word -> !Set.of(ON, OFF).contains(word))
                .ifPresent(
                        word -> problems.add("Property " + LATEST_STATE + " is '" + word + "'; allowed are on, off"));
        if (problems.isEmpty()) {
            ConfiguredTopics topics = new ConfiguredTopics(properties, overrides, files);
            topics.checkLatestState(problems);
            if (problems.isEmpty()) {
                return topics;
            }
        }
        throw new SettingsException(problems);
    }

    /** A record's key is its own within its kind only, so two kinds in one topic would overwrite each other. */
    private void checkLatestState(List<String> problems) {
        Set<String> taken = new HashSet<>();
        for (LatestFiles.Kind kind : latestState ? latestFiles.kinds() : List.<LatestFiles.Kind>of()) {
            for (TopicDefinition file : List.of(kind.changes(), kind.latest())) {
                if (!taken.add(nameOf(file))) {
                    problems.add("Property " + LATEST_STATE + " is on, but " + TopicOverrides.propertyOf(file)
                            + " names the topic " + nameOf(file) + ", which another kind of record has;"
                            + " give each its own, or set " + LATEST_STATE + " = off");
                }
            }
        }
    }

    private static Stream<TopicDefinition> own(Optional<Path> routesDir) {
        return routesDir
                .map(folder -> folder.resolve("topics"))
                .filter(Files::isDirectory)
                .map(folder -> TopicFiles.in(folder).stream())
                .orElse(Stream.empty());
    }

    /**
     * Every topic that a property names has to have a file, or nobody would create it and writing to it would fail later.
     *
     * @throws SettingsException naming the property and what to add
     */
    public void requireFiles(boolean clio, boolean smokeball) throws SettingsException {
        Set<String> known =
                matching(file -> true).stream().map(TopicDefinition::name).collect(Collectors.toSet());
        List<String> problems = properties.names().stream()
                .filter(TopicOverrides::namesATopic)
                .filter(name -> clio || !name.startsWith("clio."))
                .filter(name -> smokeball || !name.startsWith("smokeball."))
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

    /** All topics, sorted by name; without those of latest state if that is off. */
    public List<TopicDefinition> all() {
        return of(true, true);
    }

    /** The topics that are needed when only these vendors are on. */
    public List<TopicDefinition> of(boolean clio, boolean smokeball) {
        return matching(file -> (latestState || !LatestFiles.isLatest(file) && !LatestFiles.isChangelog(file))
                && (clio || !file.name().startsWith("clio."))
                && (smokeball || !file.name().startsWith("smokeball.")));
    }

    /** The names of all topics that latest state has to do with; empty if it is off. */
    public List<String> latestNames() {
        return matching(file -> latestState && isOfLatestState(file)).stream()
                .map(TopicDefinition::name)
                .toList();
    }

    private boolean isOfLatestState(TopicDefinition file) {
        return LatestFiles.isChangelog(file)
                || latestFiles.kinds().stream()
                        .anyMatch(kind ->
                                kind.changes().equals(file) || kind.latest().equals(file));
    }

    /**
     * What latest state works with. It takes all kinds of record that have their topics, whichever vendor is on here:
     * every copy of the application has to take the same.
     *
     * @param existing the names of the topics that there are
     * @return empty if it is off, or has nothing to work with
     */
    public Optional<LatestTopics> latest(Set<String> existing) {
        Map<String, String> latestOf = new TreeMap<>();
        Set<String> restorable = new HashSet<>();
        for (LatestFiles.Kind kind : latestState ? latestFiles.kinds() : List.<LatestFiles.Kind>of()) {
            String changes = nameOf(kind.changes());
            if (existing.containsAll(Set.of(changes, nameOf(kind.latest())))) {
                latestOf.put(changes, nameOf(kind.latest()));
                if (LatestTopics.isRestorable(kind.entity())) {
                    restorable.add(changes);
                }
            }
        }
        return latestFiles
                .changelog()
                .map(this::nameOf)
                .filter(changelog -> !latestOf.isEmpty())
                .map(changelog -> changelog.substring(0, changelog.length() - LatestFiles.CHANGELOG.length()))
                .map(application -> new LatestTopics(application, latestOf, restorable));
    }

    /** What one record of each latest topic is called, such as {@code contact}; empty if latest state is off. */
    public Map<String, String> latestEntities() {
        Map<String, String> entities = new TreeMap<>();
        if (latestState) {
            latestFiles
                    .kinds()
                    .forEach(kind -> entities.put(
                            nameOf(kind.latest()),
                            kind.entity().substring(kind.entity().indexOf('.') + 1)));
        }
        return entities;
    }

    /**
     * What is wrong with the numbers of partitions, since Kafka Streams works only if the changelog has exactly as many as
     * the change topic with the most.
     *
     * @param actual the numbers that topics have
     * @return what is wrong and what to do; empty if nothing is
     */
    public Optional<String> changelogProblem(Map<String, Integer> actual) {
        return latest(actual.keySet())
                .filter(latest -> actual.containsKey(latest.changelog()))
                .flatMap(latest -> {
                    String changes = Collections.max(latest.latestOf().keySet(), Comparator.comparing(actual::get));
                    return actual.get(changes).equals(actual.get(latest.changelog()))
                            ? Optional.empty()
                            : Optional.of(problem(latest, changes, actual));
                });
    }

    private static String problem(LatestTopics latest, String changes, Map<String, Integer> actual) {
        int needed = actual.get(changes);
        int there = actual.get(latest.changelog());
        return "Latest state cannot work: topic %s has %d partitions but needs %d, as many as %s has. %s"
                .formatted(
                        latest.changelog(),
                        there,
                        needed,
                        changes,
                        there < needed
                                ? "Configure " + needed
                                        + " for that one (<…>.topic.partitions) and run 'topics apply'; what"
                                        + " is remembered of keys that move is lost, so that an old change of theirs may win"
                                : "Stop the application, delete that topic and the group " + latest.applicationId()
                                        + ", and run 'topics apply': it is built anew from the changes that there are");
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

    private String nameOf(TopicDefinition file) {
        return overrides.applyTo(file).name();
    }

    /** A team's own file says how a topic is to be, whichever packaged file has been given its name. */
    private List<TopicDefinition> matching(Predicate<TopicDefinition> needed) {
        Map<String, TopicDefinition> topics = new TreeMap<>();
        files.stream().filter(needed).map(overrides::applyTo).forEach(topic -> topics.put(topic.name(), topic));
        return List.copyOf(topics.values());
    }
}
