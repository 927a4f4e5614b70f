package io.camelclio.app.kafka;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;

import io.camelclio.kafka.topics.TopicDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What properties change about the topic files: a prefix, names, partitions, replicas and retention, for all topics
 * ({@code topics.partitions}) or for one ({@code clio.activity.topic.partitions}, which wins).
 *
 * <p>Topics of the integration itself ({@code integration.…}) take a prefix and a name, and replicas; their partitions
 * are part of how they work. Topics of latest state have the partitions that go with those of the change topics.
 */
final class TopicOverrides {

    private static final String TOPIC = ".topic";
    private static final String VERSION = ".v1";
    private static final String PREFIX = "topics.prefix";
    private static final String PARTITIONS = "partitions";
    private static final String REPLICAS = "replicas";
    private static final String RETENTION = "retention";
    private static final String RETENTION_MS = "retention.ms";
    private static final String SEGMENT_MS = "segment.ms";
    private static final Set<String> FOR_ALL =
            Set.of(PREFIX, "topics." + PARTITIONS, "topics." + REPLICAS, "topics." + RETENTION);
    private static final Pattern FOR_ONE = Pattern.compile("(.+\\.topic)\\.([^.]+)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([dh])");
    /** More than any cluster is meant to have for one topic; a slip of the keyboard cannot be lowered again. */
    private static final int MOST_PARTITIONS = 1_000;

    private final RouteProperties properties;
    private final List<String> problems;
    private final Map<String, TopicDefinition> byProperty = new HashMap<>();
    private final Map<TopicDefinition, TopicDefinition> overridden = new HashMap<>();
    private final String prefix;

    private TopicOverrides(RouteProperties properties, List<TopicDefinition> files, List<String> problems) {
        this.properties = properties;
        this.problems = problems;
        this.prefix = properties.value(PREFIX).orElse("");
        files.forEach(file -> byProperty.put(propertyOf(file), file));
    }

    /**
     * Reads what properties say.
     *
     * @param latest those of the files that latest state works with
     * @param problems takes what is wrong, each naming property, value and what is allowed
     */
    static TopicOverrides read(
            RouteProperties properties, List<TopicDefinition> files, LatestFiles latest, List<String> problems) {
        TopicOverrides overrides = new TopicOverrides(properties, files, problems);
        overrides.checkNames();
        if (problems.isEmpty()) {
            files.forEach(file -> overrides.overridden.put(file, overrides.override(file)));
            latest.follow(overrides.overridden);
        }
        return overrides;
    }

    static boolean namesATopic(String property) {
        return property.endsWith(TOPIC);
    }

    /**
     * {@code clio.activity.v1} is told by {@code clio.activity.topic} and what begins with it, the changelog of {@code
     * integration.latest.clio.v1} by {@code integration.latest.clio.topic}.
     */
    static String propertyOf(TopicDefinition file) {
        String name = file.name().replace(LatestFiles.CHANGELOG, "");
        return (name.endsWith(VERSION) ? name.substring(0, name.length() - VERSION.length()) : name) + TOPIC;
    }

    boolean hasName(String property) {
        return properties.value(property).isPresent() || byProperty.containsKey(property);
    }

    String name(String property) {
        return prefix
                + properties
                        .value(property)
                        .or(() -> Optional.ofNullable(byProperty.get(property)).map(TopicDefinition::name))
                        .orElseThrow(() -> new IllegalArgumentException("No topic has the property " + property));
    }

    TopicDefinition applyTo(TopicDefinition file) {
        return overridden.get(file);
    }

    private void checkNames() {
        properties.names().stream()
                .filter(this::isUnknown)
                .sorted()
                .forEach(
                        name -> problem(
                                name,
                                "is not known; known are "
                                        + FOR_ALL.stream().sorted().collect(Collectors.joining(", "))
                                        + " and, for the topic of a file, <…>.topic, <…>.topic.partitions, <…>.topic.retention"));
        properties.names().stream()
                .filter(TopicOverrides::namesATopic)
                .filter(this::hasName)
                .filter(name -> !TopicDefinition.isLegalName(name(name)))
                .sorted()
                .forEach(name -> problem(
                        name,
                        "must name a topic, with " + PREFIX
                                + " before it, in 1 to 249 letters, digits, '.', '_' or '-'; was '" + name(name)
                                + "'"));
        byProperty.forEach((property, file) -> {
            if (LatestFiles.isChangelog(file) && !name(property).endsWith(LatestFiles.CHANGELOG)) {
                problem(
                        property,
                        "must end in " + LatestFiles.CHANGELOG + ", which Kafka Streams puts behind the name of its"
                                + " application; was '" + name(property) + "'");
            }
        });
    }

