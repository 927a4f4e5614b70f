package io.camelclio.bench;

import io.camelclio.bench.delivery.DeliveryPart;
import io.camelclio.bench.delivery.ProfilePart;
import io.camelclio.bench.delivery.StartPart;
import io.camelclio.bench.micro.MicroPart;
import io.camelclio.bench.polling.HeapPart;
import io.camelclio.bench.polling.PollingPart;
import io.camelclio.bench.report.Machine;
import io.camelclio.bench.report.Report;
import io.camelclio.bench.subject.Proof;
import io.camelclio.bench.subject.Stage;
import io.camelclio.bench.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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
        if (!parts.equals(Set.of("micro"))) {
            try (Stage stage = new Stage()) {
                deliveries(stage);
                polls(stage.brokers());
            }
        }
        if (parts.contains("micro")) {
            MicroPart.run(report);
            report.writeTo(folder);
        }
        System.out.println(report.markdown());
        System.out.println("Written to " + folder);
        if (Boolean.getBoolean("bench.write")) {
            report.writeInto(Path.of(System.getProperty("bench.page")));
        }
    }

    private void polls(String brokers) throws IOException, InterruptedException {
        if (parts.contains("polling")) {
            new PollingPart(brokers, settings.polledRecords(), settings.rounds()).run(report);
            report.writeTo(folder);
        }
        if (parts.contains("heap")) {
            new HeapPart(brokers, settings.heapRecords()).run(report);
            report.writeTo(folder);
        }
    }

    private void deliveries(Stage stage) throws Exception {
        if (Collections.disjoint(parts, Set.of("deliveries", "profile", "start"))) {
            return;
        }
        List<Subject> subjects = stage.subjects(settings.subjects(Stage.CHOICE)::contains);
        Proof proof = new Proof(stage.brokers());
        if (parts.contains("deliveries")) {
            deliveries(new DeliveryPart(subjects, proof, settings.rounds()));
        }
        if (parts.contains("profile")) {
            new ProfilePart(subjects, folder).run(report);
            report.writeTo(folder);
            missing += proof.missing(subjects).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
        stage.stopSubjects();
        if (parts.contains("start")) {
            StartPart starts = new StartPart(subjects, proof, settings.starts());
            starts.run(report);
            report.writeTo(folder);
            missing += starts.missing();
        }
    }

    private void deliveries(DeliveryPart deliveries) throws IOException, InterruptedException {
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
