package io.camelclio.bench.micro;

import io.camelclio.bench.report.Chart;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.report.Section;
import io.camelclio.bench.report.Spread;
import io.camelclio.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks, which takes about two minutes. */
public final class MicroPart {

    private MicroPart() {}

    public static void run(Report report) throws RunnerException {
        Map<String, Spread> spreads = new TreeMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(HotPaths.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            String name = result.getPrimaryResult().getLabel();
            spreads.put(name, Spread.of(iterations(result)));
            System.out.printf("micro, %s: %.0f ns%n", name, spreads.get(name).median());
        }
        report.add(section(spreads), List.of());
    }

    private static List<Double> iterations(RunResult result) {
        List<Double> scores = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                scores.add(iteration.getPrimaryResult().getScore());
            }
        }
        return scores;
    }

    private static Section section(Map<String, Spread> spreads) {
        Table table = new Table(1, "step", "ns");
        Chart chart = new Chart("Steps of a delivery, ns", "%.0f");
        spreads.forEach((name, spread) -> {
            table.row("`" + name + "`", spread.text("%.0f"));
            chart.bar(name, spread);
        });
        return new Section(
                "Steps of a delivery",
                List.of(
                        "JMH, one thread, a delivery of about a kilobyte: median of the iterations of all forks (lowest to"
                                + " highest).",
                        "`readingADelivery` is parsing, identity and headers together."),
                table,
                List.of(chart),
                spreads);
    }
}