    private boolean isUnknown(String name) {
        if (name.startsWith("topics.")) {
            return !FOR_ALL.contains(name);
        }
        Matcher one = FOR_ONE.matcher(name);
        return one.matches()
                && !(byProperty.containsKey(one.group(1))
                        && Set.of(PARTITIONS, RETENTION).contains(one.group(2)));
    }

    private TopicDefinition override(TopicDefinition file) {
        String property = propertyOf(file);
        boolean ours = file.name().startsWith("integration.");
        Short replicas = number("topics." + REPLICAS, Short.MAX_VALUE)
                .map(Integer::shortValue)
                .orElse(file.replicas());
        Map<String, String> config = new TreeMap<>(file.config());
        retention(file, property, ours).ifPresent(retention -> retain(config, retention));
        return new TopicDefinition(file.file(), name(property), partitions(file, property, ours), replicas, config);
    }

    private int partitions(TopicDefinition file, String property, boolean ours) {
        Optional<Integer> own = number(property + "." + PARTITIONS, MOST_PARTITIONS);
        if (ours && own.isPresent()) {
            problem(
                    property + "." + PARTITIONS,
                    LatestFiles.isChangelog(file)
                            ? "cannot be set: the topic has as many as the change topic with the most"
                            : "cannot be set: this topic works with the partitions of its file only");
        }
        if (LatestFiles.isLatest(file) && own.isPresent()) {
            problem(
                    property + "." + PARTITIONS,
                    "cannot be set: the topic has as many as that of the changes; set "
                            + property.replace(".latest.topic", ".topic") + "." + PARTITIONS);
        }
        return own.or(() -> ours ? Optional.empty() : number("topics." + PARTITIONS, MOST_PARTITIONS))
                .orElse(file.partitions());
    }

    private Optional<Long> retention(TopicDefinition file, String property, boolean ours) {
        Optional<Long> own = duration(property + "." + RETENTION);
        if (own.isPresent() && !file.isBounded()) {
            problem(
                    property + "." + RETENTION,
                    "cannot be set: topic " + file.name() + " is compacted and keeps the newest record of each key");
        }
        return own.or(() -> ours ? Optional.empty() : duration("topics." + RETENTION))
                .filter(any -> file.isBounded());
    }

    /** Kafka deletes whole segments, so none may last longer than the records in it. */
    private static void retain(Map<String, String> config, long retention) {
        config.put(RETENTION_MS, Long.toString(retention));
        config.computeIfPresent(
                SEGMENT_MS, (name, segment) -> Long.toString(Math.min(Long.parseLong(segment), retention)));
    }

    private Optional<Integer> number(String name, int most) {
        return parsed(
                name,
                value -> {
                    int number = Integer.parseInt(value);
                    return number >= 1 && number <= most ? number : null;
                },
                "must be a whole number from 1 to " + most);
    }

    private Optional<Long> duration(String name) {
        return parsed(
                name,
                value -> {
                    Matcher duration = DURATION.matcher(value);
                    if (!duration.matches()) {
                        return null;
                    }
                    long count = Long.parseLong(duration.group(1));
                    return count == 0
                            ? null
                            : duration.group(2).equals("d") ? DAYS.toMillis(count) : HOURS.toMillis(count);
                },
                "must be a number of days or hours, such as 30d or 36h");
    }

    private <T> Optional<T> parsed(String name, Parser<T> parser, String allowed) {
        Optional<String> value = properties.value(name);
        Optional<T> parsed = value.map(text -> {
            try {
                return parser.parse(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        });
        if (value.isPresent() && parsed.isEmpty()) {
            problem(name, allowed + ", was '" + value.get() + "'");
        }
        return parsed;
    }

    private void problem(String property, String problem) {
        String text = "Property " + property + " " + problem;
        if (!problems.contains(text)) {
            problems.add(text);
        }
    }

    private interface Parser<T> {
        /** Null, or an IllegalArgumentException, for what is not allowed. */
        T parse(String text);
    }
}
