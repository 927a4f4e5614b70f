package io.camelclio.bench;

import io.camelclio.bench.delivery.DeliveryPart;
import io.camelclio.bench.report.Machine;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.subject.Proof;
import io.camelclio.bench.subject.Stage;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run: the parts that are wanted, one after the other, and their report. */
public final class Bench {

    private final Settings settings;
    private final Set<String> parts;
    private final Path folder = Path.of(System.getProperty("bench.folder"));
    private final Report report;
    private int missing;

    private Bench(Settings settings) throws IOException {
        this.settings = settings;
        this.parts = settings.parts();
        String spring = Files.readString(Path.of(System.getProperty("bench.spring"), "class-path.txt"));
        this.report = new Report(Machine.now(settings.command(), System.getProperty("java.class.path"), spring));
    }

    /** Its environment is told in {@link Settings}. Exits with 1 when a record is missing. */
    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(new Settings(System.getenv()));
        bench.run();
        System.exit(bench.missing == 0 ? 0 : 1);
    }

    private void run() throws Exception {
        try (Stage stage = new Stage()) {
            if (parts.contains("deliveries")) {
                deliveries(stage);
            }
        }
        System.out.println(report.markdown());
        System.out.println("Written to " + folder);
        if (Boolean.getBoolean("bench.write")) {
            report.writeInto(Path.of(System.getProperty("bench.page")));
        }
    }

    private void deliveries(Stage stage) throws Exception {
        List<Subject> subjects = stage.subjects(settings.subjects(Stage.CHOICE)::contains);
        DeliveryPart deliveries = new DeliveryPart(subjects, new Proof(stage.brokers()), settings.rounds());
        int most = settings.connections().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        deliveries.warmUp(most, settings.warmUp());
        Map<String, Double> saturations = deliveries.saturate(settings.connections(), settings.turn(), report);
        report.writeTo(folder);
        if (parts.contains("latency")) {
            deliveries.latencies(most, saturations, settings.latencyTurn(), report);
            report.writeTo(folder);
        }
        missing += deliveries.missing();
    }
}
