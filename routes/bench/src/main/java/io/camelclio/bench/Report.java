package io.camelclio.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The table: medians over the rounds with their spread, and each subject's throughput beside the floor's. */
final class Report {

    private final List<Round> rounds = new ArrayList<>();
    private final String floor;

    Report(String floor) {
        this.floor = floor;
    }

    void add(Round round) {
        rounds.add(round);
    }

    /** Markdown, so that it can be pasted into a page. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | connections | subject | deliveries/s, median (lowest to highest) | ratio to the floor, median of rounds (lowest to highest) | latency ms, median / 99 % | CPU µs a delivery | refused |
                |---:|---|---:|---:|---:|---:|---:|
                """);
        for (int connections :
                rounds.stream().mapToInt(Round::connections).distinct().toArray()) {
            for (String subject : rounds.stream().map(Round::subject).distinct().toList()) {
                table.append(row(connections, subject));
            }
        }
        return table.toString();
    }

    private String row(int connections, String subject) {
        List<Round> mine = of(connections, subject);
        List<Round> theirs = of(connections, floor);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            ratios.add(mine.get(i).perSecond() / theirs.get(i).perSecond());
        }
        return "| %d | %s | %s | %s | %.2f / %.2f | %.0f | %d |%n"
                .formatted(
                        connections,
                        subject,
                        spread(sorted(mine, Round::perSecond), "%.0f"),
                        spread(ratios.stream().sorted().toList(), "%.2f"),
                        median(sorted(mine, round -> round.latencyMillis(0.5))),
                        median(sorted(mine, round -> round.latencyMillis(0.99))),
                        median(sorted(mine, Round::cpuMicros)),
                        mine.stream().mapToInt(Round::failures).sum());
    }

    private List<Round> of(int connections, String subject) {
        return rounds.stream()
                .filter(round ->
                        round.connections() == connections && round.subject().equals(subject))
                .toList();
    }

    private static List<Double> sorted(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().map(figure::applyAsDouble).sorted().toList();
    }

    private static String spread(List<Double> sorted, String format) {
        return (format + " (" + format + " to " + format + ")")
                .formatted(median(sorted), sorted.get(0), sorted.get(sorted.size() - 1))
                .toLowerCase(Locale.ROOT);
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
