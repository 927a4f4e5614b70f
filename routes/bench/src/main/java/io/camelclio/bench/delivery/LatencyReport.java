package io.camelclio.bench.delivery;

import io.camelclio.bench.report.Chart;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Spread;
import io.camelclio.bench.report.Table;
import io.camelclio.bench.report.Target;
import io.camelclio.bench.subject.Stage;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is told of deliveries at half of what each subject can take. */
final class LatencyReport {

    private static final double OF_THE_FLOOR = 2;

    private final Rounds rounds;
    private final int connections;
    private final Map<String, Double> saturations;

    LatencyReport(Rounds rounds, int connections, Map<String, Double> saturations) {
        this.rounds = rounds;
        this.connections = connections;
        this.saturations = saturations;
    }

    Section section() {
        Table table = new Table(
                1,
                "subject",
                "saturation, /s",
                "rate, /s",
                "answered, /s",
                "median, ms",
                "99 %, ms",
                "99.9 %, ms",
                "99 % beside the floor's",
                "refused");
        Chart chart = new Chart("99th percentile at half saturation, ms", "%.2f");
        for (String subject : rounds.subjects()) {
            double saturation = saturations.get(subject);
            Spread hundredth = rounds.of(subject, connections, Round::hundredth);
            chart.bar(subject, hundredth);
            table.row(
                    subject,
                    String.format(Locale.ROOT, "%.0f", saturation),
                    String.format(Locale.ROOT, "%.0f", saturation / 2),
                    rounds.of(subject, connections, Round::perSecond).text("%.0f"),
                    rounds.of(subject, connections, Round::median).text("%.2f"),
                    hundredth.text("%.2f"),
                    rounds.of(subject, connections, Round::thousandth).text("%.2f"),
                    subject.equals(Stage.FLOOR)
                            ? "–"
                            : rounds.ratio(subject, Stage.FLOOR, connections, Round::hundredth)
                                    .text("%.2f"),
                    String.valueOf(rounds.refused(subject, connections)));
        }
        return new Section(
                "Latency at half saturation",
                List.of(
                        "Deliveries come at an even rate, half of what the subject took in this run, over %d connections at most."
                                .formatted(connections),
                        "Each latency begins when the delivery was to be sent, so what waits behind a slow answer counts."),
                table,
                List.of(chart),
                rounds.all());
    }

    List<Target> targets() {
        if (!rounds.has(Stage.BRIDGE)) {
            return List.of();
        }
        Spread ratio = rounds.ratio(Stage.BRIDGE, Stage.FLOOR, connections, Round::hundredth);
        return List.of(new Target(
                "99th percentile at half saturation, of the floor's",
                "at most " + OF_THE_FLOOR,
                ratio.text("%.2f"),
                ratio.median() <= OF_THE_FLOOR));
    }
}
