package io.camelclio.app.kafka;

import io.camelclio.kafka.latest.LatestKind;
import io.camelclio.kafka.latest.LatestTopics;
import io.camelclio.kafka.topics.TopicDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What latest state works with, by the topic files and the properties, and by nothing else: neither the topics that a
 * cluster has nor the polls that are on have a say, so that all copies of the application that are given the same take the
 * same kinds of record.
 */
public final class ConfiguredLatest {

    private static final String LATEST_STATE = "latest_state";
    private static final String MOST = "latest_state.max_records";
    private static final int DEFAULT_MOST = 500_000;
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{3,8}");
    private static final String ON = "on";
    private static final String OFF = "off";

    private final RouteProperties properties;
    private final TopicOverrides overrides;
    private final LatestFiles files;
    private final boolean on;

    ConfiguredLatest(RouteProperties properties, TopicOverrides overrides, LatestFiles files) {
        this.properties = properties;
        this.overrides = overrides;
        this.files = files;
        this.on = !properties.value(LATEST_STATE).equals(Optional.of(OFF));
    }

    /** What is wrong, each with property, value and what is allowed. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        properties
                .value(LATEST_STATE)
                .filter(word -> !Set.of(ON, OFF).contains(word))
                .ifPresent(
                        word -> problems.add("Property " + LATEST_STATE + " is '" + word + "'; allowed are on, off"));
        properties
                .value(MOST)
                .filter(number -> !NUMBER.matcher(number).matches())
                .ifPresent(number -> problems.add(
                        "Property " + MOST + " is '" + number + "'; allowed are numbers from 1000 to 999999999"));
        if (on) {
            checkThatNoTopicIsShared(problems);
            checkChangelogs(problems);
        }
        return problems;
    }

    /**
     * A record's key is its own within its kind only, so two kinds in one topic would overwrite each other. Properties that
     * only a team's own route knows count too; what only a further file is called does not.
     */
    private void checkThatNoTopicIsShared(List<String> problems) {
        Map<String, String> owners = new TreeMap<>();
        ownFiles().forEach(file -> owners.putIfAbsent(nameOf(file), TopicOverrides.propertyOf(file)));
        Stream.concat(
                        properties.names().stream()
                                .filter(TopicOverrides::namesATopic)
                                .filter(overrides::hasName),
                        ownFiles().map(TopicOverrides::propertyOf))
                .distinct()
                .sorted()
                .forEach(property -> {
                    String name = overrides.name(property);
                    String owner = owners.getOrDefault(name, property);
                    if (!owner.equals(property)) {
                        problems.add("Property " + LATEST_STATE + " is on, but " + property + " names the topic " + name
                                + ", which " + owner + " names too; give each its own, or set " + LATEST_STATE
                                + " = off");
                    }
                });
    }

    private void checkChangelogs(List<String> problems) {
        files.kinds().stream()
                .filter(kind -> !files.changelogs().containsKey(kind.vendor()))
                .forEach(kind -> problems.add("Property " + LATEST_STATE + " is on, and the topic "
                        + kind.latest().name() + " of file " + kind.latest().file()
                        + " needs the topic " + LatestFiles.changelogOf(kind.vendor())
                        + ", for which there is no file; add one to the folder topics of ROUTES_DIR, or set "
                        + LATEST_STATE + " = off"));
    }

    private Stream<TopicDefinition> ownFiles() {
        return Stream.concat(
                files.kinds().stream().flatMap(kind -> Stream.of(kind.changes(), kind.latest())),
                files.changelogs().values().stream());
    }

    /** The most records that are known of each change topic, or, without latest state, of an account. */
    public int mostKnownRecords() {
        return properties.value(MOST).map(Integer::parseInt).orElse(DEFAULT_MOST);
    }

    /** Whether nothing but latest state could need the topic of this file, and it does not. */
    boolean canDoWithout(TopicDefinition file) {
        return !on && (LatestFiles.isLatest(file) || LatestFiles.isChangelog(file));
    }

    /**
     * What the latest states of these vendors work with, of each vendor all kinds of record that have a latest topic.
     *
     * @return empty if latest state is off
     */
    public List<LatestTopics> of(Set<String> vendors) {
        if (!on) {
            return List.of();
        }
        Map<String, List<LatestKind>> kinds = files.kinds().stream()
                .filter(kind -> ConfiguredTopics.isNeeded(kind.vendor(), vendors))
                .collect(Collectors.groupingBy(
                        LatestFiles.Kind::vendor,
                        TreeMap::new,
                        Collectors.mapping(
                                kind -> new LatestKind(kind.entity(), nameOf(kind.changes()), nameOf(kind.latest())),
                                Collectors.toList())));
        return kinds.entrySet().stream()
                .map(vendor -> new LatestTopics(application(vendor.getKey()), vendor.getValue()))
                .toList();
    }

    private String application(String vendor) {
        String changelog = nameOf(files.changelogs().get(vendor));
        return changelog.substring(0, changelog.length() - LatestFiles.CHANGELOG.length());
    }

    /** Kafka Streams works only if a changelog has exactly as many partitions as the change topic with the most. */
    static Optional<String> changelogProblem(LatestTopics latest, Map<String, Integer> actual) {
        return latest.kinds().stream()
                .map(LatestKind::changes)
                .filter(actual::containsKey)
                .max(Comparator.comparing(actual::get))
                .filter(changes -> actual.containsKey(latest.changelog()))
                .filter(changes -> !actual.get(changes).equals(actual.get(latest.changelog())))
                .map(changes -> problem(latest, changes, actual));
    }

    private static String problem(LatestTopics latest, String changes, Map<String, Integer> actual) {
        int needed = actual.get(changes);
        int there = actual.get(latest.changelog());
        return "Latest state of %s cannot work: topic %s has %d partitions but needs %d, as many as %s has. %s"
                .formatted(
                        latest.vendor(),
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

    private String nameOf(TopicDefinition file) {
        return overrides.applyTo(file).name();
    }
}
