package io.camelclio.kafka.topics;

import io.camelclio.kafka.topics.TopicDifference.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a cluster differs from the topic files, and so what {@link ClusterTopics#apply} would do.
 *
 * @param differences all differences, sorted by topic; unmodifiable
 */
public record TopicPlan(List<TopicDifference> differences) {

    private static final List<String> HEADER = List.of("topic", "what", "now", "wanted", "action");

    /** Copies the list. */
    public TopicPlan {
        differences = List.copyOf(differences);
    }

    /** Whether there is nothing to do; surplus partitions, which cannot be lowered, do not count. */
    public boolean isEmpty() {
        return differences.stream().allMatch(difference -> difference.kind() == Kind.TOO_MANY_PARTITIONS);
    }

    /** Names of the topics that do not exist, sorted. */
    public List<String> missing() {
        return of(Kind.MISSING).map(TopicDefinition::name).toList();
    }

    /** Names of the topics of which Kafka would delete records that it keeps now, sorted. */
    public List<String> losingRecords() {
        return differences.stream()
                .filter(TopicDifference::losesRecords)
                .map(difference -> difference.topic().name())
                .distinct()
                .toList();
    }

    /** How many steps it takes to do what the plan says: one for each topic and kind of change. */
    public int steps() {
        return (int) Stream.of(Kind.MISSING, Kind.TOO_FEW_PARTITIONS, Kind.CONFIG)
                .flatMap(this::of)
                .count();
    }

    Stream<TopicDefinition> of(Kind kind) {
        return differences.stream()
                .filter(difference -> difference.kind() == kind)
                .map(TopicDifference::topic)
                .distinct();
    }

    /** The differences as a table for people, or one line saying that there are none. */
    public String asTable() {
        if (differences.isEmpty()) {
            return "All topics are as their files ask.";
        }
        List<List<String>> rows = Stream.concat(
                        Stream.of(HEADER), differences.stream().map(TopicPlan::row))
                .toList();
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    }

    private static List<String> row(TopicDifference difference) {
        return List.of(
                difference.topic().name(),
                difference.setting(),
                difference.actual(),
                difference.wanted(),
                difference.action());
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
