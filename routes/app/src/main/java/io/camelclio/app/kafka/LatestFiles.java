package io.camelclio.app.kafka;

import io.camelclio.kafka.topics.TopicDefinition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the topic files belong to latest state, told by their names: {@code clio.contact.latest.v1} holds the latest of
 * {@code clio.contact.v1}, and {@code integration.latest.clio.v1-versions-changelog} keeps what is remembered of all of
 * Clio's records. A kind of record without a latest topic has no latest state.
 */
final class LatestFiles {

    /** What Kafka Streams puts behind its application.id to name the changelog. */
    static final String CHANGELOG = "-versions-changelog";

    private static final String CHANGES = ".v1";
    private static final String LATEST = ".latest.v1";
    private static final String APPLICATION = "integration.latest.";
    private static final Pattern OURS_FOR_A_VENDOR = Pattern.compile("integration\\.[a-z]+\\.([a-z]+)\\.v1.*");

    private final List<TopicDefinition> files;
    private final Map<String, TopicDefinition> byName = new HashMap<>();

    /**
     * One kind of record.
     *
     * @param entity such as {@code clio.contact}
     */
    record Kind(String entity, TopicDefinition changes, TopicDefinition latest) {

        String vendor() {
            return vendorOf(changes);
        }
    }

    /** @param files of two with one name the later counts */
    LatestFiles(List<TopicDefinition> files) {
        this.files = files;
        files.forEach(file -> byName.put(file.name(), file));
    }

    static boolean isLatest(TopicDefinition file) {
        return file.name().endsWith(LATEST);
    }

    static boolean isChangelog(TopicDefinition file) {
        return file.name().endsWith(CHANGELOG);
    }

    /** Whose records a topic is for: {@code clio}, {@code smokeball}, {@code integration}, or a team's own. */
    static String vendorOf(TopicDefinition file) {
        String name = file.name();
        Matcher ours = OURS_FOR_A_VENDOR.matcher(name);
        return ours.matches() ? ours.group(1) : name.substring(0, Math.max(0, name.indexOf('.')));
    }

    /** The name that a vendor's changelog has to have. */
    static String changelogOf(String vendor) {
        return APPLICATION + vendor + CHANGES + CHANGELOG;
    }

    /** The kinds of record that have a latest state, by their names. */
    List<Kind> kinds() {
        return byName.values().stream()
                .filter(LatestFiles::isLatest)
                .map(latest -> {
                    String entity = latest.name().substring(0, latest.name().length() - LATEST.length());
                    return new Kind(entity, byName.get(entity + CHANGES), latest);
                })
                .filter(kind -> kind.changes() != null)
                .sorted(Comparator.comparing(Kind::entity))
                .toList();
    }

    /** The changelog of each vendor, by its name. */
    Map<String, TopicDefinition> changelogs() {
        Map<String, TopicDefinition> changelogs = new TreeMap<>();
        byName.values().stream()
                .filter(file -> file.name().equals(changelogOf(vendorOf(file))))
                .forEach(file -> changelogs.put(vendorOf(file), file));
        return changelogs;
    }

    /**
     * Gives latest topics the partitions of their change topics, and each changelog those of its vendor's change topic with
     * the most.
     *
     * @param configured what the files are made into by properties; changed here
     */
    void follow(Map<TopicDefinition, TopicDefinition> configured) {
        Map<String, Integer> partitions = new HashMap<>();
        files.stream().map(configured::get).forEach(topic -> partitions.put(topic.name(), topic.partitions()));
        Map<String, Integer> most = new HashMap<>();
        for (Kind kind : kinds()) {
            int changes = partitions.get(configured.get(kind.changes()).name());
            configured.computeIfPresent(kind.latest(), (file, topic) -> topic.withPartitions(changes));
            most.merge(kind.vendor(), changes, Math::max);
        }
        changelogs().forEach((vendor, file) -> {
            if (most.containsKey(vendor)) {
                configured.computeIfPresent(file, (any, topic) -> topic.withPartitions(most.get(vendor)));
            }
        });
    }
}
