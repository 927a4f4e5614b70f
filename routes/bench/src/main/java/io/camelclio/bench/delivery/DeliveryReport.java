package io.camelclio.bench.delivery;

import io.camelclio.bench.report.Chart;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Spread;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.report.Target;
import io.camelclio.bench.subject.Stage;
import java.util.ArrayList;
import java.util.List;

/** What is told of deliveries as fast as they are taken: throughput beside the floor's and Spring Boot's, and what each costs. */
final class DeliveryReport {

    private static final double OF_THE_FLOOR = 0.6;
    private static final double OF_SPRING_BOOT = 1.5;
    private static final List<Integer> AIMED_AT = List.of(32, 128);

    private final Rounds rounds;
    private final String proof;

    /** @param proof a sentence on what was acknowledged and what is on the topics */
    DeliveryReport(Rounds rounds, String proof) {
        this.rounds = rounds;
        this.proof = proof;
    }

    Section throughput() {
        Table table = new Table(
                1,
                "subject",
                "connections",
                "deliveries/s",
                "ratio to the floor",
                "ratio to Spring Boot",
                "latency ms, median",
                "99 %",
                "refused");
        List<Chart> charts = new ArrayList<>();
        for (int connections : rounds.connections()) {
            Chart chart = new Chart("Deliveries a second, %d connections".formatted(connections), "%.0f");
            for (String subject : rounds.subjects()) {
                Spread perSecond = rounds.of(subject, connections, Round::perSecond);
                chart.bar(subject, perSecond);
                table.row(
                        subject,
                        String.valueOf(connections),
                        perSecond.text("%.0f"),
                        ratio(subject, Stage.FLOOR, connections),
                        ratio(subject, Stage.SPRING_BOOT, connections),
                        rounds.of(subject, connections, Round::median).text("%.2f"),
                        rounds.of(subject, connections, Round::hundredth).text("%.2f"),
                        String.valueOf(rounds.refused(subject, connections)));
            }
            charts.add(chart);
        }
        return new Section(
                "Deliveries",
                List.of(
                        "Each connection has one delivery under way.",
                        "Median of the rounds (lowest to highest); ratios are of the same round.",
                        proof),
                table,
                charts,
                rounds.all());
    }

    private String ratio(String subject, String other, int connections) {
        return !rounds.has(other) || subject.equals(other)
                ? "–"
                : rounds.ratio(subject, other, connections, Round::perSecond).text("%.2f");
    }

    Section cost() {
        Table table = new Table(1, "subject", "connections", "CPU µs", "allocated KB");
        Chart cpu = new Chart("CPU µs a delivery, most connections", "%.0f");
        int most = rounds.connections().get(rounds.connections().size() - 1);
        for (int connections : rounds.connections()) {
            for (String subject : rounds.subjects()) {
                Spread micros = rounds.of(subject, connections, Round::cpuMicros);
                table.row(
                        subject,
                        String.valueOf(connections),
                        micros.text("%.0f"),
                        rounds.of(subject, connections, round -> round.allocatedBytes() / 1e3)
                                .text("%.1f"));
                if (connections == most) {
                    cpu.bar(subject, micros);
                }
            }
        }
        return new Section(
                "Cost of a delivery",
                List.of(
                        "Of the rounds above: processor time of the whole process, collector and compiler included, and bytes"
                                + " allocated by its threads, for each delivery acknowledged."),
                table,
                List.of(cpu),
                List.of());
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int connections : rounds.connections()) {
            if (AIMED_AT.contains(connections)) {
                target(targets, Stage.FLOOR, "the floor", OF_THE_FLOOR, connections);
                target(targets, Stage.SPRING_BOOT, "Spring Boot", OF_SPRING_BOOT, connections);
            }
        }
        return targets;
    }

    private void target(List<Target> targets, String other, String called, double wanted, int connections) {
        if (rounds.has(Stage.BRIDGE) && rounds.has(other)) {
            Spread ratio = rounds.ratio(Stage.BRIDGE, other, connections, Round::perSecond);
            targets.add(new Target(
                    "deliveries, %d connections, of %s".formatted(connections, called),
                    "at least " + wanted,
                    ratio.text("%.2f"),
                    ratio.median() >= wanted));
        }
    }
}
